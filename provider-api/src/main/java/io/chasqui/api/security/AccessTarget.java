package io.chasqui.api.security;

/**
 * What an operation is about; immutable.
 *
 * @param kind what it is
 * @param name of the queue or topic; when it is about a durable subscription, that of its topic
 */
public record AccessTarget(Kind kind, String name) {

    public enum Kind {
        QUEUE,
        TOPIC,
        TEMPORARY_QUEUE,
        TEMPORARY_TOPIC
    }
}
