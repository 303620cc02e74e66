package io.chasqui.engine.tx;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.MessageId;
import org.jspecify.annotations.Nullable;

/** Who commits a local transaction. Exactly one of {@link #done}, {@link #failed} and {@link #refused} is called. */
public interface Committer {

    /** Where it waits for room. */
    EventLoop loop();

    /** By what the client may ask whether it has taken effect; null when it will not ask. */
    @Nullable
    MessageId id();

    /** Whether it is not to be begun any more; asked on its loop. */
    boolean isWithdrawn();

    /** It takes effect just now, for good; called on the loop that is given, and only when it has an ID. */
    void takesEffect(EventLoop loop);

    /** All of it has taken effect, and is as durable as it is to be. On some loop. */
    void done();

    /** It cannot be stored; nothing has taken effect, and it can be rolled back. On some loop. */
    void failed(String reason);

    /** There is no room for it, or it was withdrawn; nothing has taken effect, and it can be rolled back. On its loop. */
    void refused(String reason);
}
