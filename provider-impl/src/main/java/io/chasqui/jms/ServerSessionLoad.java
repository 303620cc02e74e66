package io.chasqui.jms;

import io.chasqui.protocol.Event.Deliver;
import io.chasqui.protocol.SessionCommand.Adopt;
import io.chasqui.protocol.SessionCommand.Discard;
import jakarta.jms.MessageListener;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What connection consumers have loaded into a session for its distinguished listener (Jakarta Messaging 3.1, 11.2). A
 * connection consumer's thread loads, the application server's thread runs.
 */
final class ServerSessionLoad {

    private final SessionCore session;
    private final Queue<Loaded> loaded = new ConcurrentLinkedQueue<>();
    /** The progress of the deliveries taken over, by the number of the consumer they come from. */
    private final Map<Long, Progress> adopted = new ConcurrentHashMap<>();

    private volatile @Nullable MessageListener listener;

    ServerSessionLoad(SessionCore session) {
        this.session = session;
    }

    @Nullable
    MessageListener listener() {
        return listener;
    }

    void listener(@Nullable MessageListener newListener) {
        listener = newListener;
    }

    /** Takes deliveries over from another session's consumer, all it has unsettled up to the last of them. */
    void load(long fromSessionId, Progress from, List<Deliver> deliveries) {
        if (deliveries.isEmpty()) {
            return;
        }
        ConnectionCore connection = session.connection();
        Progress progress =
                adopted.computeIfAbsent(from.consumerId(), any -> new Progress(connection.nextConsumerId()));
        session.acknowledgement().track(progress);
        long upTo = deliveries.get(deliveries.size() - 1).deliveryId();
        connection
                .link()
                .send(new Adopt(session.sessionId(), progress.consumerId(), fromSessionId, from.consumerId(), upTo));
        from.settle(upTo);
        for (Deliver delivery : deliveries) {
            loaded.add(new Loaded(progress, delivery));
        }
    }

    /** Delivers what is loaded, one by one, and returns after the last (ASF-3). Pauses while the connection is stopped. */
    void run() {
        while (listener != null && !loaded.isEmpty() && session.connection().awaitStarted(session)) {
            session.dispatch().runExclusively(this::deliverOne);
        }
    }

    private void deliverOne() {
        MessageListener current = listener;
        session.work().begin(session.connection().link().epoch());
        Loaded next = current == null || !session.mayDeliver() ? null : loaded.poll();
        if (current == null || next == null) {
            return;
        }
        Deliver delivery = next.delivery;
        long consumerId = next.progress.consumerId();
        if (delivery.message().isExpired(System.currentTimeMillis())) {
            session.connection().link().send(new Discard(session.sessionId(), consumerId, delivery.deliveryId()));
            return;
        }
        next.progress.seen(delivery.deliveryId());
        session.acknowledgement().deliver(next.progress, delivery, current, loaded.isEmpty());
    }

    /** The broker has or gets back what was loaded and not delivered. */
    void drop() {
        loaded.clear();
    }

    /** Makes a {@link #run} that waits for the connection to start look again. */
    void wake() {
        session.connection().wakeStartWaiters();
    }

    /** One delivery that was taken over. */
    private record Loaded(Progress progress, Deliver delivery) {}
}
