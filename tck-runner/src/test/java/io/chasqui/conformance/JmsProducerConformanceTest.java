package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sending with a JMSProducer: chaining, bodies, asynchronous sends. Its properties and headers have a test of their own. */
class JmsProducerConformanceTest extends ConformanceTest {

    @Test
    @Covers("JPR-1")
    void everySetterAndSendReturnsTheProducer() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSProducer producer = context.createProducer();
        List<JMSProducer> returned = List.of(
                producer.setAsync(null),
                producer.setDeliveryDelay(0),
                producer.setDeliveryMode(DeliveryMode.PERSISTENT),
                producer.setDisableMessageID(false),
                producer.setDisableMessageTimestamp(false),
                producer.setPriority(4),
                producer.setTimeToLive(0),
                producer.setJMSCorrelationID("id"),
                producer.setJMSCorrelationIDAsBytes(new byte[] {1}),
                producer.setJMSReplyTo(queue),
                producer.setJMSType("type"),
                producer.setProperty("a", true),
                producer.setProperty("a", (byte) 1),
                producer.setProperty("a", (short) 1),
                producer.setProperty("a", 1),
                producer.setProperty("a", 1L),
                producer.setProperty("a", 1f),
                producer.setProperty("a", 1d),
                producer.setProperty("a", "text"),
                producer.setProperty("a", (Object) 1),
                producer.clearProperties(),
                producer.send(queue, context.createMessage()),
                producer.send(queue, "text"),
                producer.send(queue, Map.of("a", 1)),
                producer.send(queue, new byte[] {1}),
                producer.send(queue, Integer.valueOf(1)));
        for (int i = 0; i < returned.size(); i++) {
            assertSame(producer, returned.get(i), "call " + i);
        }
    }

    @Test
    @Covers({"JPR-2", "JPR-3"})
    void optionsStaySetForThisProducerOnly() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSConsumer consumer = context.createConsumer(queue);
        JMSProducer set = context.createProducer()
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(7)
                .setTimeToLive(60_000)
                .setJMSType("type")
                .setProperty("a", 1);
        JMSProducer plain = context.createProducer();
        for (int i = 0; i < 2; i++) {
            set.send(queue, "set");
            Message message = receive(consumer);
            assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
            assertEquals(7, message.getJMSPriority());
            assertFalse(message.getJMSExpiration() == 0);
            assertEquals("type", message.getJMSType());
            assertEquals(1, message.getIntProperty("a"));

            plain.send(queue, "plain");
            message = receive(consumer);
            assertEquals(DeliveryMode.PERSISTENT, message.getJMSDeliveryMode());
            assertEquals(4, message.getJMSPriority());
            assertEquals(0, message.getJMSExpiration());
            assertNull(message.getJMSType());
            assertFalse(message.propertyExists("a"));
        }
        set.setPriority(2).send(queue, "changed");
        assertEquals(2, receive(consumer).getJMSPriority());
    }

    @Test
    @Covers("JPR-3")
    void delayAndDisableFlagsDoNotLeakToOtherProducers() throws Exception {
        JMSContext context = newContext();
        JMSProducer set = context.createProducer()
                .setDeliveryDelay(60_000)
                .setDisableMessageID(true)
                .setDisableMessageTimestamp(true);
        JMSProducer plain = context.createProducer();
        assertEquals(0, plain.getDeliveryDelay());
        assertFalse(plain.getDisableMessageID());
        assertFalse(plain.getDisableMessageTimestamp());
        Queue queue = newQueue();
        set.send(queue, "delayed");
        plain.send(queue, "at once");
        Message message = receive(context.createConsumer(queue));
        assertEquals("at once", textOf(message));
        assertNotNull(message.getJMSMessageID());
        assertFalse(message.getJMSTimestamp() == 0);
    }

    @Test
    @Covers("JPR-4")
    void theNullDestinationIsRefused() {
        JMSContext context = newContext();
        new Calls<JMSProducer>()
                .with("message", p -> p.send(null, context.createMessage()))
                .with("text", p -> p.send(null, "text"))
                .with("map", p -> p.send(null, Map.of("a", 1)))
                .with("bytes", p -> p.send(null, new byte[] {1}))
                .with("object", p -> p.send(null, Integer.valueOf(1)))
                .allThrow(InvalidDestinationRuntimeException.class, context.createProducer());
    }

    @Test
    @Covers("JPR-5")
    void bodiesAreSentAsMessagesOfTheirKind() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSConsumer consumer = context.createConsumer(queue);
        JMSProducer producer = context.createProducer();
        Map<String, Object> map = new HashMap<>();
        map.put("boolean", true);
        map.put("long", 42L);
        map.put("text", "text");
        map.put("bytes", new byte[] {1, 2});
        map.put("null", null);
        producer.send(queue, "text").send(queue, map).send(queue, new byte[] {1, 2, 3});
        producer.send(queue, (Serializable) List.of("object", 1));

        assertEquals(
                "text", assertInstanceOf(TextMessage.class, receive(consumer)).getText());
        MapMessage mapMessage = assertInstanceOf(MapMessage.class, receive(consumer));
        assertTrue(mapMessage.itemExists("null"));
        assertEquals(true, mapMessage.getObject("boolean"));
        assertEquals(42L, mapMessage.getObject("long"));
        assertEquals("text", mapMessage.getObject("text"));
        assertArrayEquals(new byte[] {1, 2}, mapMessage.getBytes("bytes"));
        assertNull(mapMessage.getObject("null"));
        assertArrayEquals(
                new byte[] {1, 2, 3},
                assertInstanceOf(BytesMessage.class, receive(consumer)).getBody(byte[].class));
        assertEquals(
                List.of("object", 1),
                assertInstanceOf(ObjectMessage.class, receive(consumer)).getObject());
    }

    @Test
    @Covers("JPR-6")
    void nullBodiesAreSentAsEmptyMessages() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSConsumer consumer = context.createConsumer(queue);
        JMSProducer producer = context.createProducer();
        producer.send(queue, (String) null)
                .send(queue, (Map<String, Object>) null)
                .send(queue, (byte[]) null)
                .send(queue, (Serializable) null);
        assertNull(assertInstanceOf(TextMessage.class, receive(consumer)).getText());
        assertFalse(assertInstanceOf(MapMessage.class, receive(consumer))
                .getMapNames()
                .hasMoreElements());
        assertEquals(0, assertInstanceOf(BytesMessage.class, receive(consumer)).getBodyLength());
        assertNull(assertInstanceOf(ObjectMessage.class, receive(consumer)).getObject());
    }

    @Test
    @Covers("JPR-7")
    void mapsWithUnsupportedEntriesAreRefusedAndNothingIsSent() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSProducer producer = context.createProducer();
        Map<String, Object> mixed = new HashMap<>();
        mixed.put("good", 1);
        mixed.put("bad", List.of());
        Map<String, Object> nullKey = new HashMap<>();
        nullKey.put(null, 1);
        assertThrows(MessageFormatRuntimeException.class, () -> producer.send(queue, mixed));
        for (Map<String, Object> bad : Arrays.asList(nullKey, Map.<String, Object>of("", 1))) {
            RuntimeException failure = assertThrows(RuntimeException.class, () -> producer.send(queue, bad));
            if (!(failure instanceof IllegalArgumentException)) {
                assertInstanceOf(MessageFormatRuntimeException.class, failure);
            }
        }
        producer.send(queue, "marker");
        assertEquals("marker", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("JPR-19")
    void setAsyncSwitchesToAsynchronousSendsAndBack() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSProducer producer = context.createProducer();
        Completions done = new Completions();
        producer.setAsync(done);
        assertSame(done, producer.getAsync());
        Message message = context.createTextMessage("asynchronous");
        producer.send(queue, message);
        assertSame(message, done.nextCompleted());
        producer.send(queue, "body");
        assertEquals("body", textOf(done.nextCompleted()));
        producer.setAsync(null);
        assertNull(producer.getAsync());
        producer.send(queue, "synchronous");
        context.close();
        assertEquals(0, done.waiting());
        for (String text : List.of("asynchronous", "body", "synchronous")) {
            assertEquals(text, textOf(receiveFrom(queue)));
        }
    }

    @Test
    @Covers({"ASY-1", "ASY-2", "ASY-23"})
    void everyBodyIsSentAsynchronously() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        Completions done = new Completions();
        for (int mode : new int[] {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT}) {
            JMSProducer producer = context.createProducer().setAsync(done).setDeliveryMode(mode);
            producer.send(queue, context.createStreamMessage())
                    .send(queue, "text")
                    .send(queue, Map.of("a", 1))
                    .send(queue, new byte[] {1})
                    .send(queue, Integer.valueOf(1));
            for (int i = 0; i < 5; i++) {
                String id = done.nextCompleted().getJMSMessageID();
                assertEquals(id, receiveFrom(queue).getJMSMessageID());
            }
        }
        context.close();
        assertEquals(0, done.waiting());
    }

    @Test
    @Covers("ASY-11")
    void failuresOfAJmsProducerAreOfTheRuntimeFamily() throws Exception {
        JMSContext context = newContext();
        var deleted = context.createTemporaryQueue();
        deleted.delete();
        Completions told = new Completions();
        JMSProducer producer = context.createProducer().setAsync(told);
        new Calls<JMSProducer>()
                .with("null", p -> p.send(null, "text"))
                .with("deleted", p -> p.send(deleted, "text"))
                .each(call -> {
                    Exception failure;
                    try {
                        call.on(producer);
                        failure = told.next().failure();
                    } catch (RuntimeException e) {
                        failure = e;
                    }
                    assertInstanceOf(InvalidDestinationRuntimeException.class, failure);
                });
        context.close();
        assertEquals(0, told.waiting());
    }

    @Test
    @Covers("JPR-20")
    void everyMethodFailsAfterTheContextIsClosed() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSProducer producer = context.createProducer();
        Message message = context.createMessage();
        context.close();
        JmsProducerCalls.all(queue, message).allThrow(IllegalStateRuntimeException.class, producer);
    }
}
