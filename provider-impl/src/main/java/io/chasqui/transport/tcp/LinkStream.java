package io.chasqui.transport.tcp;

import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.Event;
import io.chasqui.wire.FrameWriter;
import io.chasqui.wire.Frames;
import io.chasqui.wire.LinkFrame;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What one end of a link has sent and received, whichever sockets carried it. Everything sent is kept until the other end has
 * confirmed it, and sent again over the next socket from where the other end got to. Owned by the link's loop.
 */
final class LinkStream {

    /** After how many frames or bytes from the other end it is told, if there is nothing to send anyway. */
    private static final int CONFIRM_FRAMES = 256;

    private static final int CONFIRM_BYTES = 64 << 10;

    /** How much may be gathered before it is written, though more follows. */
    private static final int WRITE_BYTES = 64 << 10;

    private final FrameWriter writer;
    private final FrameWriter control;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private @Nullable Line line;

    /** Counted frames: those in {@link #kept} and before, and those the other end has confirmed. */
    private long sent;

    private long confirmed;
    private long keptBytes;

    /** Counted frames of the other end: those that have come, and those it was told of. */
    private long received;

    private long told;
    private int untoldBytes;

    LinkStream(int maxFrameBytes) {
        writer = new FrameWriter(maxFrameBytes);
        control = new FrameWriter(maxFrameBytes);
    }

    /** Frames that were written together. */
    private record Kept(long firstFrame, Frames frames) {}

    // ------------------------------------------------------------------ sending

    /** From now on frames are no longer than this. */
    void limitFrames(int bytes) {
        writer.limitFrames(bytes);
    }

    void add(Command command) {
        writer.write(command);
        writeIfMuch();
    }

    void add(Event event) {
        writer.write(event);
        writeIfMuch();
    }

    private void writeIfMuch() {
        if (writer.size() >= WRITE_BYTES) {
            flush();
        }
    }

    /** Writes what was added. Without a line it is kept for the next one. */
    void flush() {
        if (writer.size() == 0) {
            return;
        }
        Frames frames = writer.take();
        kept.add(new Kept(sent + 1, frames));
        sent += frames.counted();
        keptBytes += frames.length();
        if (line != null) {
            if (received > told) {
                tell();
            }
            line.write(frames.bytes(), 0, frames.length());
        }
    }

    /** Sends a frame about the link itself, if there is a line. */
    void send(LinkFrame frame) {
        if (line != null) {
            control.write(frame);
            Frames frames = control.take();
            line.write(frames.bytes(), 0, frames.length());
        }
    }

    /** Shows the other end that this one lives. */
    void beat() {
        if (received > told) {
            tell();
        } else {
            send(new LinkFrame.Ping());
        }
    }

    private void tell() {
        told = received;
        untoldBytes = 0;
        send(new LinkFrame.Ack(received));
    }

    /** How many bytes were sent and are not confirmed. */
    long keptBytes() {
        return keptBytes;
    }

    // ------------------------------------------------------------------ receiving

    /** So many counted frames, and bytes in all, have come. */
    void onReceived(int frames, int bytes) {
        received += frames;
        untoldBytes += bytes;
        if (received - told >= CONFIRM_FRAMES || untoldBytes >= CONFIRM_BYTES && received > told) {
            tell();
        }
    }

    /** @throws MalformedBytesException when the other end confirms what it was not sent */
    void onConfirmed(long frames) throws MalformedBytesException {
        if (frames < confirmed || frames > sent) {
            throw new MalformedBytesException(
                    "the other end confirms " + frames + " frames, after " + confirmed + ", and was sent " + sent);
        }
        confirmed = frames;
        for (Kept first = kept.peek(); first != null && endOf(first) <= frames; first = kept.peek()) {
            kept.poll();
            keptBytes -= first.frames.length();
        }
    }

    private static long endOf(Kept batch) {
        return batch.firstFrame + batch.frames.counted() - 1;
    }

    /** How many counted frames have come. */
    long received() {
        return received;
    }

    // ------------------------------------------------------------------ lines

    boolean hasLine() {
        return line != null;
    }

    @Nullable
    Line line() {
        return line;
    }

    /**
     * Goes on over another line.
     *
     * @param theirs how many counted frames the other end has got
     * @param first what is to be said before; null for nothing
     */
    void attach(Line next, long theirs, @Nullable LinkFrame first) throws MalformedBytesException {
        onConfirmed(theirs);
        flush();
        line = next;
        if (first != null) {
            send(first);
        }
        told = received;
        untoldBytes = 0;
        for (Kept batch : kept) {
            int offset = theirs < batch.firstFrame ? 0 : batch.frames.offsetOf((int) (theirs - batch.firstFrame + 1));
            next.write(batch.frames.bytes(), offset, batch.frames.length() - offset);
        }
    }

    void detach() {
        line = null;
    }
}
