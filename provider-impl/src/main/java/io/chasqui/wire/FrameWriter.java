package io.chasqui.wire;

import io.chasqui.message.ByteWriter;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.Event;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Encodes frames one behind the other, to be sent together. Owned by one thread. */
public final class FrameWriter {

    private static final int FIRST_BYTES = 512;

    /** So much room at most is made for what will be written, by what was written before. */
    private static final int MOST_EXPECTED_BYTES = 64 << 10;

    /** Takes the place of a writer while nothing is written: most links are idle. */
    private static final ByteWriter NOTHING = new ByteWriter(0);

    /** The type of a frame. */
    private static final int TYPE_BYTES = 1;

    private int maxFrameBytes;
    private ByteWriter out = NOTHING;
    private final CommandWriter commands = new CommandWriter();
    private final EventWriter events = new EventWriter();
    private int counted;
    private int expectedBytes = FIRST_BYTES;

    /** @param maxFrameBytes the longest frame the other end takes, without the bytes that tell its length; more than 1 */
    public FrameWriter(int maxFrameBytes) {
        limitFrames(maxFrameBytes);
    }

    /** From now on frames are no longer than this. */
    public void limitFrames(int bytes) {
        if (bytes <= TYPE_BYTES) {
            throw new IllegalArgumentException(
                    "frames of up to " + bytes + " bytes have no room for anything but their type");
        }
        maxFrameBytes = bytes;
    }

    /** How many bytes were written and not taken. */
    public int size() {
        return out.size();
    }

    public void write(LinkFrame frame) {
        int begin = begin();
        LinkFrameCodec.write(out, frame);
        out.writeIntAt(begin, out.size() - begin - Integer.BYTES);
    }

    public void write(Command command) {
        int begin = begin();
        out.writeByte(FrameType.COMMAND);
        try {
            commands.write(out, command);
        } catch (RuntimeException | Error impossible) {
            // Half a frame would make everything behind it unreadable.
            out.truncate(begin);
            throw impossible;
        }
        endCounted(begin);
    }

    public void write(Event event) {
        int begin = begin();
        out.writeByte(FrameType.EVENT);
        try {
            events.write(out, event);
        } catch (RuntimeException | Error impossible) {
            // Half a frame would make everything behind it unreadable.
            out.truncate(begin);
            throw impossible;
        }
        endCounted(begin);
    }

    private int begin() {
        if (out == NOTHING) {
            out = new ByteWriter(expectedBytes);
        }
        int begin = out.size();
        out.writeInt(0);
        return begin;
    }

    private void endCounted(int begin) {
        int length = out.size() - begin - Integer.BYTES;
        if (length > maxFrameBytes) {
            byte[] whole = out.copyOfRange(begin + Integer.BYTES, out.size());
            out.truncate(begin);
            writeFragments(whole);
        } else {
            out.writeIntAt(begin, length);
            counted++;
        }
    }

    /** Writes one fragment of a command or event that is sent piece by piece. */
    public void writeFragment(byte[] piece, boolean last) {
        if (out == NOTHING) {
            out = new ByteWriter(Integer.BYTES + TYPE_BYTES + piece.length);
        }
        writeFragment(piece, 0, piece.length, last);
    }

    private void writeFragment(byte[] whole, int offset, int length, boolean last) {
        out.writeInt(TYPE_BYTES + length)
                .writeByte(last ? FrameType.LAST_FRAGMENT : FrameType.FRAGMENT)
                .writeRaw(whole, offset, length);
        counted++;
    }

    /** Gives up a command or event that was sent in part. */
    public void writeAbandon() {
        int begin = begin();
        out.writeByte(FrameType.ABANDON);
        endCounted(begin);
    }

    /** How many bytes of a command or event one fragment has room for. */
    public int mostFragmentBytes() {
        return maxFrameBytes - TYPE_BYTES;
    }

    private void writeFragments(byte[] whole) {
        int most = mostFragmentBytes();
        for (int offset = 0; offset < whole.length; offset += most) {
            int length = Math.min(most, whole.length - offset);
            writeFragment(whole, offset, length, offset + length == whole.length);
        }
    }

    /** Takes out what was written. */
    public Frames take() {
        ByteBuffer whole = out.toByteBuffer();
        byte[] array = whole.array();
        int length = whole.remaining();
        // Kept until the other end has confirmed it: without much empty space.
        byte[] kept = array.length - length > length / 2 + 64 ? Arrays.copyOf(array, length) : array;
        Frames frames = new Frames(kept, length, counted);
        expectedBytes = Math.min(MOST_EXPECTED_BYTES, Math.max(FIRST_BYTES, length));
        out = NOTHING;
        counted = 0;
        return frames;
    }
}
