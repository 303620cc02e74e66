package io.chasqui.engine.body;

import io.chasqui.disk.DiskFile;
import io.chasqui.message.Body;
import io.chasqui.message.BodyScanner;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.BodyIntake.Incoming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way into its file. What arrives is checked, because nobody will look at it again before its consumer. Its
 * methods are called by one thread; its fields are owned by the thread that writes.
 */
final class Upload implements Incoming {

    private final LargeBodies bodies;
    private final long id;
    private final long mostBytes;
    private final BodyScanner scanner;
    private @Nullable DiskFile file;
    private long written;

    /** Why it is refused; what comes after that is dropped. */
    private Body.@Nullable Refused refused;

    Upload(LargeBodies bodies, long id, long mostBytes) {
        this.bodies = bodies;
        this.id = id;
        this.mostBytes = mostBytes;
        this.scanner = new BodyScanner(mostBytes);
    }

    @Override
    public void next(byte[] piece, Runnable taken) {
        bodies.thread().execute(() -> {
            if (refused == null) {
                refused = take(piece);
            }
            taken.run();
        });
    }

    private Body.@Nullable Refused take(byte[] piece) {
        try {
            scanner.next(piece);
            if (scanner.seenBytes() > mostBytes) {
                return new Body.Refused(
                        true,
                        "its body takes more than " + mostBytes
                                + " bytes, which is all that the broker takes (maxMessageBytes); send less, or raise the"
                                + " limit");
            }
            if (!bodies.grow(id, piece.length)) {
                return new Body.Refused(
                        true,
                        "there is no room for its body: " + bodies.usage() + ". Consume faster, or raise the limit");
            }
            file().write(ByteBuffer.wrap(piece), written);
            written += piece.length;
            return null;
        } catch (MalformedBytesException e) {
            return new Body.Refused(false, "its body is malformed: " + e.getMessage());
        } catch (IOException e) {
            return new Body.Refused(false, "its body cannot be stored: " + e.getMessage());
        }
    }

    private DiskFile file() throws IOException {
        if (file == null) {
            file = bodies.directory().open(LargeBodies.nameOf(id));
        }
        return file;
    }

    @Override
    public void end(boolean lasting, Consumer<Body> done) {
        bodies.thread().execute(() -> {
            Body.Refused reason = refused == null ? finish(lasting) : refused;
            close();
            if (reason != null) {
                bodies.release(id);
            }
            done.accept(reason == null ? new Body.Stored(id, written, scanner.plainSize(), null) : reason);
        });
    }

    private Body.@Nullable Refused finish(boolean lasting) {
        try {
            scanner.end();
            if (lasting) {
                file().force();
                bodies.directory().force();
            }
            return null;
        } catch (MalformedBytesException e) {
            return new Body.Refused(false, "its body is malformed: " + e.getMessage());
        } catch (IOException e) {
            return new Body.Refused(false, "its body cannot be stored: " + e.getMessage());
        }
    }

    @Override
    public void abandon() {
        bodies.thread().execute(() -> {
            close();
            bodies.release(id);
        });
    }

    private void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                refused = new Body.Refused(false, "its body cannot be stored: " + e.getMessage());
            }
        }
    }
}
