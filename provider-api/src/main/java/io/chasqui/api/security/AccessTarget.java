package io.chasqui.api.security;

/**
 * What an operation is about; immutable.
 *
 * @param kind what it is
 * @param name of the queue or topic; that of the subscription when a durable subscription is deleted
 */
public record AccessTarget(Kind kind, String name) {

    public enum Kind {
        QUEUE,
        TOPIC,
        TEMPORARY_QUEUE,
        TEMPORARY_TOPIC,

        /** A durable subscription, in {@link Operation#DELETE}: the request does not name its topic. */
        SUBSCRIPTION
    }
}
