package io.chasqui.engine;

import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.protocol.TransactionCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client that speaks the protocol by hand: one connection, sessions, and consumers that look at messages one by one. */
final class SimulatedClient implements EventSink {

    final List<Event> oddities = new ArrayList<>();
    private final CommandSink broker;
    private final Map<Long, Consumer<Event>> waiting = new HashMap<>();
    private final Map<Long, Taker> takers = new LinkedHashMap<>();
    private long lastNumber;
    private boolean cut;

    SimulatedClient(Engine engine) {
        this(engine, null);
    }

    SimulatedClient(Engine engine, @Nullable String clientId) {
        this(engine, clientId, Peer.LOCAL);
    }

    /** A client that may lose its link and come back. */
    static SimulatedClient remote(Engine engine) {
        return new SimulatedClient(engine, null, new Peer("elsewhere:1", null));
    }

    private SimulatedClient(Engine engine, @Nullable String clientId, Peer peer) {
        broker = engine.connect(peer, this);
        request(id -> new ConnectionCommand.Open(id, null, null, clientId), event -> {});
    }

    /** A consumer of the client. */
    static final class Taker {
        final long id;
        final long session;
        final ArrayDeque<Event.Deliver> buffer = new ArrayDeque<>();
        final List<Event.Deliver> unacknowledged = new ArrayList<>();
        long seen;
        boolean open;
        boolean deaf;

        Taker(long id, long session) {
            this.id = id;
            this.session = session;
        }

        /** The application looks at the next message. */
        Event.@Nullable Deliver look() {
            Event.Deliver next = buffer.poll();
            if (next != null) {
                seen = next.deliveryId();
                unacknowledged.add(next);
            }
            return next;
        }

        Seen seenSoFar() {
            return new Seen(id, seen);
        }
    }

    @Override
    public void accept(Event event) {
        if (cut) {
            return;
        }
        if (event instanceof Event.Deliver delivery) {
            Taker taker = takers.get(delivery.consumerId());
            if (taker != null && !taker.deaf) {
                taker.buffer.add(delivery);
            }
        } else if (event instanceof Event.Recall recall) {
            Taker taker = takers.get(recall.consumerId());
            if (taker != null && taker.open && !taker.deaf) {
                taker.buffer.clear();
                send(new SessionCommand.Return(taker.session, taker.id, taker.seen));
            }
        } else if (event instanceof Event.Completed completed) {
            answer(completed.requestId(), event);
        } else if (event instanceof Event.Failed failed) {
            answer(failed.requestId(), event);
        } else if (event instanceof Event.Opened opened) {
            answer(opened.requestId(), event);
        } else if (event instanceof Event.Voted voted) {
            answer(voted.requestId(), event);
        } else if (event instanceof Event.Branches branches) {
            answer(branches.requestId(), event);
        } else if (event instanceof Event.Resolved resolved) {
            answer(resolved.requestId(), event);
        } else if (!(event instanceof Event.Granted)) {
            oddities.add(event);
        }
    }

    @Override
    public void endOfBatch() {}

    private void answer(long requestId, Event event) {
        Consumer<Event> waiter = waiting.remove(requestId);
        if (waiter == null) {
            oddities.add(event);
        } else {
            waiter.accept(event);
        }
    }

    /** The link is lost: nothing more is heard. The broker has what was sent, and does not know of it. */
    void cut() {
        cut = true;
        waiting.clear();
    }

    boolean waitsForAnswers() {
        return !waiting.isEmpty();
    }

    void send(Command command) {
        broker.accept(command);
    }

    /** Sends a request; the consumer gets its answer. */
    void request(java.util.function.LongFunction<Command> command, Consumer<Event> answer) {
        long id = ++lastNumber;
        waiting.put(id, answer);
        send(command.apply(id));
    }

    /** Asks for the branches in doubt. */
    void requestBranches(Consumer<List<BranchId>> answer) {
        request(TransactionCommand.InDoubt::new, event -> answer.accept(((Event.Branches) event).branches()));
    }

    long session(SessionKind kind) {
        long id = ++lastNumber;
        send(new ConnectionCommand.OpenSession(id, kind));
        return id;
    }

    static Message message(Destination destination, String text, int priority) {
        return message(destination, text, priority, null);
    }

    static Message message(Destination destination, String text, int priority, @Nullable String group) {
        return new Message.Builder(destination)
                .body(new Body.Text(text))
                .priority(priority)
                .properties(group == null ? Map.of() : Map.of("JMSXGroupID", group))
                .build();
    }

    static String text(Message message) {
        String text = ((Body.Text) message.body()).text();
        return text == null ? "" : text;
    }

    Taker taker(long session, Destination destination, SessionCommand.@Nullable Subscription subscription) {
        return taker(session, destination, subscription, null);
    }

    Taker selecting(long session, Destination queue, @Nullable String selector) {
        return taker(session, queue, null, selector);
    }

    private Taker taker(
            long session,
            Destination destination,
            SessionCommand.@Nullable Subscription subscription,
            @Nullable String selector) {
        Taker taker = new Taker(++lastNumber, session);
        takers.put(taker.id, taker);
        request(
                id -> new SessionCommand.OpenConsumer(
                        id, session, taker.id, destination, selector, false, subscription, 0),
                event -> taker.open = event instanceof Event.Completed);
        return taker;
    }

    Taker sharedDurable(long session, Destination topic, String name) {
        return taker(session, topic, new SessionCommand.Subscription(SubscriptionKind.SHARED_DURABLE, name));
    }

    /** What the client does on recover and rollback: deliveries that cross the request are void. */
    void startOver(List<Taker> ofSession, boolean transacted, Runnable done) {
        List<Seen> seen = ofSession.stream().map(Taker::seenSoFar).toList();
        for (Taker taker : ofSession) {
            taker.buffer.clear();
            taker.unacknowledged.clear();
            taker.deaf = true;
        }
        long session = ofSession.get(0).session;
        request(
                id -> transacted
                        ? new TransactionCommand.Rollback(id, session, seen)
                        : new SessionCommand.Recover(id, session, seen),
                event -> {
                    ofSession.forEach(taker -> taker.deaf = false);
                    done.run();
                });
    }
}
