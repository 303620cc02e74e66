package io.chasqui.engine.queue;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import io.chasqui.selector.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A scan over ready messages, a page at a time. It sees the messages that were there when it began and are still there
 * when it comes to them, so it always ends. Those that are not in memory are read for it and stay where they are. Owned by
 * the backlog's loop.
 */
public final class BrowseCursor {

    private final Dispatch dispatch;
    private final EventLoop loop;
    private final @Nullable Selector selector;
    private final long lastSequence;
    private final @Nullable ColdBrowse cold;

    /** The last entry of those in memory, and the order of the last message of all. */
    private @Nullable Entry position;

    private long passed = -1;
    private boolean finished;

    /** @param cold null when all messages are in memory */
    BrowseCursor(
            Dispatch dispatch,
            EventLoop loop,
            @Nullable Selector selector,
            long lastSequence,
            @Nullable ColdBrowse cold) {
        this.dispatch = dispatch;
        this.loop = loop;
        this.selector = selector;
        this.lastSequence = lastSequence;
        this.cold = cold;
    }

    /** A message of the scan. */
    public record Found(Message message, int deliveries) {}

    /**
     * Finds the next messages, {@code most} at most. One that is too large for memory is the last of its page: whoever gets
     * the page may not have room for two.
     *
     * @param answer gets them on this loop, at once or later
     */
    public void next(int most, Consumer<List<Found>> answer) {
        fill(new ArrayList<>(Math.min(most, 64)), most, answer);
    }

    private void fill(List<Found> page, int most, Consumer<List<Found>> answer) {
        while (page.size() < most && !finished && !endsLarge(page)) {
            if (cold != null && cold.needsRun()) {
                cold.read(() -> fill(page, most, answer));
                return;
            }
            step(page);
        }
        answer.accept(page);
    }

    private static boolean endsLarge(List<Found> page) {
        return !page.isEmpty() && page.get(page.size() - 1).message().largeBody() != null;
    }

    private void step(List<Found> page) {
        Entry entry = following();
        ColdBrowse.Found read = cold == null ? null : cold.peek();
        if (read != null && (entry == null || read.slot() <= entry.order())) {
            cold.poll();
            if (read.slot() > passed) {
                passed = read.slot();
                see(page, read.message(), read.deliveries());
            }
        } else if (entry != null) {
            position = entry;
            passed = entry.order();
            if (entry.sequence <= lastSequence) {
                see(page, entry.message, entry.deliveries);
            }
        } else {
            finished = true;
        }
    }

    private void see(List<Found> page, Message message, int deliveries) {
        if (!message.isExpired(loop.now()) && (selector == null || selector.matches(message))) {
            page.add(new Found(message, deliveries));
        }
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
        Node node = position != null && position.list == list ? list.after(position) : list.first();
        while (node != null && node.entry().order() <= passed) {
            node = list.after(node);
        }
        return node == null ? null : node.entry();
    }
}
