package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.wire.Frames;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One socket, as the loop that owns its link sees it. Written to and listened to on that loop, which need not be the one
 * that opened the socket.
 */
final class Line {

    private static final long CLOSE_MILLIS = 5_000;

    private final NetSocket socket;
    private volatile EventLoop owner;
    private volatile Listener listener;
    private volatile boolean closed;

    /** Gives up an orderly end; owned by the owner's loop, as what follows. */
    private EventLoop.@Nullable Timer closing;

    private boolean broken;
    private @Nullable Throwable brokenBy;
    private boolean hasRead;
    private boolean paused;

    /** What came in spite of a pause, for it was on its way from the loop that reads the socket. */
    private final ArrayDeque<Runnable> late = new ArrayDeque<>(0);

    private long lastReadMillis;
    private long lastWriteMillis;

    /** Who wants to know what comes. Called on the owner's loop. */
    interface Listener {
        void onBytes(Line line, ByteBuffer bytes);

        /** The socket is closed, by whomever; the last call. */
        void onClosed(Line line, @Nullable Throwable cause);
    }

    /** Called by the handler of a new socket, on the loop that will own it at first. */
    Line(NetSocket socket, EventLoop owner, Listener listener) {
        this.socket = socket;
        this.owner = owner;
        this.listener = listener;
        lastReadMillis = owner.now();
        lastWriteMillis = lastReadMillis;
        socket.exceptionHandler(cause -> ended(cause));
        socket.closeHandler(ignored -> ended(null));
        socket.handler(this::read);
    }

    private void read(Buffer buffer) {
        inTurn(() -> {
            if (!closed) {
                lastReadMillis = owner.now();
                hasRead = true;
                listener.onBytes(this, ((BufferInternal) buffer).getByteBuf().nioBuffer());
            }
        });
    }

    private void ended(@Nullable Throwable cause) {
        inTurn(() -> {
            if (closing != null) {
                closing.cancel();
                closing = null;
            }
            if (!closed) {
                closed = true;
                broken = true;
                brokenBy = cause;
                socket.close();
                listener.onClosed(this, cause);
            }
        });
    }

    /** Runs a task on the owner's loop, behind all that came before. */
    private void inTurn(Runnable task) {
        onOwner(() -> {
            if (paused && !closed) {
                late.add(task);
            } else {
                task.run();
            }
        });
    }

    /** Runs a task on the owner's loop, even when the line is handed over while the task is on its way. */
    private void onOwner(Runnable task) {
        EventLoop loop = owner;
        VertxLoops.enter(loop, () -> {
            if (loop == owner) {
                task.run();
            } else {
                onOwner(task);
            }
        });
    }

    /**
     * Hands the line over. What has been read goes to the new listener, on the new loop, and so does the news that the socket is
     * closed, also when the present listener knows that already. On the present owner's loop.
     */
    void handTo(EventLoop newOwner, Listener newListener) {
        owner = newOwner;
        listener = newListener;
        if (broken) {
            newOwner.execute(() -> {
                if (listener == newListener) {
                    newListener.onClosed(this, brokenBy);
                }
            });
        }
    }

    /** The bytes are not changed any more. */
    void write(byte[] bytes, int offset, int length) {
        if (!closed) {
            lastWriteMillis = owner.now();
            socket.write(BufferInternal.buffer(Unpooled.wrappedBuffer(bytes, offset, length)));
        }
    }

    void write(Frames frames) {
        write(frames.bytes(), 0, frames.length());
    }

    /**
     * Closes after what was written has gone out, but does not wait for ever for an end that does not read. The listener is not
     * told. On the owner's loop.
     */
    void close() {
        if (!closed) {
            closed = true;
            late.clear();
            closing = owner.schedule(CLOSE_MILLIS, this::cut);
            socket.pause(); // What still comes is of no use, and whoever sends it is to notice.
            socket.end();
        }
    }

    private void cut() {
        closing = null;
        ((NetSocketInternal) socket).channelHandlerContext().close();
    }

    /** Reads nothing for now; what comes waits in the network, and its listener is told nothing. On the owner's loop, as {@link #resume}. */
    void pause() {
        if (!paused && !closed) {
            paused = true;
            socket.pause();
        }
    }

    void resume() {
        if (paused && !closed) {
            paused = false;
            lastReadMillis = owner.now();
            while (!paused && !late.isEmpty()) {
                late.poll().run();
            }
            if (!paused && !closed) {
                socket.resume();
            }
        }
    }

    /** Whether anything has come at all. */
    boolean hasRead() {
        return hasRead;
    }

    /** Whether nothing has come for so long, though it would have been read. */
    boolean isSilentFor(long millis) {
        return !paused && owner.now() - lastReadMillis > millis;
    }

    /** Whether nothing was written for so long. */
    boolean isIdleFor(long millis) {
        return owner.now() - lastWriteMillis >= millis;
    }

    /** Host and port of the other end. */
    String address() {
        return String.valueOf(socket.remoteAddress());
    }
}
