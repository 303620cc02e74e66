package io.chasqui.jms;

import io.chasqui.protocol.Event.Deliver;
import io.chasqui.protocol.SessionCommand.AddCredit;
import io.chasqui.protocol.SessionCommand.Discard;
import io.chasqui.protocol.SessionCommand.Pull;
import io.chasqui.protocol.SessionCommand.Return;
import jakarta.jms.JMSException;
import java.util.function.LongSupplier;
import org.jctools.queues.atomic.SpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One consumer's deliveries that the application has not seen, and the credit given to the broker for more.
 *
 * <p>The broker's thread only appends and posts work to the {@link Gate}; everything else happens inside the gate, and so
 * does the sending of every command that changes credit, so that client and broker count alike.
 *
 * <p>Design note: credit follows demand. A consumer gets none until somebody waits for a message, then a window of 1
 * that doubles while it is used up quickly, up to the prefetch; from there on it is topped up at half. So an idle consumer
 * never holds a message another one could have (CNS-23), and a busy one streams.
 */
final class Inbox {

    private static final int RECALL = 1;
    private static final int START_OVER = 2;
    private static final int CREDIT_ENDED = 4;

    private static final int CHUNK = 32;
    /** A window used up within this time was too small. */
    private static final long PROMPT_NANOS = 50_000_000;

    /** What the broker may have found too large for its memory: that is at least this large. */
    private static final int LARGE_BYTES = 128 << 10;

    /** Whose messages these are. */
    interface Owner {
        /** A delivery has come, or there is reason to ask for credit; any thread. {@link #wake} follows. */
        void arrived();

        /** The end of a burst of {@link #arrived}; any thread, must not block. */
        void wake();

        /** Whether the application is waiting for a message at this moment and will take one for certain. */
        boolean isWaiting();
    }

    private final long sessionId;
    private final Progress progress;
    private final int prefetch;
    private final BrokerLink link;
    private final Owner owner;
    private final LongSupplier nanoClock;
    private final Gate gate = new Gate(this::work);
    private final SpscUnboundedAtomicArrayQueue<Deliver> queue = new SpscUnboundedAtomicArrayQueue<>(CHUNK);

    // Written by the broker's thread.
    private volatile long arrived;
    private volatile long voidUpTo;
    private volatile long creditEndedAt;
    /** Whether {@link BrokerLink} will wake the owner at the end of this burst; its thread only. */
    boolean touched;

    // Inside the gate.
    private volatile @Nullable Deliver head;
    private long taken;
    private long creditUpTo;
    private int window = 1;
    private long grantedAtNanos;
    private boolean listening;
    private volatile boolean startingOver;
    private volatile boolean ended;

    Inbox(long sessionId, Progress progress, int prefetch, BrokerLink link, Owner owner, LongSupplier nanoClock) {
        this.sessionId = sessionId;
        this.progress = progress;
        this.prefetch = Math.max(1, prefetch);
        this.link = link;
        this.owner = owner;
        this.nanoClock = nanoClock;
    }

    Progress progress() {
        return progress;
    }

    // On the broker's thread.

    void arrive(Deliver delivery) {
        if (!ended) {
            queue.offer(delivery);
        }
        arrived = delivery.deliveryId();
        owner.arrived();
    }

    void recall() {
        gate.post(RECALL);
    }

    /** The broker has taken all unsettled deliveries back; whatever has arrived so far is void. */
    void startedOver() {
        voidUpTo = arrived;
        gate.post(START_OVER);
    }

    /** The number of the last delivery that has come. */
    long arrived() {
        return arrived;
    }

    private void creditEnded() {
        creditEndedAt = arrived;
        gate.post(CREDIT_ENDED);
    }

    void wakeOwner() {
        owner.wake();
    }

    // On application threads.

    /** The next delivery, which then counts as seen; null when there is none. Expired ones are dropped (PRD-24). */
    @Nullable
    Deliver take() {
        gate.enter();
        try {
            Deliver delivery = poll();
            while (delivery != null && isExpired(delivery)) {
                link.send(new Discard(sessionId, progress.consumerId(), delivery.deliveryId()));
                goOnAfter(delivery);
                delivery = poll();
            }
            if (delivery != null) {
                progress.seen(delivery.deliveryId());
                topUp();
                goOnAfter(delivery);
            }
            return delivery;
        } finally {
            gate.leave();
        }
    }

    private @Nullable Deliver poll() {
        if (startingOver || ended) {
            return null;
        }
        Deliver first = head;
        if (first != null) {
            head = null;
            return first;
        }
        return pollQueue();
    }

    private @Nullable Deliver pollQueue() {
        Deliver next;
        do {
            next = queue.poll();
            if (next == null) {
                return null;
            }
            taken = next.deliveryId();
        } while (taken <= voidUpTo);
        return next;
    }

    private static boolean isExpired(Deliver delivery) {
        return delivery.message().expiration() != 0 && delivery.message().isExpired(System.currentTimeMillis());
    }

    /** The delivery taken last was not handed to the application after all: it is the next again (JCN-6). */
    void putBack(Deliver delivery) {
        gate.enter();
        try {
            boolean isVoid = delivery.deliveryId() <= voidUpTo; // The link was set up anew meanwhile: it comes again.
            if (!startingOver && !ended && !isVoid) {
                head = delivery;
                progress.seen(delivery.deliveryId() - 1);
            }
        } finally {
            gate.leave();
        }
    }

    /** Whether {@link #take} may give something. */
    boolean isReady() {
        return !startingOver && (head != null || !queue.isEmpty());
    }

    /** About how many deliveries wait. */
    int size() {
        return queue.size() + (head == null ? 0 : 1);
    }

    /** The application wants a message and there is none: gives the broker credit unless it has some. */
    void demand() {
        if (isReady()) {
            return;
        }
        gate.enter();
        try {
            if (startingOver || ended || isReady() || creditUpTo > taken) {
                return;
            }
            long now = nanoClock.getAsLong();
            boolean prompt = now - grantedAtNanos < PROMPT_NANOS;
            window = grantedAtNanos == 0 ? window : prompt ? Math.min(prefetch, window * 2) : Math.max(1, window / 2);
            grantedAtNanos = now;
            grant(window);
        } finally {
            gate.leave();
        }
    }

    /** A consumer with a full window is kept supplied, from half a window down. */
    private void topUp() {
        if (prefetch > 1 && window == prefetch) {
            long left = creditUpTo - taken;
            if (left <= prefetch / 2 && !startingOver && !ended) {
                grant((int) (prefetch - left));
            }
        }
    }

    /** Behind a message that is too large for its memory the broker waits until that has been seen. */
    private void goOnAfter(Deliver delivery) {
        if (delivery.message().sentSize() >= LARGE_BYTES && creditUpTo > taken) {
            link.send(new AddCredit(sessionId, progress.consumerId(), 0));
        }
    }

    private void grant(int deliveries) {
        creditUpTo += deliveries;
        link.send(new AddCredit(sessionId, progress.consumerId(), deliveries));
    }

    /** From now on messages are taken as they come, so the broker may fill the whole prefetch. */
    void listen() {
        gate.enter();
        try {
            listening = true;
            window = prefetch;
            long missing = window - (creditUpTo - taken);
            if (missing > 0 && !startingOver && !ended) {
                grant((int) missing);
            }
        } finally {
            gate.leave();
        }
    }

    void stopListening() {
        gate.enter();
        listening = false;
        gate.leave();
    }

    /**
     * Asks for what is there now, {@code credit} more than granted before, and waits until it is here; no credit is left
     * afterwards.
     */
    void pull(int credit) throws JMSException {
        gate.enter();
        boolean useless = ended || startingOver || credit == 0 && creditUpTo <= taken;
        window = 1;
        grantedAtNanos = 0;
        gate.leave();
        if (!useless) {
            link.request(
                    "look for a message",
                    new Reply(answer -> creditEnded()),
                    id -> new Pull(id, sessionId, progress.consumerId(), credit));
        }
    }

    /** Begins to start over: nothing can be taken until {@link #startedOver}. */
    void startOver() {
        gate.enter();
        startingOver = true;
        clear();
        gate.leave();
    }

    /** Ends it: nothing can be taken any more, and later deliveries are dropped. */
    void end() {
        gate.enter();
        ended = true;
        clear();
        gate.leave();
    }

    private void clear() {
        head = null;
        while (pollQueue() != null) {
            // Dropped: the broker gets these back by the command that follows.
        }
    }

    // Inside the gate, on whichever thread.

    private void work(int bits) {
        if ((bits & CREDIT_ENDED) != 0) {
            creditUpTo = creditEndedAt;
        }
        if ((bits & RECALL) != 0) {
            giveBack();
        }
        if ((bits & START_OVER) != 0) {
            clear();
            taken = Math.max(taken, voidUpTo);
            creditUpTo = taken;
            startingOver = false;
            window = listening ? prefetch : 1;
            grantedAtNanos = 0;
        }
        owner.arrived();
        owner.wake();
    }

    /**
     * Returns what the application has not seen. One delivery is kept where a thread waits for it already, or two waiting
     * consumers could pass a message to and fro for ever; one that was put back is kept as well.
     */
    private void giveBack() {
        if (ended) {
            return;
        }
        long seen = progress.seen();
        if (!startingOver) {
            Deliver kept = head;
            if (kept == null && owner.isWaiting()) {
                kept = pollQueue();
            }
            clear();
            head = kept;
            seen = kept == null ? seen : kept.deliveryId();
        }
        creditUpTo = taken;
        window = 1;
        grantedAtNanos = 0;
        link.send(new Return(sessionId, progress.consumerId(), seen));
    }
}
