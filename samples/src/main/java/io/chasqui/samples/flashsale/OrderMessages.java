package io.chasqui.samples.flashsale;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;

/**
 * How orders, payments and stock events look as messages. Stateless.
 *
 * <p>Design note: map messages, because a consumer in any language and of any version finds its fields by name. Never
 * serialized Java objects: they tie the consumer to the sender's classes and are a way in for attackers. What routing or
 * measuring needs is a property; what the business needs is in the body.
 */
final class OrderMessages {

    private static final String NUMBER = "number";
    private static final String SENT_AT_NANOS = "sentAtNanos";

    private OrderMessages() {}

    /** @param number counts the orders of this sale from 1 */
    static Message order(JMSContext session, Order order, int number) throws JMSException {
        MapMessage message = session.createMapMessage();
        message.setString("orderId", order.id());
        message.setString("customer", order.customer());
        message.setString("item", order.item());
        message.setInt("quantity", order.quantity());
        message.setLong("priceCents", order.priceCents());
        message.setIntProperty(NUMBER, number);
        // The nano clock means something in this JVM only; with other JVMs, compare JMSTimestamp (milliseconds)
        // instead.
        message.setLongProperty(SENT_AT_NANOS, System.nanoTime());
        return message;
    }

    static Order order(Message message) throws JMSException {
        MapMessage body = (MapMessage) message;
        return new Order(
                body.getString("orderId"),
                body.getString("customer"),
                body.getString("item"),
                body.getInt("quantity"),
                body.getLong("priceCents"));
    }

    static int number(Message order) throws JMSException {
        return order.getIntProperty(NUMBER);
    }

    static long sentAtNanos(Message order) throws JMSException {
        return order.getLongProperty(SENT_AT_NANOS);
    }

    /** 1 for the first delivery; the broker counts, so a worker that died in between does not lose the number. */
    static int attempt(Message order) throws JMSException {
        return order.getIntProperty("JMSXDeliveryCount");
    }

    static Message payment(JMSContext session, Order order) throws JMSException {
        MapMessage message = session.createMapMessage();
        message.setJMSCorrelationID(order.id());
        message.setString("customer", order.customer());
        message.setLong("amountCents", order.totalCents());
        return message;
    }

    static Message stockEvent(JMSContext session, Order order) throws JMSException {
        MapMessage message = session.createMapMessage();
        message.setJMSCorrelationID(order.id());
        message.setString("item", order.item());
        message.setInt("taken", order.quantity());
        return message;
    }

    /** Of a payment; 0 of a stock event. */
    static long amountCents(Message message) throws JMSException {
        MapMessage body = (MapMessage) message;
        return body.itemExists("amountCents") ? body.getLong("amountCents") : 0;
    }
}
