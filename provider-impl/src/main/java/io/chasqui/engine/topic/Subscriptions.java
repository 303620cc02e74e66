package io.chasqui.engine.topic;

import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.ErrorCode;
import java.util.HashMap;
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

    public Subscriptions(EventLoop home) {
        this.home = home;
    }

    /** A named subscription and how many consumers use it. */
    private static final class Named {
        final SubscriptionRequest definition;
        final Subscription subscription;
        int consumers;

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
    public record Outcome(
            @Nullable Subscription subscription, @Nullable ErrorCode code, String reason) {
        static Outcome refused(ErrorCode code, String reason) {
            return new Outcome(null, code, reason);
        }
    }

    /**
     * Finds or makes the subscription a consumer asks for, and counts the consumer.
     *
     * @param answer gets the outcome on the topic's loop, where a new subscription has been added by then
     */
    public void join(SubscriptionRequest request, Consumer<Outcome> answer) {
        home.executeDown(() -> onJoin(request, answer));
    }

    private void onJoin(SubscriptionRequest request, Consumer<Outcome> answer) {
        Outcome refusal = check(request);
        if (refusal != null) {
            request.topic().loop().executeDown(() -> answer.accept(refusal));
            return;
        }
        SubscriptionKey key = request.key();
        Named named = subscriptions.get(key);
        if (named != null && !named.matches(request)) {
            remove(key, named, () -> {});
            named = null;
        }
        boolean isNew = named == null;
        if (isNew) {
            named = new Named(
                    request, new Subscription(request.topic(), key.toString(), request.selector(), request.excluded()));
            subscriptions.put(key, named);
        }
        named.consumers++;
        Subscription subscription = named.subscription;
        request.topic().loop().executeDown(() -> {
            if (isNew) {
                request.topic().add(subscription);
            }
            answer.accept(new Outcome(subscription, null, ""));
        });
    }

    private @Nullable Outcome check(SubscriptionRequest request) {
        SubscriptionKey key = request.key();
        Named named = subscriptions.get(key);
        if (named == null) {
            return null;
        }
        boolean wasShared = named.definition.kind().isShared();
        if (wasShared != request.kind().isShared()) {
            return Outcome.refused(
                    ErrorCode.IN_USE,
                    "the " + key + " exists and is " + (wasShared ? "shared" : "unshared")
                            + "; unsubscribe it first, or use another name");
        }
        if (named.consumers == 0) {
            return null;
        }
        if (!wasShared) {
            return Outcome.refused(
                    ErrorCode.IN_USE,
                    "the " + key + " has an active consumer, and an unshared one can have no second; close that"
                            + " consumer, or use a shared durable subscription");
        }
        return named.matches(request)
                ? null
                : Outcome.refused(
                        ErrorCode.IN_USE,
                        "the " + key + " has active consumers and another topic or selector ("
                                + named.definition.topic().destination() + ", selector "
                                + named.definition.selector() + "); close them, or use another name");
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
                remove(key, named, done);
            } else {
                done.run();
            }
        });
    }

    /**
     * Deletes a durable subscription.
     *
     * @param answer gets null when that is done, or the reason why not
     */
    public void unsubscribe(SubscriptionKey key, Consumer<@Nullable Outcome> answer) {
        home.executeDown(() -> {
            Named named = subscriptions.get(key);
            if (named == null) {
                answer.accept(Outcome.refused(ErrorCode.INVALID_DESTINATION, "there is no " + key));
            } else if (named.consumers > 0) {
                answer.accept(Outcome.refused(
                        ErrorCode.ILLEGAL_STATE,
                        "the " + key + " has " + named.consumers + " active consumer(s); close them first"));
            } else {
                remove(key, named, () -> answer.accept(null));
            }
        });
    }

    private void remove(SubscriptionKey key, Named named, Runnable done) {
        subscriptions.remove(key);
        TopicActor topic = named.subscription.topic();
        topic.loop().executeDown(() -> {
            topic.remove(named.subscription);
            done.run();
        });
    }
}
