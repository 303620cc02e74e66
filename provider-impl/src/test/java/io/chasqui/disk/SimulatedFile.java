package io.chasqui.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The content of one file of a {@link SimulatedDisk}, under that disk's lock: what programs see, what surely survives, and
 * every version of every sector in between. Sectors are whole or not written at all; a sector never written is zeros.
 */
final class SimulatedFile {

    static final int SECTOR = 512;

    private static final byte[] ZEROS = new byte[SECTOR];

    /** A sector's content after a change; changes of a file are counted. */
    private record Version(long change, byte[] content) {}

    private record Resize(long change, long bytes) {}

    private Map<Long, byte[]> seen = new HashMap<>();
    private long seenSize;
    private Map<Long, byte[]> forced = new HashMap<>();
    private long forcedSize;
    private final Map<Long, List<Version>> unforced = new HashMap<>();
    private final List<Resize> unforcedSizes = new ArrayList<>();
    private long changes;

    long size() {
        return seenSize;
    }

    /** How many bytes of the disk it takes: sectors written, with zeros too. */
    long allocated() {
        return (long) seen.size() * SECTOR;
    }

    /** How many bytes of the disk a write would take in addition. */
    long wouldAllocate(long position, int bytes) {
        long missing = 0;
        for (long sector = position / SECTOR; sector * SECTOR < position + bytes; sector++) {
            missing += seen.containsKey(sector) ? 0 : SECTOR;
        }
        return missing;
    }

    int read(ByteBuffer into, long position) {
        int total = 0;
        while (into.hasRemaining() && position + total < seenSize) {
            long at = position + total;
            int from = (int) (at % SECTOR);
            long length = Math.min(Math.min(SECTOR - from, into.remaining()), seenSize - at);
            into.put(seen.getOrDefault(at / SECTOR, ZEROS), from, (int) length);
            total += (int) length;
        }
        return total;
    }

    void write(ByteBuffer bytes, long position) {
        long at = position;
        while (bytes.hasRemaining()) {
            int from = (int) (at % SECTOR);
            int length = Math.min(SECTOR - from, bytes.remaining());
            byte[] content = seen.getOrDefault(at / SECTOR, ZEROS).clone();
            bytes.get(content, from, length);
            change(at / SECTOR, content);
            at += length;
        }
        if (at > seenSize) {
            resize(at);
        }
    }

    void setSize(long bytes) {
        if (bytes < seenSize) {
            for (long sector : List.copyOf(seen.keySet())) {
                int kept = (int) Math.max(0, Math.min(SECTOR, bytes - sector * SECTOR));
                if (kept < SECTOR) {
                    byte[] content = new byte[SECTOR];
                    System.arraycopy(seen.get(sector), 0, content, 0, kept);
                    change(sector, content);
                }
                if (kept == 0) {
                    seen.remove(sector);
                }
            }
        }
        if (bytes != seenSize) {
            resize(bytes);
        }
    }

    private void change(long sector, byte[] content) {
        byte[] stored = Arrays.equals(content, ZEROS) ? ZEROS : content;
        seen.put(sector, stored);
        unforced.computeIfAbsent(sector, any -> new ArrayList<>(1)).add(new Version(++changes, stored));
    }

    private void resize(long bytes) {
        seenSize = bytes;
        unforcedSizes.add(new Resize(++changes, bytes));
    }

    void force() {
        applyUpTo(changes, this);
        unforced.clear();
        unforcedSizes.clear();
    }

    /** Some of what was not forced gets to the disk; of the rest, a later force knows nothing any more. */
    void forcePartly(Random random) {
        SimulatedFile survivor = survivor(random);
        forced = survivor.forced;
        forcedSize = survivor.forcedSize;
        unforced.clear();
        unforcedSizes.clear();
    }

    /** What a program sees now, with the same still open: the process has died, the machine has not. */
    SimulatedFile copy() {
        SimulatedFile copy = new SimulatedFile();
        copy.seen = new HashMap<>(seen);
        copy.seenSize = seenSize;
        copy.forced = new HashMap<>(forced);
        copy.forcedSize = forcedSize;
        unforced.forEach((sector, versions) -> copy.unforced.put(sector, new ArrayList<>(versions)));
        copy.unforcedSizes.addAll(unforcedSizes);
        copy.changes = changes;
        return copy;
    }

    /** A file with what is on the disk after the power has failed. */
    SimulatedFile survivor(Random random) {
        SimulatedFile survivor = new SimulatedFile();
        survivor.forced = new HashMap<>(forced);
        survivor.forcedSize = forcedSize;
        switch (random.nextInt(4)) {
            case 0 -> {}
            case 1 -> applyUpTo(changes, survivor);
            case 2 -> applyUpTo(changes - (long) (random.nextDouble() * pendingChanges()), survivor);
            default -> applyAny(random, survivor);
        }
        long end = survivor.forcedSize;
        survivor.forced.keySet().removeIf(sector -> sector * SECTOR >= end);
        survivor.forced.replaceAll((sector, content) -> cut(content, end - sector * SECTOR));
        survivor.seen = new HashMap<>(survivor.forced);
        survivor.seenSize = end;
        return survivor;
    }

    private static byte[] cut(byte[] content, long kept) {
        if (kept >= SECTOR) {
            return content;
        }
        byte[] result = new byte[SECTOR];
        System.arraycopy(content, 0, result, 0, (int) kept);
        return result;
    }

    private long pendingChanges() {
        return unforced.values().stream().mapToLong(List::size).sum() + unforcedSizes.size();
    }

    /** In the order of the writes, up to one of them, which may be torn between its sectors. */
    private void applyUpTo(long lastChange, SimulatedFile survivor) {
        unforced.forEach((sector, versions) -> versions.stream()
                .filter(version -> version.change <= lastChange)
                .forEach(version -> survivor.forced.put(sector, version.content)));
        unforcedSizes.stream()
                .filter(resize -> resize.change <= lastChange)
                .forEach(resize -> survivor.forcedSize = resize.bytes);
    }

    /** In any order: of each sector any version may be there, whatever became of the others. */
    private void applyAny(Random random, SimulatedFile survivor) {
        unforced.keySet().stream().sorted().forEach(sector -> {
            List<Version> versions = unforced.get(sector);
            int applied = random.nextInt(versions.size() + 1);
            if (applied > 0) {
                survivor.forced.put(sector, versions.get(applied - 1).content);
            }
        });
        int applied = random.nextInt(unforcedSizes.size() + 1);
        if (applied > 0) {
            survivor.forcedSize = unforcedSizes.get(applied - 1).bytes;
        }
    }
}
