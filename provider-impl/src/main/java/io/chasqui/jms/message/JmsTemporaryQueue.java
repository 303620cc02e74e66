package io.chasqui.jms.message;

import io.chasqui.api.ChasquiQueue;
import io.chasqui.message.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryQueue;
import org.jspecify.annotations.Nullable;

/**
 * A temporary queue, as its creator or the receiver of a reply address has it. A deserialised copy addresses the same
 * queue and can be produced to, but not deleted.
 */
public final class JmsTemporaryQueue extends ChasquiQueue implements TemporaryQueue {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Reception reception;

    /** @param reception how to delete it; null when there is no connection to do so */
    public JmsTemporaryQueue(String name, @Nullable Reception reception) {
        super(name);
        this.reception = reception;
    }

    @Override
    public void delete() throws JMSException {
        Destinations.delete(Destinations.fromJms(this), reception);
    }

    @Override
    public String toString() {
        return Destination.Kind.TEMPORARY_QUEUE.text() + " " + getName();
    }
}
