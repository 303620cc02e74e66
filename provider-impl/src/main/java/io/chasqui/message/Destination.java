package io.chasqui.message;

import java.util.Objects;

/**
 * The name of a queue or topic, permanent or temporary. Two destinations are equal when kind and name are equal, so a
 * queue never equals a topic of the same name.
 *
 * @param kind queue or topic, permanent or temporary
 * @param name the name, not empty
 */
public record Destination(Kind kind, String name) {

    /** What a destination is; temporary ones belong to the connection that created them. */
    public enum Kind {
        QUEUE("queue"),
        TOPIC("topic"),
        TEMPORARY_QUEUE("temporary queue"),
        TEMPORARY_TOPIC("temporary topic");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** The kind as a person reads it in a message. */
        public String text() {
            return text;
        }
    }

    public Destination {
        Objects.requireNonNull(kind, "kind");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a " + kind.text() + " needs a name of at least one character");
        }
    }

    public static Destination queue(String name) {
        return new Destination(Kind.QUEUE, name);
    }

    public static Destination topic(String name) {
        return new Destination(Kind.TOPIC, name);
    }

    public boolean isQueue() {
        return kind == Kind.QUEUE || kind == Kind.TEMPORARY_QUEUE;
    }

    public boolean isTopic() {
        return !isQueue();
    }

    public boolean isTemporary() {
        return kind == Kind.TEMPORARY_QUEUE || kind == Kind.TEMPORARY_TOPIC;
    }

    /** For people: {@code queue orders}. */
    @Override
    public String toString() {
        return kind.text() + " " + name;
    }
}
