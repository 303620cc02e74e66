package io.chasqui.journal;

import io.chasqui.disk.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The segments that are there, by number. Any thread reads; the writer adds; {@link #delete} is guarded by a lock that the
 * writer never takes.
 */
final class Segments {

    private static final String PREPARED_SUFFIX = ".next";
    private static final Pattern SEGMENT_NAME = Pattern.compile("journal-(\\d{10,})\\.segment");
    private static final Pattern PREPARED_NAME = Pattern.compile("journal-(\\d{10,})\\.next");

    private final Directory directory;
    private final SegmentStock stock;
    private final FreedSegments freed;
    private final NavigableMap<Long, SegmentFile> byNumber = new ConcurrentSkipListMap<>();

    private Segments(Directory directory, SegmentStock stock, FreedSegments freed) {
        this.directory = directory;
        this.stock = stock;
        this.freed = freed;
    }

    static String nameOf(long number) {
        return String.format("journal-%010d.segment", number);
    }

    /** The number of the segment that has this name, or 0. */
    static long numberOf(String name) {
        Matcher segment = SEGMENT_NAME.matcher(name);
        return segment.matches() ? Long.parseLong(segment.group(1)) : 0;
    }

    static String preparedNameOf(long number) {
        return String.format("journal-%010d%s", number, PREPARED_SUFFIX);
    }

    /** Opens what is in the directory, and sees that nothing is missing. There may be no segment at all. */
    static Segments open(Directory directory, SegmentStock stock) throws IOException {
        Segments segments = new Segments(directory, stock, FreedSegments.load(directory));
        try {
            for (String name : directory.list()) {
                segments.sort(name);
            }
            segments.requireNoGap();
            // The last process may have died between a renaming and its force, and this one builds on the new name.
            directory.force();
            return segments;
        } catch (IOException | RuntimeException e) {
            segments.close();
            throw e;
        }
    }

    private void sort(String name) throws IOException {
        long number = numberOf(name);
        if (number > 0) {
            if (freed.contains(number)) {
                directory.delete(name);
            } else {
                byNumber.put(number, SegmentFile.open(number, name, directory));
            }
        } else if (PREPARED_NAME.matcher(name).matches() || name.equals(FreedSegments.NEW_FILE)) {
            directory.delete(name);
        } else if (name.startsWith(SegmentStock.SPARE_PREFIX)) {
            stock.adopt(name);
        }
    }

    private void requireNoGap() throws JournalCorruptException {
        if (byNumber.isEmpty()) {
            if (freed.first() > 1) {
                throw missing(freed.first());
            }
            return;
        }
        for (long number = freed.first(); number < byNumber.lastKey(); number++) {
            if (!byNumber.containsKey(number) && !freed.contains(number)) {
                throw missing(number);
            }
        }
    }

    JournalCorruptException missing(long number) {
        return new JournalCorruptException(
                directory.path() + "/" + nameOf(number),
                0,
                "the file is missing although segment " + number + " was not freed",
                Advice.RESTORE);
    }

    boolean isEmpty() {
        return byNumber.isEmpty();
    }

    SegmentFile last() {
        return byNumber.lastEntry().getValue();
    }

    void add(SegmentFile segment) {
        byNumber.put(segment.number(), segment);
    }

    /** The segments from this number on, oldest first. */
    List<SegmentFile> from(long number) {
        return List.copyOf(byNumber.tailMap(number).values());
    }

    SegmentFile get(long number) throws IOException {
        SegmentFile segment = byNumber.get(number);
        if (segment == null) {
            throw freed(number)
                    ? new IOException("Segment " + number + " of the journal in " + directory.path()
                            + " has been freed: nothing in it was needed any more")
                    : missing(number);
        }
        return segment;
    }

    private synchronized boolean freed(long number) {
        return freed.contains(number);
    }

    List<SegmentSummary> summaries() {
        List<SegmentSummary> summaries = new ArrayList<>();
        long last = byNumber.lastKey();
        for (Map.Entry<Long, SegmentFile> entry : byNumber.entrySet()) {
            summaries.add(new SegmentSummary(entry.getKey(), entry.getValue().bytes(), entry.getKey() >= last));
        }
        return summaries;
    }

    synchronized void delete(long number) throws IOException {
        SegmentFile segment = byNumber.get(number);
        if (segment == null || number >= byNumber.lastKey()) {
            throw new IllegalArgumentException("Segment " + number + " cannot be deleted: it is "
                    + (segment == null ? "not there" : "being written") + ". There are " + byNumber.keySet());
        }
        freed.add(number);
        byNumber.remove(number);
        segment.file().close();
        stock.recycle(segment);
    }

    void close() throws IOException {
        for (SegmentFile segment : byNumber.values()) {
            segment.file().close();
        }
    }
}
