package io.chasqui.samples.enterprise.checks;

import jakarta.annotation.Resource;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDrivenContext;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * What the message-driven beans have in common: an answer goes to the {@code JMSReplyTo} of each message, in the transaction
 * of its delivery. It has the bean's name, the delivery count and whether the message says that it was delivered before.
 */
public abstract class Answering implements MessageListener {

    /** A property of a message: what goes wrong at its first delivery. */
    static final String FIRST_TIME = "firstTime";

    @Resource(lookup = "java:comp/env/jms/factory")
    private ConnectionFactory factory;

    @Resource
    private MessageDrivenContext container;

    @Override
    public void onMessage(Message message) {
        try (JMSContext context = factory.createContext()) {
            int count = message.getIntProperty("JMSXDeliveryCount");
            String answer = getClass().getSimpleName().replaceAll("[^A-Za-z].*", "") + " delivery " + count
                    + (message.getJMSRedelivered() ? " again" : "");
            context.createProducer().send(message.getJMSReplyTo(), answer);
            if (count == 1) {
                fail(message.getStringProperty(FIRST_TIME));
            }
        } catch (JMSException e) {
            throw new EJBException(e);
        }
    }

    private void fail(@org.jspecify.annotations.Nullable String how) {
        if ("exception".equals(how)) {
            throw new EJBException("Asked for: the first delivery fails");
        }
        if ("rollbackOnly".equals(how)) {
            container.setRollbackOnly();
        }
    }
}
