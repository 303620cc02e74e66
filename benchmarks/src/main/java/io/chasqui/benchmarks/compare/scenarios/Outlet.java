package io.chasqui.benchmarks.compare.scenarios;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/** A session that sends to one destination. */
final class Outlet {

    final int index;
    final Session session;
    final MessageProducer producer;

    /** Where a distributed transaction is begun and ended. */
    final @Nullable XAResource resource;

    private Outlet(int index, Session session, MessageProducer producer, @Nullable XAResource resource) {
        this.index = index;
        this.session = session;
        this.producer = producer;
        this.resource = resource;
    }

    static Outlet open(int index, Connection connection, LoadShape shape) throws JMSException {
        XAResource resource = null;
        Session session;
        if (shape.mode == LoadShape.Mode.XA) {
            var xa = ((XAConnection) connection).createXASession();
            resource = xa.getXAResource();
            session = xa;
        } else if (shape.mode == LoadShape.Mode.TRANSACTED) {
            session = connection.createSession(true, Session.SESSION_TRANSACTED);
        } else {
            session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        }
        MessageProducer producer =
                session.createProducer(destination(session, shape.topic, shape.destinationOf(index)));
        producer.setDeliveryMode(shape.persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        return new Outlet(index, session, producer, resource);
    }

    static Destination destination(Session session, boolean topic, int index) throws JMSException {
        String name = (topic ? "compared.topic." : "compared.queue.") + index;
        return topic ? session.createTopic(name) : session.createQueue(name);
    }
}
