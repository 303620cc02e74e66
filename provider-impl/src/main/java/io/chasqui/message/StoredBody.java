package io.chasqui.message;

import java.io.IOException;

/** The encoding of a body that lies in a file of the broker's. */
public interface StoredBody extends BodySource {

    /**
     * Reads and decodes it, whole. Blocks.
     *
     * @throws IOException when it cannot be read, or is damaged
     */
    Body load() throws IOException;
}
