package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.foreign.ForeignTextMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;

/** Properties and headers that a JMSProducer puts on what it sends. */
class JmsProducerPropertiesConformanceTest extends ConformanceTest {

    @Test
    @Covers({"JPR-8", "JPR-9"})
    void propertiesReplaceThoseOfTheMessageAndJoinTheOthers() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        Message message = context.createMessage();
        assertPropertiesJoin(context, queue, message);
    }

    @Test
    @Covers({"JPR-8", "JPR-9"})
    void propertiesAreSetOnAForeignMessageToo() throws Exception {
        assertPropertiesJoin(newContext(), newQueue(), new ForeignTextMessage("text"));
    }

    private void assertPropertiesJoin(JMSContext context, Queue queue, Message message) throws Exception {
        message.setIntProperty("own", 1);
        message.setIntProperty("both", 1);
        context.createProducer()
                .setProperty("both", "two")
                .setProperty("new", true)
                .send(queue, message);
        for (Message seen : List.of(message, receiveFrom(queue))) {
            assertEquals(1, seen.getIntProperty("own"));
            assertEquals("two", seen.getObjectProperty("both"));
            assertEquals(true, seen.getObjectProperty("new"));
        }
    }

    @Test
    @Covers({"JPR-10", "JPR-11"})
    void aReceivedMessageIsSentOnlyByAProducerWithoutProperties() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSConsumer consumer = context.createConsumer(queue);
        send(queue, "text");
        Message received = receive(consumer);
        JMSProducer producer = context.createProducer().setProperty("a", 1);
        assertThrows(MessageNotWriteableRuntimeException.class, () -> producer.send(queue, received));
        producer.clearProperties()
                .setJMSType("type")
                .setJMSCorrelationID("correlation")
                .setJMSReplyTo(queue);
        producer.send(queue, received);
        Message again = receive(consumer);
        assertEquals("text", textOf(again));
        assertEquals("type", again.getJMSType());
        assertEquals("correlation", again.getJMSCorrelationID());
        assertEquals(queue, again.getJMSReplyTo());
        assertNull(consumer.receiveNoWait());
    }

    @ParameterizedTest
    @NullAndEmptySource
    @Covers("JPR-12")
    void aPropertyNeedsAName(String name) {
        new Calls<JMSProducer>()
                .with("boolean", p -> p.setProperty(name, true))
                .with("byte", p -> p.setProperty(name, (byte) 1))
                .with("short", p -> p.setProperty(name, (short) 1))
                .with("int", p -> p.setProperty(name, 1))
                .with("long", p -> p.setProperty(name, 1L))
                .with("float", p -> p.setProperty(name, 1f))
                .with("double", p -> p.setProperty(name, 1d))
                .with("String", p -> p.setProperty(name, "1"))
                .with("Object", p -> p.setProperty(name, (Object) 1))
                .allThrow(IllegalArgumentException.class, newContext().createProducer());
    }

    @Test
    @Covers("JPR-12")
    void unsupportedPropertyValuesAreRefusedByTheSetter() {
        JMSProducer producer = newContext().createProducer();
        new Calls<JMSProducer>()
                .with("list", p -> p.setProperty("a", List.of()))
                .with("char", p -> p.setProperty("a", (Object) 'c'))
                .with("bytes", p -> p.setProperty("a", new byte[] {1}))
                .with("object", p -> p.setProperty("a", new Object()))
                .allThrow(MessageFormatRuntimeException.class, producer);
        assertFalse(producer.propertyExists("a"));
    }

    @Test
    @Covers("JPR-13")
    void gettersConvertAsTheyDoForMessages() {
        JMSProducer producer = newContext().createProducer();
        producer.setProperty("int", 1).setProperty("text", "17").setProperty("word", "word");
        producer.setProperty("yes", true).setProperty("double", 1.5d);
        assertEquals(1, producer.getIntProperty("int"));
        assertEquals(1L, producer.getLongProperty("int"));
        assertEquals("1", producer.getStringProperty("int"));
        assertEquals(1, producer.getObjectProperty("int"));
        assertEquals((byte) 17, producer.getByteProperty("text"));
        assertEquals((short) 17, producer.getShortProperty("text"));
        assertEquals(17, producer.getIntProperty("text"));
        assertEquals(17L, producer.getLongProperty("text"));
        assertEquals(17f, producer.getFloatProperty("text"));
        assertEquals(17d, producer.getDoubleProperty("text"));
        assertFalse(producer.getBooleanProperty("text"));
        assertTrue(producer.getBooleanProperty("yes"));
        assertEquals("true", producer.getStringProperty("yes"));
        new Calls<JMSProducer>()
                .with("int as byte", p -> p.getByteProperty("int"))
                .with("int as short", p -> p.getShortProperty("int"))
                .with("int as float", p -> p.getFloatProperty("int"))
                .with("int as double", p -> p.getDoubleProperty("int"))
                .with("int as boolean", p -> p.getBooleanProperty("int"))
                .with("double as float", p -> p.getFloatProperty("double"))
                .with("double as int", p -> p.getIntProperty("double"))
                .with("boolean as int", p -> p.getIntProperty("yes"))
                .allThrow(MessageFormatRuntimeException.class, producer);
        new Calls<JMSProducer>()
                .with("word as byte", p -> p.getByteProperty("word"))
                .with("word as int", p -> p.getIntProperty("word"))
                .with("word as double", p -> p.getDoubleProperty("word"))
                .allThrow(NumberFormatException.class, producer);
    }

    @Test
    @Covers("JPR-13")
    void absentPropertiesReadAsNull() {
        JMSProducer producer = newContext().createProducer();
        assertFalse(producer.propertyExists("absent"));
        assertNull(producer.getObjectProperty("absent"));
        assertNull(producer.getStringProperty("absent"));
        assertFalse(producer.getBooleanProperty("absent"));
        new Calls<JMSProducer>()
                .with("byte", p -> p.getByteProperty("absent"))
                .with("short", p -> p.getShortProperty("absent"))
                .with("int", p -> p.getIntProperty("absent"))
                .with("long", p -> p.getLongProperty("absent"))
                .allThrow(NumberFormatException.class, producer);
        new Calls<JMSProducer>()
                .with("float", p -> p.getFloatProperty("absent"))
                .with("double", p -> p.getDoubleProperty("absent"))
                .allThrow(NullPointerException.class, producer);
        producer.setProperty("present", 1);
        assertTrue(producer.propertyExists("present"));
        producer.clearProperties();
        assertFalse(producer.propertyExists("present"));
        assertNull(producer.getObjectProperty("present"));
    }

    @Test
    @Covers("JPR-14")
    void theNamesAreALiveUnmodifiableView() {
        JMSProducer producer = newContext().createProducer();
        Set<String> propertyNames = producer.getPropertyNames();
        assertEquals(Set.of(), propertyNames);
        producer.setProperty("a", 1).setProperty("b", 2);
        assertEquals(Set.of("a", "b"), new TreeSet<>(propertyNames));
        new Calls<Set<String>>()
                .with("remove", names -> names.remove("a"))
                .with("clear", Set::clear)
                .with("add", names -> names.add("c"))
                .with("iterator.remove", names -> {
                    Iterator<String> iterator = names.iterator();
                    iterator.next();
                    iterator.remove();
                })
                .allThrow(UnsupportedOperationException.class, propertyNames);
        assertEquals(Set.of("a", "b"), new TreeSet<>(producer.getPropertyNames()));
        producer.clearProperties();
        assertTrue(propertyNames.isEmpty());
    }

    @Test
    @Covers("JPR-15")
    void headersOverrideThoseOfTheMessage() throws Exception {
        Queue queue = newQueue();
        Queue replies = newQueue();
        JMSContext context = newContext();
        JMSProducer producer = context.createProducer();
        assertNull(producer.getJMSCorrelationID());
        assertNull(producer.getJMSCorrelationIDAsBytes());
        assertNull(producer.getJMSType());
        assertNull(producer.getJMSReplyTo());
        producer.setJMSCorrelationID("producer").setJMSType("producer").setJMSReplyTo(replies);
        assertEquals("producer", producer.getJMSCorrelationID());
        assertEquals("producer", producer.getJMSType());
        assertEquals(replies, producer.getJMSReplyTo());
        Message message = messageWithHeaders(context, queue);
        producer.send(queue, message);
        Message received = receiveFrom(queue);
        assertEquals("producer", received.getJMSCorrelationID());
        assertEquals("producer", received.getJMSType());
        assertEquals(replies, received.getJMSReplyTo());
    }

    private static Message messageWithHeaders(JMSContext context, Queue replyTo) throws Exception {
        TextMessage message = context.createTextMessage("text");
        message.setJMSCorrelationID("message");
        message.setJMSType("message");
        message.setJMSReplyTo(replyTo);
        return message;
    }

    @Test
    @Covers("JPR-15")
    void theCorrelationIdMayBeBytes() throws Exception {
        Queue queue = newQueue();
        JMSProducer producer = newContext().createProducer();
        byte[] id = {1, 2, -3};
        producer.setJMSCorrelationIDAsBytes(id);
        assertArrayEquals(id, producer.getJMSCorrelationIDAsBytes());
        producer.send(queue, "text");
        assertArrayEquals(id, receiveFrom(queue).getJMSCorrelationIDAsBytes());
    }

    /** The rule leaves null open; ours is "not set": the message keeps its own. */
    @Test
    @Covers("JPR-16")
    void aHeaderSetToNullIsNotSet() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSProducer producer = context.createProducer()
                .setJMSCorrelationID("producer")
                .setJMSType("producer")
                .setJMSReplyTo(newQueue());
        producer.setJMSCorrelationID(null).setJMSType(null).setJMSReplyTo(null);
        assertNull(producer.getJMSCorrelationID());
        assertNull(producer.getJMSType());
        assertNull(producer.getJMSReplyTo());
        producer.send(queue, messageWithHeaders(context, queue));
        Message received = receiveFrom(queue);
        assertEquals("message", received.getJMSCorrelationID());
        assertEquals("message", received.getJMSType());
        assertEquals(queue, received.getJMSReplyTo());
    }

    @Test
    @Covers("JPR-17")
    void theBytesOfTheCorrelationIdAreCopied() throws Exception {
        Queue queue = newQueue();
        JMSProducer producer = newContext().createProducer();
        byte[] id = {1, 2, 3};
        producer.setJMSCorrelationIDAsBytes(id);
        id[0] = 9;
        producer.getJMSCorrelationIDAsBytes()[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, producer.getJMSCorrelationIDAsBytes());
        producer.send(queue, "text");
        assertArrayEquals(new byte[] {1, 2, 3}, receiveFrom(queue).getJMSCorrelationIDAsBytes());
        producer.setJMSCorrelationIDAsBytes(null);
        producer.send(queue, "text");
        assertNull(receiveFrom(queue).getJMSCorrelationIDAsBytes());
    }

    /** The rule leaves this open; ours: the last call wins. */
    @Test
    @Covers("JPR-18")
    void ofTextAndBytesAsCorrelationIdTheLastWins() throws Exception {
        Queue queue = newQueue();
        JMSProducer producer = newContext().createProducer();
        producer.setJMSCorrelationID("text").setJMSCorrelationIDAsBytes(new byte[] {1, 2});
        producer.send(queue, "bytes");
        assertArrayEquals(new byte[] {1, 2}, receiveFrom(queue).getJMSCorrelationIDAsBytes());
        producer.setJMSCorrelationID("text");
        producer.send(queue, "text");
        assertEquals("text", receiveFrom(queue).getJMSCorrelationID());
    }
}
