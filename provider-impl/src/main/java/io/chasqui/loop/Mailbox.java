package io.chasqui.loop;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;

/**
 * Where any thread leaves items for one actor. The first item of a burst posts one task to the actor's loop; that task
 * takes whatever has arrived by then, up to {@link #BATCH} items, and posts itself again while more wait, so a busy
 * mailbox cannot starve its neighbours.
 *
 * <p>Its length is bounded by those who post: what a client may have under way is limited by credit.
 *
 * @param <T> what is left in the mailbox
 */
public final class Mailbox<T> {

    /** How many items one turn takes at most. */
    private static final int BATCH = 256;

    private static final int CHUNK = 64;

    private final EventLoop loop;
    private final Consumer<T> actor;
    private final MpscUnboundedAtomicArrayQueue<T> items = new MpscUnboundedAtomicArrayQueue<>(CHUNK);
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Runnable turn = this::takeBatch;

    /**
     * @param actor gets each item, in the order in which each thread posted them, on the loop
     */
    public Mailbox(EventLoop loop, Consumer<T> actor) {
        this.loop = loop;
        this.actor = actor;
    }

    /** Leaves an item; called by any thread. */
    public void post(T item) {
        items.offer(item);
        if (!scheduled.get() && scheduled.compareAndSet(false, true)) {
            loop.execute(turn);
        }
    }

    private void takeBatch() {
        try {
            for (int taken = 0; taken < BATCH; taken++) {
                T item = items.poll();
                if (item == null) {
                    break;
                }
                actor.accept(item);
            }
        } finally {
            // Also after a defect of the actor: those who post later are not to wait for ever.
            scheduled.set(false);
            if (!items.isEmpty() && scheduled.compareAndSet(false, true)) {
                loop.execute(turn);
            }
        }
    }
}
