package io.chasqui.protocol;

import io.chasqui.message.Destination;
import org.jspecify.annotations.Nullable;

/** Commands of a queue browser. */
public sealed interface BrowseCommand extends Command {

    @Override
    default void dispatch(Executor executor) {
        execute(executor.browsers());
    }

    void execute(Handler handler);

    /** Executes these commands. */
    interface Handler {
        void onOpenBrowser(OpenBrowser command);

        void onBrowse(Browse command);

        void onCloseBrowser(CloseBrowser command);
    }

    /**
     * Begins to browse: checks queue and selector, and sets the scan to the head of the queue. The scan ends with the
     * messages that are in the queue now. Answered by {@link Event.Completed}; fails like {@link
     * SessionCommand.OpenConsumer}.
     */
    record OpenBrowser(
            long requestId,
            long sessionId,
            long browserId,
            Destination queue,
            @Nullable String selector) implements BrowseCommand {
        @Override
        public void execute(Handler handler) {
            handler.onOpenBrowser(this);
        }
    }

    /** Asks for the next messages of the scan, {@code most} at most. Answered by {@link Event.Page}. */
    record Browse(long requestId, long browserId, int most) implements BrowseCommand {
        @Override
        public void execute(Handler handler) {
            handler.onBrowse(this);
        }
    }

    /** Not answered; harmless when the browser is gone. */
    record CloseBrowser(long browserId) implements BrowseCommand {
        @Override
        public void execute(Handler handler) {
            handler.onCloseBrowser(this);
        }
    }
}
