package io.chasqui.engine.record;

import io.chasqui.loop.EventLoop;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What stands behind the ledgers. May be called by any loop; answers on the loop that is named, later. */
public interface StateStorage extends ColdStorage {

    /**
     * Puts the definition of a ledger into the checkpoint at once.
     *
     * @param answer null when it is there, or why it is not
     */
    void keepDefinition(long ledger, BacklogDefinition definition, EventLoop loop, Consumer<@Nullable String> answer);
}
