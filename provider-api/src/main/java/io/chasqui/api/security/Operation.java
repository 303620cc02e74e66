package io.chasqui.api.security;

/** What a user may be allowed to do with a destination. */
public enum Operation {
    /** Send to it. */
    SEND,

    /** Receive from it: a consumer on a queue, a subscriber of a topic. */
    CONSUME,

    /** Look at the messages of a queue. */
    BROWSE,

    /**
     * Bring into being: a permanent queue or topic by its first use, a durable subscription to a topic, a temporary
     * destination.
     */
    CREATE,

    /** Delete a durable subscription to it. Temporary destinations of one's own may always be deleted. */
    DELETE,

    /** Look after it: pause, purge, move messages. */
    MANAGE
}
