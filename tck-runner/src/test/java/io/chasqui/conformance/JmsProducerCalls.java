package io.chasqui.conformance;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.util.Map;

/** All the methods of a JMSProducer. */
final class JmsProducerCalls {

    private JmsProducerCalls() {}

    static Calls<JMSProducer> all(Destination destination, Message message) {
        Calls<JMSProducer> calls = new Calls<>();
        sends(calls, destination, message);
        options(calls);
        properties(calls);
        headers(calls, destination);
        return calls;
    }

    private static void sends(Calls<JMSProducer> calls, Destination destination, Message message) {
        calls.with("send(message)", p -> p.send(destination, message))
                .with("send(text)", p -> p.send(destination, "text"))
                .with("send(map)", p -> p.send(destination, Map.of("key", 1)))
                .with("send(bytes)", p -> p.send(destination, new byte[] {1}))
                .with("send(object)", p -> p.send(destination, Integer.valueOf(1)));
    }

    private static void options(Calls<JMSProducer> calls) {
        calls.with("getAsync", JMSProducer::getAsync)
                .with("setAsync", p -> p.setAsync(new Completions()))
                .with("getDeliveryMode", JMSProducer::getDeliveryMode)
                .with("setDeliveryMode", p -> p.setDeliveryMode(DeliveryMode.PERSISTENT))
                .with("getPriority", JMSProducer::getPriority)
                .with("setPriority", p -> p.setPriority(4))
                .with("getTimeToLive", JMSProducer::getTimeToLive)
                .with("setTimeToLive", p -> p.setTimeToLive(0))
                .with("getDeliveryDelay", JMSProducer::getDeliveryDelay)
                .with("setDeliveryDelay", p -> p.setDeliveryDelay(0))
                .with("getDisableMessageID", JMSProducer::getDisableMessageID)
                .with("setDisableMessageID", p -> p.setDisableMessageID(true))
                .with("getDisableMessageTimestamp", JMSProducer::getDisableMessageTimestamp)
                .with("setDisableMessageTimestamp", p -> p.setDisableMessageTimestamp(true));
    }

    private static void properties(Calls<JMSProducer> calls) {
        calls.with("setProperty(boolean)", p -> p.setProperty("a", true))
                .with("setProperty(byte)", p -> p.setProperty("a", (byte) 1))
                .with("setProperty(short)", p -> p.setProperty("a", (short) 1))
                .with("setProperty(int)", p -> p.setProperty("a", 1))
                .with("setProperty(long)", p -> p.setProperty("a", 1L))
                .with("setProperty(float)", p -> p.setProperty("a", 1f))
                .with("setProperty(double)", p -> p.setProperty("a", 1d))
                .with("setProperty(String)", p -> p.setProperty("a", "1"))
                .with("setProperty(Object)", p -> p.setProperty("a", (Object) 1))
                .with("clearProperties", JMSProducer::clearProperties)
                .with("propertyExists", p -> p.propertyExists("a"))
                .with("getPropertyNames", JMSProducer::getPropertyNames)
                .with("getBooleanProperty", p -> p.getBooleanProperty("a"))
                .with("getByteProperty", p -> p.getByteProperty("a"))
                .with("getShortProperty", p -> p.getShortProperty("a"))
                .with("getIntProperty", p -> p.getIntProperty("a"))
                .with("getLongProperty", p -> p.getLongProperty("a"))
                .with("getFloatProperty", p -> p.getFloatProperty("a"))
                .with("getDoubleProperty", p -> p.getDoubleProperty("a"))
                .with("getStringProperty", p -> p.getStringProperty("a"))
                .with("getObjectProperty", p -> p.getObjectProperty("a"));
    }

    private static void headers(Calls<JMSProducer> calls, Destination destination) {
        calls.with("getJMSCorrelationID", JMSProducer::getJMSCorrelationID)
                .with("setJMSCorrelationID", p -> p.setJMSCorrelationID("id"))
                .with("getJMSCorrelationIDAsBytes", JMSProducer::getJMSCorrelationIDAsBytes)
                .with("setJMSCorrelationIDAsBytes", p -> p.setJMSCorrelationIDAsBytes(new byte[] {1}))
                .with("getJMSType", JMSProducer::getJMSType)
                .with("setJMSType", p -> p.setJMSType("type"))
                .with("getJMSReplyTo", JMSProducer::getJMSReplyTo)
                .with("setJMSReplyTo", p -> p.setJMSReplyTo(destination));
    }
}
