package io.chasqui.engine.destination;

import io.chasqui.message.Destination;

/** Wants to know when a temporary destination it has sent to is deleted. */
public interface DeletionWatcher {

    /** Called on the destination's loop. */
    void onDeleted(Destination destination);

    /** Whether it wants to know nothing any more; any thread may ask. */
    boolean isGone();
}
