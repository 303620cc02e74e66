package io.chasqui.wire;

import io.chasqui.message.ByteReader;
import io.chasqui.message.MalformedBytesException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds frames in a stream of bytes that comes in any pieces. Memory is taken only for what has come, and never more than the
 * limits allow. After the first failure nothing more is to be read. Owned by one thread.
 */
public final class FrameDecoder {

    /** The longest frame before a link stands: nobody has proven who he is. */
    static final int HANDSHAKE_FRAME_BYTES = 4 << 10;

    /** Arrays cannot be much longer. */
    private static final int MOST_ASSEMBLED_BYTES = Integer.MAX_VALUE - 64;

    private static final byte[] NOTHING = new byte[0];

    private final boolean takesCommands;
    private final int maxAssembledBytes;
    private int maxFrameBytes = HANDSHAKE_FRAME_BYTES;
    private boolean established;
    private boolean recognised;

    /** What is to be read next; a frame may begin in it and end in a later one. */
    private ByteBuffer input = ByteBuffer.allocate(0);

    /** The beginning of a frame whose end has not come. */
    private byte[] pending = NOTHING;

    private int pendingBytes;

    /** The fragments of a command or event whose end has not come, put together. */
    private byte[] assembled = NOTHING;

    private int assembledBytes;

    /** From how many bytes on the body of a message is passed on in pieces; 0 for never. */
    private final int passedAboveBytes;

    /** The fragments are pieces of a large body. */
    private boolean passing;

    /** What is being put together cannot be passed on in pieces. */
    private boolean indivisible;

    private long counted;

    private FrameDecoder(boolean takesCommands, long maxAssembledBytes, int passedAboveBytes) {
        this.takesCommands = takesCommands;
        this.passedAboveBytes = passedAboveBytes;
        this.maxAssembledBytes = (int) Math.min(maxAssembledBytes, MOST_ASSEMBLED_BYTES);
    }

    /** For the broker's end, which takes commands. */
    public static FrameDecoder ofBroker(long maxAssembledBytes) {
        return ofBroker(maxAssembledBytes, 0);
    }

    /** @param passedAboveBytes messages longer than this are found in pieces if they can be; 0 for none */
    public static FrameDecoder ofBroker(long maxAssembledBytes, int passedAboveBytes) {
        return new FrameDecoder(true, maxAssembledBytes, passedAboveBytes);
    }

    /** For the client's end, which takes events. */
    public static FrameDecoder ofClient(long maxAssembledBytes) {
        return new FrameDecoder(false, maxAssembledBytes, 0);
    }

    /** The link stands: from the next frame on commands or events are taken. */
    public void established(int newMaxFrameBytes) {
        established = true;
        recognised = true;
        maxFrameBytes = Math.min(newMaxFrameBytes, MOST_ASSEMBLED_BYTES);
    }

    /** Goes on with the fragments that an earlier socket of the same link has brought. */
    public void continueFrom(FrameDecoder earlier) {
        assembled = earlier.assembled;
        assembledBytes = earlier.assembledBytes;
        passing = earlier.passing;
        indivisible = earlier.indivisible;
        earlier.assembled = NOTHING;
        earlier.assembledBytes = 0;
    }

    /** How many counted frames it has found. */
    public long counted() {
        return counted;
    }

    /** Whether the end of a frame, or of a command or event in fragments, has not come. */
    boolean isWithinFrame() {
        return pendingBytes > 0 || isAssembling();
    }

    /** Whether fragments have come of a command or event whose end has not. */
    public boolean isAssembling() {
        return assembledBytes > 0 || passing;
    }

    /** Takes the bytes that have come, until {@link #next} has found everything in them; they are not kept longer. */
    public void feed(ByteBuffer bytes) {
        if (input.hasRemaining()) {
            throw new IllegalStateException("there are bytes that were not looked at");
        }
        input = bytes;
    }

    /** The next frame; null when the rest has not come. */
    public @Nullable Frame next() throws MalformedBytesException {
        while (true) {
            ByteBuffer frame = nextWhole();
            if (frame == null) {
                return null;
            }
            Frame found = decode(frame);
            if (found != null) {
                return found;
            }
        }
    }

    // ------------------------------------------------------------------ finding

    private @Nullable ByteBuffer nextWhole() throws MalformedBytesException {
        if (!recognised) {
            if (pendingBytes + input.remaining() < Integer.BYTES) {
                keepRest();
                return null;
            }
            recognise();
        }
        if (pendingBytes == 0 && input.remaining() >= Integer.BYTES) {
            int length = checked(input.getInt(input.position()));
            if (input.remaining() - Integer.BYTES >= length) {
                input.position(input.position() + Integer.BYTES);
                ByteBuffer frame = input.slice(input.position(), length);
                input.position(input.position() + length);
                return frame;
            }
        }
        return completePending();
    }

    private int checked(int length) throws MalformedBytesException {
        if (length < 1 || length > maxFrameBytes) {
            throw new MalformedBytesException(
                    "a frame of " + Integer.toUnsignedString(length) + " bytes is not between 1 and " + maxFrameBytes);
        }
        return length;
    }

    private @Nullable ByteBuffer completePending() throws MalformedBytesException {
        take(Integer.BYTES);
        if (pendingBytes < Integer.BYTES) {
            return null;
        }
        int length = checked(ByteBuffer.wrap(pending).getInt());
        take(Integer.BYTES + length);
        if (pendingBytes < Integer.BYTES + length) {
            return null;
        }
        ByteBuffer frame = ByteBuffer.wrap(pending, Integer.BYTES, length).slice();
        pending = NOTHING;
        pendingBytes = 0;
        return frame;
    }

    /** Moves input to what is pending, until that has so many bytes; takes memory for what is there only. */
    private void take(int total) {
        int length = Math.min(total - pendingBytes, input.remaining());
        if (length > 0) {
            int needed = pendingBytes + length;
            if (pending.length < needed) {
                pending = Arrays.copyOf(pending, grown(pending.length, needed, total));
            }
            input.get(pending, pendingBytes, length);
            pendingBytes = needed;
        }
    }

    /** How long an array is to become that is too short: twice as long, so that it is not copied for every piece. */
    private static int grown(int length, int needed, int most) {
        return (int) Math.min(most, Math.max(needed, 2L * length));
    }

    private void keepRest() {
        take(pendingBytes + input.remaining());
    }

    private void recognise() throws MalformedBytesException {
        byte[] first = new byte[Integer.BYTES];
        System.arraycopy(pending, 0, first, 0, pendingBytes);
        input.get(input.position(), first, pendingBytes, Integer.BYTES - pendingBytes);
        String stranger = takesCommands ? Strangers.recognise(first) : Strangers.recogniseServer(first);
        if (stranger != null) {
            throw new MalformedBytesException(stranger);
        }
        recognised = true;
    }

    // ------------------------------------------------------------------ decoding

    private @Nullable Frame decode(ByteBuffer bytes) throws MalformedBytesException {
        ByteReader in = new ByteReader(bytes);
        int type = in.readByte();
        if (!FrameType.isCounted(type)) {
            return new Frame.OfLink(decodeLinkFrame(type, in));
        }
        if (!established) {
            throw new MalformedBytesException("a frame of type " + type + " came before the link stood");
        }
        counted++;
        if (type == FrameType.ABANDON) {
            return abandon(in);
        }
        if (type == FrameType.FRAGMENT || type == FrameType.LAST_FRAGMENT) {
            return assemble(bytes, type == FrameType.LAST_FRAGMENT);
        }
        if (isAssembling()) {
            throw new MalformedBytesException("a frame of type " + type + " came between fragments");
        }
        return decode(type, in);
    }

    private LinkFrame decodeLinkFrame(int type, ByteReader in) throws MalformedBytesException {
        LinkFrame frame = LinkFrameCodec.read(type, in);
        if (!LinkFrameCodec.mayHaveMore(frame)) {
            requireEnd(in, "a frame of type " + type);
        }
        if (takesCommands && LinkFrameCodec.isWaitedFor(frame) && input.hasRemaining()) {
            throw new MalformedBytesException(
                    input.remaining() + " bytes follow a frame of type " + type + ", whose answer is to be waited for");
        }
        return frame;
    }

    private Frame decode(int type, ByteReader in) throws MalformedBytesException {
        if (type != (takesCommands ? FrameType.COMMAND : FrameType.EVENT)) {
            throw new MalformedBytesException(
                    "a frame of type " + type + " is not for " + (takesCommands ? "a broker" : "a client"));
        }
        Frame frame =
                takesCommands ? new Frame.OfCommand(CommandReader.read(in)) : new Frame.OfEvent(EventReader.read(in));
        requireEnd(in, takesCommands ? "a command" : "an event");
        return frame;
    }

    private static void requireEnd(ByteReader in, String what) throws MalformedBytesException {
        if (in.remaining() > 0) {
            throw new MalformedBytesException(in.remaining() + " bytes follow the end of " + what);
        }
    }

    private @Nullable Frame assemble(ByteBuffer bytes, boolean last) throws MalformedBytesException {
        int length = bytes.remaining();
        if (length == 0) {
            throw new MalformedBytesException("a fragment is empty");
        }
        if (passing) {
            passing = !last;
            return new Frame.OfBody(new ByteReader(bytes).readRest(), last);
        }
        if (length > maxAssembledBytes - assembledBytes) {
            throw new MalformedBytesException("fragments of " + (assembledBytes + (long) length)
                    + " bytes so far are more than the " + maxAssembledBytes + " that are taken");
        }
        int needed = assembledBytes + length;
        if (assembled.length < needed) {
            assembled = Arrays.copyOf(assembled, grown(assembled.length, needed, maxAssembledBytes));
        }
        bytes.get(assembled, assembledBytes, length);
        assembledBytes = needed;
        if (!last) {
            return passedAboveBytes > 0 && assembledBytes > passedAboveBytes && !indivisible ? pass() : null;
        }
        ByteReader in = new ByteReader(ByteBuffer.wrap(assembled, 0, assembledBytes));
        forgetAssembled();
        return decode(in.readByte(), in);
    }

    private @Nullable Frame abandon(ByteReader in) throws MalformedBytesException {
        requireEnd(in, "a frame of type " + FrameType.ABANDON);
        if (!isAssembling()) {
            throw new MalformedBytesException(
                    "a frame of type " + FrameType.ABANDON + " came, and no fragment before it");
        }
        boolean wasPassing = passing;
        passing = false;
        forgetAssembled();
        return wasPassing ? new Frame.Abandoned() : null;
    }

    private void forgetAssembled() {
        assembled = NOTHING;
        assembledBytes = 0;
        indivisible = false;
    }

    /** What has come so far begins a large message, unless it is something else; looked at once. */
    private @Nullable Frame pass() {
        Frame begun = null;
        try {
            ByteReader in = new ByteReader(ByteBuffer.wrap(assembled, 0, assembledBytes));
            begun = in.readByte() == FrameType.COMMAND ? CommandReader.readLargeSend(in) : null;
        } catch (MalformedBytesException incomplete) {
            // Or malformed, which will be found when it is complete.
        }
        if (begun == null) {
            indivisible = true;
        } else {
            forgetAssembled();
            passing = true;
        }
        return begun;
    }
}
