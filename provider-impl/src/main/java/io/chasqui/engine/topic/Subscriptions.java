package io.chasqui.engine.topic;

import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.Recorder;
import io.chasqui.engine.record.Records;
import io.chasqui.journal.Durability;
import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All named subscriptions of a broker, by identity, and the rules on joining, replacing and deleting them (Jakarta
 * Messaging 3.1, 8.3.2 to 8.3.4). Owned by the broker's home loop, so that of two clients who race for one name exactly
 * one wins.
 */
public final class Subscriptions {

    private final EventLoop home;
    private final Map<SubscriptionKey, Named> subscriptions = new HashMap<>();

    private final @Nullable Records records;

    /** @param records where durable ones are recorded; null when they are not */
    public Subscriptions(EventLoop home, @Nullable Records records) {
        this.home = home;
        this.records = records;
    }

    /** A named subscription and how many consumers use it. */
    private static final class Named {
        final SubscriptionRequest definition;
        final Subscription subscription;
        int consumers;

        /** Who waits for it to be recorded; null when it is, or need not be. */
        @Nullable
        List<Consumer<Joining>> waiting;

        Named(SubscriptionRequest definition, Subscription subscription) {
            this.definition = definition;
            this.subscription = subscription;
        }

        boolean matches(SubscriptionRequest request) {
            return definition.kind() == request.kind()
                    && definition.topic().destination().equals(request.topic().destination())
                    && definition.noLocal() == request.noLocal()
                    && Objects.equals(definition.selector(), request.selector());
        }
    }

    /** How a request ended: with a subscription, or with the reason why not. */
    public record Joining(
            @Nullable Subscription subscription, @Nullable ErrorCode code, String reason) {
        static Joining refused(ErrorCode code, String reason) {
            return new Joining(null, code, reason);
        }
    }

    /**
     * Finds or makes the subscription a consumer asks for, and counts the consumer.
     *
     * @param permit asked when a durable subscription is to be made or replaced
     * @param answer gets the outcome on the topic's loop, where a new subscription has been added by then
     */
    public void join(SubscriptionRequest request, SubscriptionPermit permit, Consumer<Joining> answer) {
        home.executeDown(() -> onJoin(request, permit, answer));
    }

    private void onJoin(SubscriptionRequest request, SubscriptionPermit permit, Consumer<Joining> answer) {
        Joining refusal = check(request);
        if (refusal == null) {
            refusal = check(request, permit);
        }
        if (refusal != null) {
            Joining refused = refusal;
            request.topic().loop().executeDown(() -> answer.accept(refused));
            return;
        }
        SubscriptionKey key = request.key();
        Named named = subscriptions.get(key);
        if (named != null && !named.matches(request)) {
            remove(key, named, Recorder.NOBODY);
            named = null;
        }
        boolean isNew = named == null;
        if (isNew) {
            named = new Named(
                    request, new Subscription(request.topic(), key.toString(), request.selector(), request.excluded()));
            subscriptions.put(key, named);
        }
        named.consumers++;
        if (isNew && key.durable() && records != null) {
            named.waiting = new ArrayList<>(1);
            record(key, named, records);
        }
        if (named.waiting != null) {
            named.waiting.add(answer);
            return;
        }
        Subscription subscription = named.subscription;
        request.topic().loop().executeDown(() -> {
            if (isNew) {
                request.topic().add(subscription);
            }
            answer.accept(new Joining(subscription, null, ""));
        });
    }

    /** Adds a durable subscription to its topic, and sees to it that it is kept for good. */
    private void record(SubscriptionKey key, Named named, Records known) {
        TopicActor topic = named.definition.topic();
        BacklogDefinition definition = named.definition.toDefinition();
        EventLoop loop = topic.loop();
        loop.executeDown(() -> {
            Ledger[] opened = new Ledger[1];
            opened[0] = known.open(loop, definition, Durability.FORCED, new Outcome() {
                @Override
                public void applied(long position) {
                    known.keepDefinition(
                            opened[0], loop, failure -> home.executeDown(() -> onRecorded(key, named, failure)));
                }

                @Override
                public void failed(String reason) {
                    home.executeDown(() -> onRecorded(key, named, reason));
                }
            });
            named.subscription.backlog().keepIn(opened[0]);
            topic.add(named.subscription);
        });
    }

    private void onRecorded(SubscriptionKey key, Named named, @Nullable String failure) {
        List<Consumer<Joining>> waiting = named.waiting == null ? List.of() : named.waiting;
        named.waiting = null;
        Joining outcome;
        if (failure == null) {
            outcome = new Joining(named.subscription, null, "");
        } else {
            remove(key, named, Recorder.NOBODY);
            outcome = Joining.refused(ErrorCode.STORE_FAILED, "the " + key + " cannot be stored: " + failure);
        }
        named.subscription.topic().loop().executeDown(() -> waiting.forEach(answer -> answer.accept(outcome)));
    }

    /**
     * Recovery: a durable subscription that was there before the broker was restarted. On the home loop.
     *
     * @param done run on the topic's loop when it is there
     */
    public void restore(SubscriptionRequest definition, Ledger ledger, Consumer<Backlog> done) {
        home.assertInLoop();
        SubscriptionKey key = definition.key();
        TopicActor topic = definition.topic();
        Subscription subscription =
                new Subscription(topic, key.toString(), definition.selector(), definition.excluded());
        subscriptions.put(key, new Named(definition, subscription));
        topic.loop().executeDown(() -> {
            subscription.backlog().keepIn(ledger);
            topic.add(subscription);
            done.accept(subscription.backlog());
        });
    }

    private @Nullable Joining check(SubscriptionRequest request) {
        SubscriptionKey key = request.key();
        Named named = subscriptions.get(key);
        if (named == null) {
            return null;
        }
        boolean wasShared = named.definition.kind().isShared();
        if (wasShared != request.kind().isShared()) {
            return Joining.refused(
                    ErrorCode.IN_USE,
                    "the " + key + " exists and is " + (wasShared ? "shared" : "unshared")
                            + "; unsubscribe it first, or use another name");
        }
        if (named.consumers == 0) {
            return null;
        }
        if (!wasShared) {
            return Joining.refused(
                    ErrorCode.IN_USE,
                    "the " + key + " has an active consumer, and an unshared one can have no second; close that"
                            + " consumer, or use a shared durable subscription");
        }
        return named.matches(request)
                ? null
                : Joining.refused(
                        ErrorCode.IN_USE,
                        "the " + key + " has active consumers and another topic or selector ("
                                + named.definition.topic().destination() + ", selector "
                                + named.definition.selector() + "); close them, or use another name");
    }

    /** Whether the one who asks may make the durable subscription, and delete the one in the place of which it comes. */
    private @Nullable Joining check(SubscriptionRequest request, SubscriptionPermit permit) {
        SubscriptionKey key = request.key();
        Named named = subscriptions.get(key);
        if (!key.durable() || named != null && named.matches(request)) {
            return null;
        }
        String refusal = named == null
                ? null
                : permit.toDelete(key.toString(), named.definition.topic().destination());
        if (refusal == null) {
            refusal = permit.toCreate(key.toString(), request.topic().destination());
        }
        return refusal == null ? null : Joining.refused(ErrorCode.SECURITY, refusal);
    }

    /**
     * A consumer of a subscription has been closed; a non-durable one ends with its last.
     *
     * @param done run when that has taken effect, on any loop
     */
    public void leave(SubscriptionRequest request, Runnable done) {
        home.executeDown(() -> {
            SubscriptionKey key = request.key();
            Named named = subscriptions.get(key);
            if (named != null && --named.consumers == 0 && !key.durable()) {
                remove(key, named, whenGone(done));
            } else {
                done.run();
            }
        });
    }

    /**
     * Deletes a durable subscription.
     *
     * @param permit asked whether that is allowed
     * @param answer gets null when that is done, or the reason why not
     */
    public void unsubscribe(SubscriptionKey key, SubscriptionPermit permit, Consumer<@Nullable Joining> answer) {
        home.executeDown(() -> {
            Named named = subscriptions.get(key);
            if (named == null) {
                answer.accept(Joining.refused(ErrorCode.INVALID_DESTINATION, "there is no " + key));
                return;
            }
            String refusal =
                    permit.toDelete(key.toString(), named.definition.topic().destination());
            if (refusal != null) {
                answer.accept(Joining.refused(ErrorCode.SECURITY, refusal));
            } else if (named.consumers > 0) {
                answer.accept(Joining.refused(
                        ErrorCode.ILLEGAL_STATE,
                        "the " + key + " has " + named.consumers + " active consumer(s); close them first"));
            } else {
                remove(key, named, new Outcome() {
                    @Override
                    public void applied(long position) {
                        answer.accept(null);
                    }

                    @Override
                    public void failed(String reason) {
                        answer.accept(Joining.refused(
                                ErrorCode.STORE_FAILED,
                                "that the " + key + " is deleted cannot be stored, so it may come back: " + reason));
                    }
                });
            }
        });
    }

    private static Outcome whenGone(Runnable done) {
        return new Outcome() {
            @Override
            public void applied(long position) {
                done.run();
            }

            @Override
            public void failed(String reason) {
                done.run();
            }
        };
    }

    private void remove(SubscriptionKey key, Named named, Outcome outcome) {
        subscriptions.remove(key);
        TopicActor topic = named.subscription.topic();
        topic.loop().executeDown(() -> topic.remove(named.subscription, outcome));
    }
}
