package io.chasqui.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes the records of a replay, one after the other. */
@FunctionalInterface
public interface RecordHandler {

    /**
     * @param payload a view, good until the call returns
     * @throws IOException to end the replay with it
     */
    void record(long position, int type, ByteBuffer payload) throws IOException;
}
