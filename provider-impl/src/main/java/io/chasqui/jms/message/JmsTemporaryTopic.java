package io.chasqui.jms.message;

import io.chasqui.api.ChasquiTopic;
import io.chasqui.message.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;
import org.jspecify.annotations.Nullable;

/**
 * A temporary topic, as its creator or the receiver of a reply address has it. A deserialised copy addresses the same
 * topic and can be produced to, but not deleted.
 */
public final class JmsTemporaryTopic extends ChasquiTopic implements TemporaryTopic {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Reception reception;

    /** @param reception how to delete it; null when there is no connection to do so */
    public JmsTemporaryTopic(String name, @Nullable Reception reception) {
        super(name);
        this.reception = reception;
    }

    @Override
    public void delete() throws JMSException {
        Destinations.delete(Destinations.fromJms(this), reception);
    }

    @Override
    public String toString() {
        return Destination.Kind.TEMPORARY_TOPIC.text() + " " + getName();
    }
}
