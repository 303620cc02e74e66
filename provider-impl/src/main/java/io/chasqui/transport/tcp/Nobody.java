package io.chasqui.transport.tcp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Listens to a line that nobody has taken over yet. */
final class Nobody implements Line.Listener {

    @Override
    public void onBytes(Line line, ByteBuffer bytes) {
        throw new IllegalStateException("bytes from " + line.address() + " came before anybody listened");
    }

    @Override
    public void onClosed(Line line, @Nullable Throwable cause) {
        // Whoever takes it over finds out.
    }
}
