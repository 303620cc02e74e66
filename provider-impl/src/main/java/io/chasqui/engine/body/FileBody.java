package io.chasqui.engine.body;

import io.chasqui.disk.DiskFile;
import io.chasqui.message.Body;
import io.chasqui.message.MessageCodec;
import io.chasqui.message.StoredBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A body in its file, for readers. May be used by any thread. */
final class FileBody implements StoredBody {

    private static final System.Logger LOG = System.getLogger(FileBody.class.getName());

    private final LargeBodies bodies;
    private final long id;
    private final long length;

    FileBody(LargeBodies bodies, long id, long length) {
        this.bodies = bodies;
        this.id = id;
        this.length = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void read(long offset, int count, Consumer<byte @Nullable []> answer) {
        bodies.thread().execute(() -> answer.accept(readOrNull(offset, count)));
    }

    private byte @Nullable [] readOrNull(long offset, int count) {
        try {
            return readNow(offset, count);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "a large body cannot be read: " + e.getMessage());
            return null;
        }
    }

    private byte[] readNow(long offset, int count) throws IOException {
        String name = LargeBodies.nameOf(id);
        if (!bodies.directory().exists(name)) {
            throw new IOException(
                    "the file " + name + " is missing in " + bodies.directory().path());
        }
        try (DiskFile file = bodies.directory().open(name)) {
            byte[] bytes = new byte[count];
            int read = file.read(ByteBuffer.wrap(bytes), offset);
            if (read < count) {
                throw new IOException("the file " + name + " in "
                        + bodies.directory().path() + " ends after " + file.size() + " bytes, and was to have "
                        + length);
            }
            return bytes;
        }
    }

    @Override
    public Body load() throws IOException {
        // An interrupt would close the file; it is to be heeded afterwards.
        boolean interrupted = Thread.interrupted();
        try {
            return MessageCodec.decodeBody(readNow(0, Math.toIntExact(length)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void retain() {
        bodies.retain(id);
    }

    @Override
    public void release() {
        bodies.release(id);
    }
}
