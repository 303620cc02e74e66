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

    /** How much may be written and not forced: the last force is not to take longer than a sender waits, nor are others. */
    private static final int FORCE_BYTES = 16 << 20;

    private final LargeBodies bodies;
    private final long id;
    private final boolean lasting;
    private final long mostBytes;
    private final BodyScanner scanner;
    private @Nullable DiskFile file;
    private long written;
    private long unforced;
    private boolean malformed;

    /** Why it is refused; what comes after that is not written. */
    private @Nullable String refusal;

    private boolean refusedByLimit;

    Upload(LargeBodies bodies, long id, boolean lasting, long mostBytes) {
        this.bodies = bodies;
        this.id = id;
        this.lasting = lasting;
        this.mostBytes = mostBytes;
        this.scanner = new BodyScanner();
    }

    @Override
    public void next(byte[] piece, Runnable taken) {
        bodies.thread().execute(() -> {
            scan(piece);
            if (refusal == null) {
                write(piece);
            }
            taken.run();
        });
    }

    /** Goes on when the body is refused already: its sender is to be told of its size. */
    private void scan(byte[] piece) {
        try {
            if (!malformed) {
                scanner.next(piece);
            }
        } catch (MalformedBytesException e) {
            malformed = true;
            refuse(false, "its body is malformed: " + e.getMessage());
        }
        if (scanner.seenBytes() > mostBytes) {
            refuse(
                    true,
                    "its body takes more than " + mostBytes
                            + " bytes, which is all that the broker takes (maxMessageBytes); send less, or raise the"
                            + " limit");
        }
    }

    private void write(byte[] piece) {
        if (!bodies.grow(id, piece.length)) {
            refuse(true, "there is no room for its body: " + bodies.usage() + ". Consume faster, or raise the limit");
            return;
        }
        try {
            file().write(ByteBuffer.wrap(piece), written);
            written += piece.length;
            unforced += piece.length;
            if (lasting && unforced >= FORCE_BYTES) {
                unforced = 0;
                file().force();
            }
        } catch (IOException e) {
            refuse(false, "its body cannot be stored: " + e.getMessage());
        }
    }

    /** The first reason counts. What was written is not needed any more, and others may be short of that room. */
    private void refuse(boolean byLimit, String reason) {
        if (refusal == null) {
            refusal = reason;
            refusedByLimit = byLimit;
            drop();
        }
    }

    private void drop() {
        close();
        bodies.drop(id);
    }

    private DiskFile file() throws IOException {
        if (file == null) {
            file = bodies.directory().open(LargeBodies.nameOf(id));
        }
        return file;
    }

    @Override
    public void end(Consumer<Body> done) {
        bodies.thread().execute(() -> {
            if (refusal == null) {
                finish();
            }
            close();
            String reason = refusal;
            if (reason == null) {
                done.accept(new Body.Stored(id, written, scanner.plainSize(), null));
            } else {
                bodies.release(id);
                done.accept(new Body.Refused(refusedByLimit, scanner.plainSize(), reason));
            }
        });
    }

    private void finish() {
        try {
            scanner.end();
            if (lasting) {
                file().force();
                bodies.directory().force();
            }
        } catch (MalformedBytesException e) {
            refuse(false, "its body is malformed: " + e.getMessage());
        } catch (IOException e) {
            refuse(false, "its body cannot be stored: " + e.getMessage());
        }
    }

    @Override
    public void abandon() {
        bodies.thread().execute(() -> {
            drop();
            bodies.release(id);
        });
    }

    private void close() {
        DiskFile open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                refuse(false, "its body cannot be stored: " + e.getMessage());
            }
        }
    }
}
