package io.chasqui.api;

import jakarta.jms.Destination;
import jakarta.jms.Queue;
import java.io.Serializable;
import java.util.Objects;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * A queue or topic by name. Two destinations are equal when both are queues or both are topics and their names are equal.
 */
public abstract sealed class ChasquiDestination implements Destination, Serializable, Referenceable
        permits ChasquiQueue, ChasquiTopic {

    private static final long serialVersionUID = 1L;

    private @Nullable String name;

    ChasquiDestination() {}

    ChasquiDestination(String name) {
        setName(name);
    }

    public final @Nullable String getName() {
        return name;
    }

    /** @throws IllegalArgumentException when the name is empty */
    public final void setName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a destination needs a name of at least one character");
        }
        this.name = name;
    }

    /** @throws NamingException when the name is not set yet */
    @Override
    public Reference getReference() throws NamingException {
        if (name == null) {
            throw new NamingException("a destination needs a name before it is bound; call setName first");
        }
        return ChasquiObjectFactory.referenceTo(this instanceof Queue ? ChasquiQueue.class : ChasquiTopic.class, name);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof ChasquiDestination that
                && this instanceof Queue == that instanceof Queue
                && Objects.equals(name, that.name);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(this instanceof Queue, name);
    }

    /** For people: {@code queue orders}. */
    @Override
    public String toString() {
        return (this instanceof Queue ? "queue " : "topic ") + name;
    }
}
