package io.chasqui.engine.session;

import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.queue.BacklogConsumer;
import io.chasqui.engine.queue.Entry;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.queue.QueueActor;
import io.chasqui.engine.topic.Subscription;
import io.chasqui.engine.topic.SubscriptionRequest;
import io.chasqui.engine.topic.TopicActor;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.selector.Selector;
import io.chasqui.selector.SelectorSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of one session: opens and closes them, and finds the deliveries they hold. A closed consumer stays known
 * while it holds unsettled deliveries. Owned by the session's loop.
 */
final class SessionConsumers {

    private final SessionActor session;
    private final ConnectionActor connection;
    private final Map<Long, SessionConsumer> consumers = new LinkedHashMap<>();

    /** What else has to end with a consumer: its subscription, or its share in one. */
    private final Map<SessionConsumer, Ending> endings = new LinkedHashMap<>();

    private @Nullable SessionConsumer recent;
    private boolean closed;

    SessionConsumers(SessionActor session, ConnectionActor connection) {
        this.session = session;
        this.connection = connection;
    }

    /** Ends something on the backlog's loop and runs a task, on any loop, when that is done. */
    private interface Ending {
        void end(Runnable done);
    }

    @Nullable
    SessionConsumer find(long consumerId) {
        SessionConsumer consumer = recent;
        if (consumer == null || consumer.id() != consumerId) {
            consumer = consumers.get(consumerId);
            recent = consumer;
        }
        return consumer;
    }

    // ------------------------------------------------------------------ opening

    void open(SessionCommand.OpenConsumer command) {
        if (find(command.consumerId()) != null) {
            connection.fail(
                    command.requestId(),
                    ErrorCode.ILLEGAL_STATE,
                    "consumer " + command.consumerId() + " exists already");
            return;
        }
        Selector selector;
        try {
            selector = Selector.parseOrNull(command.selector());
        } catch (SelectorSyntaxException invalid) {
            connection.fail(command.requestId(), ErrorCode.INVALID_SELECTOR, invalid.getMessage());
            return;
        }
        Destination destination = command.destination();
        String denied = connection.permits().toUse(Permissions.Action.CONSUME, destination);
        if (denied != null) {
            connection.fail(command.requestId(), ErrorCode.SECURITY, denied);
            return;
        }
        String exceeded = connection.quota().take();
        if (exceeded != null) {
            connection.fail(command.requestId(), ErrorCode.RESOURCE_LIMIT, exceeded);
            return;
        }
        openOn(destination, command, selector);
    }

    private void openOn(Destination destination, SessionCommand.OpenConsumer command, @Nullable Selector selector) {
        PublishTarget target = connection.broker().destinations().find(destination);
        String owner = connection.broker().destinations().ownerOf(destination);
        if (target == null) {
            refuse(command, ErrorCode.INVALID_DESTINATION, destination + " does not exist (any more)");
        } else if (owner != null && !owner.equals(connection.origin().connectionId())) {
            refuse(
                    command,
                    ErrorCode.INVALID_DESTINATION,
                    destination + " belongs to another connection; only that one may consume from it");
        } else if (target instanceof QueueActor queue) {
            openOnQueue(command, queue, selector);
        } else {
            openOnTopic(command, (TopicActor) target, selector, owner != null);
        }
    }

    private void openOnQueue(SessionCommand.OpenConsumer command, QueueActor queue, @Nullable Selector selector) {
        queue.loop().executeDown(() -> {
            if (queue.isDeleted()) {
                refuse(command, ErrorCode.INVALID_DESTINATION, command.destination() + " does not exist any more");
            } else {
                attach(command, queue.backlog(), selector, Runnable::run);
            }
        });
    }

    private void openOnTopic(
            SessionCommand.OpenConsumer command, TopicActor topic, @Nullable Selector selector, boolean isTemporary) {
        SessionCommand.Subscription wanted = command.subscription();
        SubscriptionKind kind = wanted == null ? SubscriptionKind.PLAIN : wanted.kind();
        String name = wanted == null ? null : wanted.name();
        SubscriptionRequest request =
                new SubscriptionRequest(kind, name, topic, selector, command.noLocal(), connection.origin());
        if (kind == SubscriptionKind.PLAIN) {
            topic.loop().executeDown(() -> openPlain(command, topic, request));
        } else if (name == null || name.isBlank()) {
            refuse(command, ErrorCode.INTERNAL, "a subscription needs a name of at least one character");
        } else if (kind == SubscriptionKind.DURABLE && connection.origin().clientId() == null) {
            refuse(
                    command,
                    ErrorCode.ILLEGAL_STATE,
                    "an unshared durable subscription needs a client ID: set it on the connection factory or with"
                            + " setClientID");
        } else if (kind.isDurable() && isTemporary) {
            refuse(
                    command,
                    ErrorCode.INVALID_DESTINATION,
                    "a durable subscription cannot be made on " + command.destination());
        } else {
            connection.broker().subscriptions().join(request, connection.permits(), outcome -> {
                Subscription subscription = outcome.subscription();
                if (subscription == null) {
                    refuse(command, outcome.code(), outcome.reason());
                } else {
                    attach(command, subscription.backlog(), null, done -> connection
                            .broker()
                            .subscriptions()
                            .leave(request, done));
                }
            });
        }
    }

    private void openPlain(SessionCommand.OpenConsumer command, TopicActor topic, SubscriptionRequest request) {
        if (topic.isDeleted()) {
            refuse(command, ErrorCode.INVALID_DESTINATION, command.destination() + " does not exist any more");
            return;
        }
        Subscription subscription = new Subscription(
                topic, "a subscription of " + topic.destination(), request.selector(), request.excluded());
        topic.add(subscription);
        attach(command, subscription.backlog(), null, done -> {
            topic.remove(subscription);
            done.run();
        });
    }

    /** Refuses to open a consumer, and gives its place back; from any loop. */
    private void refuse(SessionCommand.OpenConsumer command, ErrorCode code, String reason) {
        connection.loop().executeDown(() -> {
            connection.quota().giveBack();
            connection.fail(command.requestId(), code, reason);
        });
    }

    /** On the backlog's loop: attaches there, then makes the consumer known to its session. */
    private void attach(
            SessionCommand.OpenConsumer command, Backlog backlog, @Nullable Selector selector, Ending ending) {
        SessionConsumer consumer = new SessionConsumer(session, command.consumerId(), backlog, command.after());
        BacklogConsumer half = backlog.attach(consumer, selector);
        connection.loop().executeDown(() -> {
            consumer.attached(half);
            endings.put(consumer, ending);
            consumers.put(consumer.id(), consumer);
            if (closed) {
                close(consumer, 0, () -> {});
            }
            connection.complete(command.requestId());
        });
    }

    /** Takes over deliveries of another session's consumer, for a new consumer or one that adopted before. */
    void adopt(long consumerId, SessionConsumer from, long upTo) {
        SessionConsumer consumer = find(consumerId);
        if (consumer == null) {
            consumer = new SessionConsumer(session, consumerId, from.backlog(), 0);
            consumers.put(consumerId, consumer);
        }
        consumer.adopt(from.takeUpTo(upTo));
    }

    // ------------------------------------------------------------------ closing

    void close(SessionCommand.CloseConsumer command) {
        SessionConsumer consumer = find(command.consumerId());
        if (consumer == null || consumer.isClosed()) {
            connection.complete(command.requestId());
        } else {
            close(consumer, command.seen(), () -> connection.complete(command.requestId()));
        }
    }

    private void close(SessionConsumer consumer, long seen, Runnable done) {
        Ending ending = endings.remove(consumer);
        if (ending != null) {
            connection.quota().giveBack();
        }
        consumer.close(seen, () -> {
            if (ending == null) {
                done.run();
            } else {
                ending.end(done);
            }
        });
        prune(consumer);
    }

    void closeAll(Runnable done) {
        closed = true;
        Countdown left = new Countdown(connection.loop(), endings.size(), done);
        for (SessionConsumer consumer : List.copyOf(endings.keySet())) {
            close(consumer, Long.MAX_VALUE, left::step);
        }
        consumers.clear();
        recent = null;
    }

    /** Takes the credit of all consumers away; {@code done} runs on this loop when no delivery can arrive any more. */
    void stop(Runnable done) {
        List<SessionConsumer> all = List.copyOf(consumers.values());
        Countdown left = new Countdown(connection.loop(), all.size(), done);
        all.forEach(consumer -> consumer.stop(left::step));
    }

    // ------------------------------------------------------------------ what they hold

    /** How many are known: open ones, and closed ones that still hold something. */
    int count() {
        return consumers.size();
    }

    /** Settles the deliveries the application has seen. Returns the loops on which that is being recorded. */
    Set<EventLoop> acknowledge(List<Seen> seen) {
        Set<EventLoop> recording = Set.of();
        for (int i = 0; i < seen.size(); i++) {
            SessionConsumer consumer = find(seen.get(i).consumerId());
            if (consumer != null) {
                if (consumer.acknowledge(seen.get(i).upTo())) {
                    recording = recording.isEmpty() ? new LinkedHashSet<>(2) : recording;
                    recording.add(consumer.backlog().loop());
                }
                prune(consumer);
            }
        }
        return recording;
    }

    /** Takes out the deliveries the application has seen. */
    List<Entry> takeSeen(List<Seen> seen) {
        List<Entry> taken = new ArrayList<>();
        for (Seen each : seen) {
            SessionConsumer consumer = find(each.consumerId());
            if (consumer != null) {
                taken.addAll(consumer.takeUpTo(each.upTo()));
                prune(consumer);
            }
        }
        return taken;
    }

    /** Takes out all deliveries that are left. */
    List<Entry> takeRest() {
        List<Entry> taken = new ArrayList<>();
        for (SessionConsumer consumer : List.copyOf(consumers.values())) {
            taken.addAll(consumer.takeAll());
            prune(consumer);
        }
        return taken;
    }

    private void prune(SessionConsumer consumer) {
        if (consumer.isClosed() && consumer.holdsNothing()) {
            consumers.remove(consumer.id());
            if (recent == consumer) {
                recent = null;
            }
        }
    }
}
