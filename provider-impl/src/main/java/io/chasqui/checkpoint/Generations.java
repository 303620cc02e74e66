package io.chasqui.checkpoint;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds, creates and replaces the generation that counts: everything about files that {@link GenerationalStore} does not
 * do. Owned by its thread.
 */
final class Generations {

    /** Only the last commit of a generation being written fills {@link Table#GENERATION}: a mark that it is all there. */
    private static final String COMPLETE = "complete";

    /** Comes before the names of what {@link Table#META} held at the end of the generation before. */
    private static final String PREVIOUS_META = "previous-meta.";

    private static final byte[] PRESENT = {1};

    /** How much a generation being written may have in memory before it goes to its file. */
    private static final long UNCOMMITTED_BYTES = 8L << 20;

    private final Directory directory;
    private final CheckpointOptions options;
    private final GenerationListener listener;
    private Manifest manifest = new Manifest(0, 0);

    Generations(Directory directory, CheckpointOptions options, GenerationListener listener) {
        this.directory = directory;
        this.options = options;
        this.listener = listener;
    }

    boolean hasPrevious() {
        return manifest.previous() != 0;
    }

    /** How much of the disk the generation before takes; 0 when there is none. */
    long previousBytes() throws IOException {
        long previous = manifest.previous();
        if (previous == 0 || !files(previous).exists()) {
            return 0;
        }
        try (DiskFile file = directory.open(files(previous).fileName())) {
            return file.size();
        }
    }

    static byte @Nullable [] previousMeta(MapDbStore store, String name) throws CheckpointException {
        return store.get(Table.GENERATION, PREVIOUS_META + name);
    }

    /**
     * Opens the newest generation that is whole, or creates the first. What a process that has died left in the directory
     * may not be there for good; all that follows relies on it, so it is forced first.
     */
    MapDbStore open() throws IOException {
        directory.force();
        List<Long> candidates = candidates();
        if (candidates.isEmpty()) {
            return createFirst();
        }
        Map<Long, String> rejected = new LinkedHashMap<>();
        for (long candidate : candidates) {
            try {
                MapDbStore opened = openComplete(candidate);
                return accepted(opened, candidate, rejected);
            } catch (RejectedGeneration e) {
                rejected.put(candidate, e.getMessage());
                listener.rejected(files(candidate).fileName(), e.getMessage());
            }
        }
        throw new CheckpointException(nothingLeft(rejected));
    }

    /** Which generations to try, in this order. Without a manifest all that are there: a mark tells the complete ones. */
    private List<Long> candidates() throws IOException {
        List<Long> present = StateFiles.generationsIn(directory);
        try {
            manifest = Manifest.read(directory);
        } catch (CheckpointException e) {
            if (!present.isEmpty()) {
                listener.rejected(Manifest.FILE, e.getMessage());
            } else if (directory.exists(Manifest.FILE)) {
                throw new CheckpointException(nothingLeft(Map.of()), e);
            }
            return present;
        }
        List<Long> candidates = new ArrayList<>(List.of(manifest.current(), manifest.previous()));
        candidates.removeIf(generation -> generation == 0);
        return candidates;
    }

    /** Why one generation cannot be used. */
    private static final class RejectedGeneration extends Exception {
        private static final long serialVersionUID = 1L;

        RejectedGeneration(String reason) {
            super(reason);
        }
    }

    private MapDbStore openComplete(long generation) throws RejectedGeneration, IOException {
        StateFiles files = files(generation);
        if (!files.exists()) {
            throw new RejectedGeneration("it is not there");
        }
        MapDbStore opened;
        try {
            RedoLog.recover(files);
            opened = MapDbStore.open(files, options.cachedPages());
        } catch (CheckpointException e) {
            throw new RejectedGeneration(e.getMessage());
        }
        if (opened.size(Table.GENERATION) == 0) {
            opened.close();
            throw new RejectedGeneration("it was never finished");
        }
        return opened;
    }

    /** Nothing is put aside or deleted before the manifest says so. */
    private MapDbStore accepted(MapDbStore opened, long generation, Map<Long, String> rejected) throws IOException {
        boolean done = false;
        try {
            boolean asExpected = generation == manifest.current();
            Manifest actual = asExpected ? manifest : new Manifest(generation, 0);
            if (!asExpected) {
                actual.write(directory);
                for (long damaged : rejected.keySet()) {
                    files(damaged).putAside();
                }
                directory.force();
            }
            manifest = actual;
            deleteLeftovers();
            done = true;
        } finally {
            if (!done) {
                opened.close();
            }
        }
        listener.opened(generation, opened.fileBytes());
        return opened;
    }

    /** A generation whose writing was interrupted must not be mistaken for the newest when the manifest is lost one day. */
    private void deleteLeftovers() throws IOException {
        boolean deleted = false;
        for (long generation : StateFiles.generationsIn(directory)) {
            if (generation != manifest.current() && generation != manifest.previous()) {
                files(generation).delete();
                deleted = true;
            }
        }
        if (deleted) {
            directory.force();
        }
    }

    private String nothingLeft(Map<Long, String> rejected) {
        StringBuilder text = new StringBuilder("No durable state in " + directory.path() + " can be opened. ");
        rejected.forEach((generation, reason) -> text.append(files(generation).fileName())
                .append(": ")
                .append(reason)
                .append(". "));
        if (rejected.isEmpty()) {
            text.append(Manifest.FILE + " is damaged, and there is no state-<number>.db. ");
        }
        return text.append(
                        "Nothing was changed. Either put back the whole directory from a backup; or, to start with what"
                                + " the journal alone still holds, move " + Manifest.FILE
                                + " and every file whose name begins with \"state-\" out of the directory, and start again.")
                .toString();
    }

    /** A manifest without a generation comes first: files without any manifest would look like a lost one. */
    private MapDbStore createFirst() throws IOException {
        manifest = new Manifest(0, 0);
        manifest.write(directory);
        deleteLeftovers();
        long generation = StateFiles.lastIn(directory) + 1;
        MapDbStore created = build(generation, null);
        return accepted(created, generation, Map.of());
    }

    /**
     * Writes all that a store has committed to a new generation, and makes that the one that counts. The store becomes the
     * previous one. When writing fails, nothing has changed; when the change of the manifest fails, a restart may show
     * either, so the store given must not be changed any more.
     */
    MapDbStore replace(MapDbStore store) throws IOException {
        long generation = StateFiles.lastIn(directory) + 1;
        long bytesBefore = store.fileBytes();
        MapDbStore replacement;
        try {
            replacement = build(generation, store);
        } catch (IOException e) {
            deleteQuietly(generation);
            listener.rewriteFailed(generation, FailureLatch.reason(e));
            return store;
        }
        long dropped = manifest.previous();
        Manifest next = new Manifest(generation, manifest.current());
        try {
            next.write(directory);
        } catch (IOException e) {
            store.fail(e);
            replacement.close();
            throw new CheckpointException(
                    "The change to generation " + generation + " failed: " + FailureLatch.reason(e)
                            + ". Open the durable state anew; nothing committed is lost.",
                    e);
        }
        manifest = next;
        store.close();
        if (dropped != 0) {
            deleteQuietly(dropped);
        }
        listener.rewritten(generation, bytesBefore, replacement.fileBytes());
        return replacement;
    }

    /** Gives up the way back. */
    void dropPrevious() throws IOException {
        long dropped = manifest.previous();
        if (dropped != 0) {
            manifest = new Manifest(manifest.current(), 0);
            manifest.write(directory);
            deleteQuietly(dropped);
        }
    }

    private MapDbStore build(long generation, @Nullable MapDbStore source) throws IOException {
        StateFiles files = files(generation);
        files.delete();
        try (MapDbStore building = MapDbStore.create(files, options.cachedPages())) {
            if (source != null) {
                for (Table<?> table : Table.PUBLIC) {
                    copy(table, source, building);
                }
            }
            building.put(Table.GENERATION, COMPLETE, PRESENT);
            if (source != null) {
                source.forEach(
                        Table.META, (name, value) -> building.put(Table.GENERATION, PREVIOUS_META + name, value));
            }
            building.commit();
        }
        directory.force();
        MapDbStore built = MapDbStore.open(files, options.cachedPages());
        for (Table<?> table : Table.PUBLIC) {
            if (source != null && built.size(table) != source.size(table)) {
                built.close();
                throw new CheckpointException("table " + table + " has " + built.size(table) + " entries in "
                        + files.fileName() + ", and not " + source.size(table));
            }
        }
        return built;
    }

    private static <K> void copy(Table<K> table, MapDbStore source, MapDbStore target) throws CheckpointException {
        source.forEach(table, (key, value) -> {
            target.put(table, key, value);
            if (target.uncommittedBytes() > UNCOMMITTED_BYTES) {
                target.commit();
            }
        });
    }

    private void deleteQuietly(long generation) {
        try {
            files(generation).delete();
        } catch (IOException e) {
            // Nothing depends on it: what stays is deleted when the store is opened the next time.
        }
    }

    private StateFiles files(long generation) {
        return new StateFiles(directory, generation);
    }
}
