package io.chasqui.transport.tcp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Listens to a line that nobody has taken over yet. Nothing may come: the other end waits for an answer, or has said nothing. */
final class Nobody implements Line.Listener {

    @Override
    public void onBytes(Line line, ByteBuffer bytes) {
        line.close(); // Bytes where none are allowed: an end that breaks the protocol, or worse.
    }

    @Override
    public void onClosed(Line line, @Nullable Throwable cause) {
        // Whoever takes it over finds out.
    }
}
