package io.chasqui.engine.record;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings back what has left memory. May be called by any loop; answers on the loop that is named, later. */
public interface ColdStorage {

    /**
     * Reads messages, as many as fit into about a mebibyte and at least one.
     *
     * @param positions where they are in the journal, one for each place
     * @param answer gets the messages of the first places, in order; null for one that cannot be read (any more)
     */
    void readMessages(
            List<Place> places, List<Long> positions, EventLoop loop, Consumer<List<@Nullable Message>> answer);

    /** Reads a block of a ledger from the checkpoint. The answer is null when it cannot be read. */
    void readBlock(long ledger, long block, EventLoop loop, Consumer<byte @Nullable []> answer);
}
