package io.chasqui.journal;

import io.chasqui.disk.Directory;
import io.chasqui.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal that nobody writes, changes nothing, and goes on behind what is damaged: for offline tools. Where a {@link
 * FileJournal} would repair an unfinished end, it ends there; where that would refuse, it tells of a {@link JournalFlaw} and
 * looks for the next whole record. Owned by one thread.
 */
public final class JournalReader implements Closeable {

    private final Directory directory;
    private final RecordFormat format = new RecordFormat(Checksum.CRC32C);
    private final NavigableMap<Long, SegmentFile> byNumber = new TreeMap<>();
    private final List<JournalFlaw> flaws = new ArrayList<>();

    private JournalReader(Directory directory) {
        this.directory = directory;
    }

    /**
     * Opens what is there.
     *
     * @param directory best one that cannot be changed
     * @throws IOException when the directory cannot be read; damage is among the {@link #flaws}
     */
    public static JournalReader open(Directory directory) throws IOException {
        JournalReader reader = new JournalReader(directory);
        try {
            reader.openAll();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void openAll() throws IOException {
        @Nullable FreedSegments freed = null;
        try {
            freed = FreedSegments.load(directory);
        } catch (JournalCorruptException e) {
            flaws.add(
                    new JournalFlaw(
                            false,
                            e.file(),
                            e.offset(),
                            "the list of freed segments cannot be read, so nobody can tell a missing segment from a freed one"));
        }
        for (String name : directory.list()) {
            long number = Segments.numberOf(name);
            if (number > 0 && (freed == null || !freed.contains(number))) {
                byNumber.put(number, openSegment(number, name));
            }
        }
        if (freed != null) {
            findGaps(freed);
        }
    }

    /** A segment whose header is damaged is read as far as its file goes. */
    private SegmentFile openSegment(long number, String name) throws IOException {
        try {
            return SegmentFile.open(number, name, directory);
        } catch (JournalCorruptException e) {
            flaws.add(new JournalFlaw(false, e.file(), e.offset(), e.found()));
            DiskFile file = directory.open(name);
            return new SegmentFile(number, name, e.file(), file, (int) Math.min(file.size(), Integer.MAX_VALUE));
        }
    }

    private void findGaps(FreedSegments freed) {
        long last = byNumber.isEmpty() ? freed.first() - 1 : byNumber.lastKey();
        for (long number = freed.first(); number < last; number++) {
            if (!byNumber.containsKey(number) && !freed.contains(number)) {
                flaws.add(new JournalFlaw(
                        false,
                        directory.path() + "/" + Segments.nameOf(number),
                        0,
                        "the file is missing although segment " + number + " was not freed"));
            }
        }
        if (byNumber.isEmpty() && freed.first() > 1) {
            flaws.add(new JournalFlaw(
                    false,
                    directory.path() + "/" + Segments.nameOf(freed.first()),
                    0,
                    "no segment is there although those before " + freed.first() + " were freed"));
        }
    }

    /** What was found when the files were opened. */
    public List<JournalFlaw> flaws() {
        return List.copyOf(flaws);
    }

    /** The segments that are there, oldest first. */
    public List<SegmentSummary> segments() {
        List<SegmentSummary> summaries = new ArrayList<>();
        byNumber.forEach((number, segment) ->
                summaries.add(new SegmentSummary(number, segment.bytes(), number.equals(byNumber.lastKey()))));
        return summaries;
    }

    /** For people: the file of a position. */
    public String file(long position) {
        return directory.path() + "/" + Segments.nameOf(Position.segment(position));
    }

    /**
     * Passes all whole records, in order.
     *
     * @return a position behind the last of them
     */
    public long scan(RecordHandler handler, Consumer<JournalFlaw> found) throws IOException {
        long end = Position.START;
        for (SegmentFile segment : byNumber.values()) {
            end = scan(segment, handler, found);
        }
        return end;
    }

    private long scan(SegmentFile segment, RecordHandler handler, Consumer<JournalFlaw> found) throws IOException {
        SegmentCursor cursor = new SegmentCursor(segment, format, SegmentFile.HEADER_BYTES);
        int at = SegmentFile.HEADER_BYTES;
        while (true) {
            if (cursor.moveTo(at)) {
                if (cursor.type() == RecordFormat.SEAL) {
                    return Position.of(segment.number(), at);
                }
                if (cursor.type() > 0) {
                    handler.record(Position.of(segment.number(), at), cursor.type(), cursor.payload());
                }
                at = cursor.nextOffset();
            } else {
                int next = passGap(segment, at, cursor.problem(), found);
                if (next < 0) {
                    return Position.of(segment.number(), at);
                }
                at = next;
            }
        }
    }

    /** What lies behind a place without a record: the next whole one, or the end (-1). */
    private int passGap(SegmentFile segment, int at, String problem, Consumer<JournalFlaw> found) throws IOException {
        SegmentCursor cursor = new SegmentCursor(segment, format, at);
        int next = -1;
        boolean wasForced = segment.number() != byNumber.lastKey();
        boolean begun = cursor.mayBeAt(at);
        for (int offset = at; offset <= segment.bytes() - RecordFormat.HEADER_BYTES; offset += RecordFormat.ALIGNMENT) {
            if (cursor.mayBeAt(offset) && cursor.moveTo(offset)) {
                next = next < 0 ? offset : next;
                wasForced |= cursor.forced() > at;
            }
            if (wasForced && next >= 0) {
                break;
            }
        }
        if (wasForced) {
            String extent = next < 0 ? "; no whole record follows" : "; the next whole record is at offset " + next;
            found.accept(new JournalFlaw(false, segment.path(), at, problem + extent));
            return next;
        }
        if (begun || next >= 0) {
            found.accept(new JournalFlaw(true, segment.path(), at, "an unfinished end: " + problem));
        }
        return -1;
    }

    /**
     * The payload of the record at a position.
     *
     * @throws IOException when there is none; the message says why
     */
    public ByteBuffer read(long position) throws IOException {
        SegmentFile segment = byNumber.get(Position.segment(position));
        if (segment == null) {
            throw new IOException("there is no segment " + Position.segment(position));
        }
        int offset = Position.offset(position);
        if (offset < SegmentFile.HEADER_BYTES || offset > segment.bytes() - RecordFormat.HEADER_BYTES) {
            throw new IOException("the segment has no offset " + offset);
        }
        return segment.read(offset, format);
    }

    @Override
    public void close() throws IOException {
        for (SegmentFile segment : byNumber.values()) {
            segment.file().close();
        }
    }
}
