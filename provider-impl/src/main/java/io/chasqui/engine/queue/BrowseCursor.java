package io.chasqui.engine.queue;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import io.chasqui.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan over ready messages, a page at a time. It sees the messages that were there when it began and are still there
 * when it comes to them, so it always ends. Owned by the backlog's loop.
 */
public final class BrowseCursor {

    private final Dispatch dispatch;
    private final EventLoop loop;
    private final @Nullable Selector selector;
    private final long lastSequence;
    private @Nullable Entry position;
    private boolean finished;

    BrowseCursor(Dispatch dispatch, EventLoop loop, @Nullable Selector selector, long lastSequence) {
        this.dispatch = dispatch;
        this.loop = loop;
        this.selector = selector;
        this.lastSequence = lastSequence;
    }

    /** A message of the scan. */
    public record Found(Message message, int deliveries) {}

    /** The next messages, {@code most} at most. */
    public List<Found> next(int most) {
        List<Found> page = new ArrayList<>(Math.min(most, 64));
        long now = loop.now();
        while (page.size() < most && !finished) {
            Entry entry = following();
            if (entry == null) {
                finished = true;
            } else {
                position = entry;
                Message message = entry.message;
                if (entry.sequence <= lastSequence
                        && !message.isExpired(now)
                        && (selector == null || selector.matches(message))) {
                    page.add(new Found(message, entry.deliveries));
                }
            }
        }
        return page;
    }

    public boolean isFinished() {
        return finished;
    }

    private @Nullable Entry following() {
        Entry best = followingIn(dispatch.ready());
        for (ReadyList list : dispatch.keptLists()) {
            Entry candidate = followingIn(list);
            if (candidate != null && (best == null || candidate.isBefore(best))) {
                best = candidate;
            }
        }
        return best;
    }

    private @Nullable Entry followingIn(ReadyList list) {
        Node node;
        if (position != null && position.list == list) {
            node = list.after(position);
        } else {
            node = list.first();
            while (position != null && node != null && !position.isBefore(node.entry())) {
                node = list.after(node);
            }
        }
        return node == null ? null : node.entry();
    }
}
