package io.chasqui.ra.openejb;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Sends on what it gets from "in" to "out", and fails at first when the message says so. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "in"),
            @ActivationConfigProperty(propertyName = "initialRedeliveryDelay", propertyValue = "10"),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "4")
        })
public class Forwarder implements MessageListener {

    @Inject
    private JMSContext messaging;

    @Resource
    private MessageDrivenContext context;

    @Override
    public void onMessage(Message message) {
        try {
            String text = message.getBody(String.class);
            int count = message.getIntProperty("JMSXDeliveryCount");
            messaging.createProducer().send(messaging.createQueue("out"), text + "/" + count);
            if (count == 1 && text.equals("throw")) {
                throw new IllegalStateException("fails on purpose");
            } else if (count == 1 && text.equals("rollback")) {
                context.setRollbackOnly();
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
