package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.loop.vertx.VertxLoops;
import io.chasqui.wire.Frames;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One socket, as the loop that owns its link sees it. Written to and listened to on that loop, which need not be the one
 * that opened the socket.
 */
final class Line {

    private final NetSocket socket;
    private volatile EventLoop owner;
    private volatile Listener listener;
    private volatile boolean closed;
    private boolean hasRead;
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
        VertxLoops.enter(owner, () -> {
            if (!closed) {
                lastReadMillis = owner.now();
                hasRead = true;
                listener.onBytes(this, ((BufferInternal) buffer).getByteBuf().nioBuffer());
            }
        });
    }

    private void ended(@Nullable Throwable cause) {
        VertxLoops.enter(owner, () -> {
            if (!closed) {
                closed = true;
                socket.close();
                listener.onClosed(this, cause);
            }
        });
    }

    /** Hands the line over. What has been read goes to the new listener, on the new loop. On the present owner's loop. */
    void handTo(EventLoop newOwner, Listener newListener) {
        owner = newOwner;
        listener = newListener;
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

    /** Closes after what was written has gone out. The listener is not told. */
    void close() {
        if (!closed) {
            closed = true;
            socket.end();
        }
    }

    /** Whether anything has come at all. */
    boolean hasRead() {
        return hasRead;
    }

    /** Whether nothing has come for so long. */
    boolean isSilentFor(long millis) {
        return owner.now() - lastReadMillis > millis;
    }

    /** Whether nothing was written for so long. */
    boolean isIdleFor(long millis) {
        return owner.now() - lastWriteMillis >= millis;
    }

    /** Host and port of the other end. */
    String address() {
        return String.valueOf(socket.remoteAddress());
    }

    NetSocket socket() {
        return socket;
    }
}
