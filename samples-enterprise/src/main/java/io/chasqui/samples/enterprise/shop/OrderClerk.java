package io.chasqui.samples.enterprise.shop;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJBException;
import jakarta.ejb.MessageDriven;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Books what the desk has taken. Taking the message and changing the row are one transaction: when {@link #onMessage}
 * throws, the message comes again.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "shop.orders")
        })
public class OrderClerk implements MessageListener {

    @Inject
    private OrderBook book;

    @Override
    public void onMessage(Message message) {
        try {
            book.booked(message.getIntProperty("number"));
        } catch (JMSException e) {
            throw new EJBException("An order without a number", e);
        }
    }
}
