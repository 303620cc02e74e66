package io.chasqui.benchmarks.compare.floor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures all limits, one after the other. */
public final class Floor {

    private static final int[] GROUPS = {1, 8, 16, 64, 512};

    private Floor() {}

    /** How many records a second one thread appends, forcing each group of so many; arguments as below. */
    public static double forcedRecords(Path directory, int recordBytes, int group, double seconds) throws IOException {
        return DiskFloor.appendAndForce(directory, recordBytes, group, (long) (seconds * 1e9))
                .value();
    }

    /**
     * Measures them.
     *
     * @param directory on the disk that is measured
     * @param recordBytes the length of a record, at least 1
     * @param seconds for each measurement
     */
    public static List<FloorResult> measure(Path directory, int recordBytes, double seconds)
            throws IOException, InterruptedException {
        if (recordBytes < 1 || !(seconds > 0)) {
            throw new IllegalArgumentException("records of " + recordBytes + " bytes for " + seconds
                    + " s: at least 1 byte and more than 0 s are needed");
        }
        List<FloorResult> results = new ArrayList<>();
        long nanos = (long) (seconds * 1e9);
        for (int group : GROUPS) {
            results.add(DiskFloor.appendAndForce(directory, recordBytes, group, nanos));
        }
        results.addAll(LoopbackFloor.roundTrips(recordBytes, nanos));
        results.addAll(HandOffFloor.handOffs(nanos));
        return results;
    }
}
