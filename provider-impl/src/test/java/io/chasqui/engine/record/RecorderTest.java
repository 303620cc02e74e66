package io.chasqui.engine.record;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.disk.FileDirectory;
import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.journal.Durability;
import io.chasqui.journal.FileJournal;
import io.chasqui.journal.JournalSettings;
import io.chasqui.journal.ManualDriver;
import io.chasqui.loop.ManualLoop;
import io.chasqui.message.Destination;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private final ManualDriver driver = new ManualDriver();
    private final ManualLoop quiet = new ManualLoop();
    private final ManualLoop busy = new ManualLoop();

    private static Fact fact(long number) {
        return new Fact.Opened(number, new OfQueue(Destination.queue("orders")));
    }

    /** A checkpoint of an earlier position than one before would need segments that have been freed since. */
    @Test
    void howFarALoopIsNeverBecomesLess(@TempDir Path directory) throws IOException {
        JournalSettings settings = new JournalSettings(1 << 20, 1 << 16, 64, 0, 0);
        try (FileJournal journal = FileJournal.open(new FileDirectory(directory), settings, driver)) {
            Recorder ofQuiet = new Recorder(quiet, journal);
            Recorder ofBusy = new Recorder(busy, journal);
            for (int i = 1; i <= 10; i++) {
                ofBusy.append(fact(i), Durability.FORCED, Recorder.NOBODY);
                driver.turnAll();
                busy.runAll();
            }
            long idle = ofQuiet.appliedPosition();
            ofQuiet.append(fact(11), Durability.FORCED, Recorder.NOBODY);
            assertTrue(
                    ofQuiet.appliedPosition() >= idle,
                    "all before " + idle + " was applied; now only what is before " + ofQuiet.appliedPosition());
            driver.turnAll();
            quiet.runAll();
        }
    }
}
