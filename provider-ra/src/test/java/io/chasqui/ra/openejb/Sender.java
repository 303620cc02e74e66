package io.chasqui.ra.openejb;

import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Sends with an injected and a created context, in the container's transactions. */
@Stateless
public class Sender {

    @Inject
    private JMSContext injected;

    @Resource(name = "ConnectionFactory")
    private ConnectionFactory factory;

    @Resource
    private SessionContext context;

    public void sendInjected(String queue, String text, boolean rollback) {
        injected.createProducer().send(injected.createQueue(queue), text);
        finish(rollback);
    }

    public void sendCreated(String queue, String text, boolean rollback) {
        try (JMSContext created = factory.createContext()) {
            created.createProducer().send(created.createQueue(queue), text);
        }
        finish(rollback);
    }

    private void finish(boolean rollback) {
        if (rollback) {
            context.setRollbackOnly();
        }
    }

    /** In a transaction of its own, like every call; null when nothing comes in time. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public String receive(String queue, long timeoutMillis) {
        try (JMSContext created = factory.createContext()) {
            Queue destination = created.createQueue(queue);
            try (JMSConsumer consumer = created.createConsumer(destination)) {
                return consumer.receiveBody(String.class, timeoutMillis);
            }
        }
    }
}
