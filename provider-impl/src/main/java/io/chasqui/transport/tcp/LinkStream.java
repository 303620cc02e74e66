package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.Event;
import io.chasqui.wire.FrameWriter;
import io.chasqui.wire.Frames;
import io.chasqui.wire.LargeFrame;
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

    /** How much of a large command or event may be on its way, unconfirmed. */
    private static final int WINDOW_BYTES = 4 << 20;

    /** What a command or event takes that waits behind a large one, beside its message, about. */
    private static final int WAITING_BYTES = 100;

    private final EventLoop loop;
    private final Runnable unreadable;
    private final FrameWriter writer;
    private final FrameWriter control;
    private final ArrayDeque<Kept> kept = new ArrayDeque<>();
    private @Nullable Line line;

    /** What is being sent piece by piece; null for nothing. */
    private @Nullable LargeFrame large;

    /** A piece of it is being read. */
    private boolean reading;

    /** Some of it has been sent. */
    private boolean largeBegun;

    /** What is to be sent behind it: a command, an event, or another large one. */
    private final ArrayDeque<Object> behind = new ArrayDeque<>(0);

    private long behindBytes;
    private long fragments;

    /** Counted frames: those in {@link #kept} and before, and those the other end has confirmed. */
    private long sent;

    private long confirmed;
    private long keptBytes;

    /** Counted frames of the other end: those that have come, and those it was told of. */
    private long received;

    private long told;
    private int untoldBytes;

    /** @param unreadable run when what is to be sent cannot be read, and is given up; the link is to end then */
    LinkStream(EventLoop loop, int maxFrameBytes, Runnable unreadable) {
        this.loop = loop;
        this.unreadable = unreadable;
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
        LargeFrame largeOne = LargeFrame.of(command);
        addOrWait(largeOne == null ? command : largeOne, 0);
    }

    void add(Event event) {
        LargeFrame largeOne = LargeFrame.of(event);
        addOrWait(
                largeOne == null ? event : largeOne,
                event instanceof Event.Deliver deliver ? deliver.message().size() : 0);
    }

    private void addOrWait(Object next, int bytes) {
        if (large == null) {
            begin(next);
        } else {
            behind.add(next);
            behindBytes += WAITING_BYTES + bytes;
        }
    }

    private void begin(Object next) {
        if (next instanceof Command command) {
            writer.write(command);
            writeIfMuch();
        } else if (next instanceof Event event) {
            writer.write(event);
            writeIfMuch();
        } else {
            flush();
            large = (LargeFrame) next;
            largeBegun = false;
            pump();
        }
    }

    /** Sends the next pieces, as many as may be on their way. */
    private void pump() {
        while (large != null && !reading && keptBytes < WINDOW_BYTES) {
            LargeFrame from = large;
            reading = true;
            from.next(writer.mostFragmentBytes(), piece -> {
                if (loop.inLoop()) {
                    send(from, piece);
                } else {
                    loop.execute(() -> {
                        send(from, piece);
                        pump();
                    });
                }
            });
        }
    }

    private void send(LargeFrame from, byte @Nullable [] piece) {
        if (from != large) {
            return; // The link has ended meanwhile.
        }
        reading = false;
        if (piece == null) {
            dropCurrent();
            unreadable.run();
            return;
        }
        fragments++;
        largeBegun = true;
        writer.writeFragment(piece, from.isAtEnd());
        flush();
        if (from.isAtEnd()) {
            from.release();
            large = null;
            beginNext();
        }
    }

    private void beginNext() {
        while (large == null && !behind.isEmpty()) {
            begin(behind.poll());
        }
        if (behind.isEmpty()) {
            behindBytes = 0;
        }
        flush();
    }

    /** Gives up what is large and has not gone out, and what waits behind it: nobody is interested any more. */
    void dropLarge() {
        if (large != null) {
            abandonLarge();
            dropBehind();
        }
    }

    private void abandonLarge() {
        if (largeBegun) {
            writer.writeAbandon();
        }
        dropCurrent();
    }

    private void dropCurrent() {
        if (large != null) {
            large.release();
            large = null;
        }
        reading = false;
    }

    /** Nothing more will be sent. */
    void end() {
        dropCurrent();
        dropBehind();
    }

    private void dropBehind() {
        for (Object waiting : behind) {
            if (waiting instanceof LargeFrame frame) {
                frame.release();
            }
        }
        behind.clear();
        behindBytes = 0;
    }

    /** How many pieces of large commands or events have been sent. */
    long fragments() {
        return fragments;
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

    /** How many bytes were sent and are not confirmed, or wait to be sent. */
    long keptBytes() {
        return keptBytes + behindBytes;
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
        pump();
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
