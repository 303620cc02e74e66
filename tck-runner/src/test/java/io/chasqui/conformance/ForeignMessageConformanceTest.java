package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.foreign.ForeignBytesMessage;
import io.chasqui.conformance.foreign.ForeignMapMessage;
import io.chasqui.conformance.foreign.ForeignMessage;
import io.chasqui.conformance.foreign.ForeignObjectMessage;
import io.chasqui.conformance.foreign.ForeignQueue;
import io.chasqui.conformance.foreign.ForeignStreamMessage;
import io.chasqui.conformance.foreign.ForeignTextMessage;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages that another provider made, sent through ours. */
class ForeignMessageConformanceTest extends ConformanceTest {

    @Test
    @Covers("MSG-4")
    void aForeignMessageKeepsItsHeadersAndProperties() throws Exception {
        Queue replies = newQueue();
        ForeignMessage message = new ForeignMessage();
        message.setJMSCorrelationID("correlation");
        message.setJMSType("type");
        message.setJMSReplyTo(replies);
        message.setBooleanProperty("boolean", true);
        message.setByteProperty("byte", (byte) 1);
        message.setShortProperty("short", (short) 2);
        message.setIntProperty("int", 3);
        message.setLongProperty("long", 4);
        message.setFloatProperty("float", 5.5f);
        message.setDoubleProperty("double", 6.5);
        message.setStringProperty("string", "seven");

        Message received = roundTrip(message, Message.class);
        assertTrue(AllKinds.PLAIN.isExactKindOf(received));
        assertEquals("correlation", received.getJMSCorrelationID());
        assertEquals("type", received.getJMSType());
        assertEquals(replies, received.getJMSReplyTo());
        assertEquals(true, received.getObjectProperty("boolean"));
        assertEquals((byte) 1, received.getObjectProperty("byte"));
        assertEquals((short) 2, received.getObjectProperty("short"));
        assertEquals(3, received.getObjectProperty("int"));
        assertEquals(4L, received.getObjectProperty("long"));
        assertEquals(5.5f, received.getObjectProperty("float"));
        assertEquals(6.5, received.getObjectProperty("double"));
        assertEquals("seven", received.getObjectProperty("string"));
    }

    @Test
    @Covers({"MSG-4", "HDR-13"})
    void aForeignMessageNeedNotSupportCorrelationBytes() throws Exception {
        TextMessage message = new ForeignTextMessage("text") {
            @Override
            public byte[] getJMSCorrelationIDAsBytes() {
                throw new UnsupportedOperationException("correlation IDs are strings here");
            }
        };
        message.setJMSCorrelationID("correlation");
        assertEquals("correlation", roundTrip(message, TextMessage.class).getJMSCorrelationID());
    }

    @Test
    @Covers("MSG-4")
    void foreignTextAndObjectsKeepTheirBody() throws Exception {
        TextMessage text = new ForeignTextMessage("foreign");
        assertEquals("foreign", roundTrip(text, TextMessage.class).getText());
        ObjectMessage object = new ForeignObjectMessage();
        object.setObject(new java.util.ArrayList<>(List.of(1, 2)));
        assertEquals(List.of(1, 2), roundTrip(object, ObjectMessage.class).getObject());
    }

    @Test
    @Covers("MSG-4")
    void foreignBytesKeepTheirBodyWhateverTheirMode() throws Exception {
        BytesMessage bytes = new ForeignBytesMessage();
        bytes.writeInt(1);
        bytes.writeUTF("two");
        bytes.writeBoolean(true);
        for (int i = 0; i < 2; i++) {
            BytesMessage received = roundTrip(bytes, BytesMessage.class);
            assertEquals(1, received.readInt());
            assertEquals("two", received.readUTF());
            assertTrue(received.readBoolean());
            assertEquals(-1, received.readBytes(new byte[1]));
            bytes.reset();
            bytes.readInt();
        }
    }

    @Test
    @Covers("MSG-4")
    void aForeignStreamKeepsItsFields() throws Exception {
        StreamMessage stream = new ForeignStreamMessage();
        List<Object> fields = List.of(true, (byte) 1, (short) 2, 'c', 3, 4L, 5.5f, 6.5, "seven");
        for (Object field : fields) {
            stream.writeObject(field);
        }
        stream.writeObject(null);
        stream.writeBytes(new byte[] {8, 9});
        StreamMessage received = roundTrip(stream, StreamMessage.class);
        for (Object field : fields) {
            assertEquals(field, received.readObject());
        }
        assertNull(received.readObject());
        assertArrayEquals(new byte[] {8, 9}, (byte[]) received.readObject());
    }

    @Test
    @Covers("MSG-4")
    void aForeignMapKeepsItsEntries() throws Exception {
        MapMessage map = new ForeignMapMessage();
        List<Object> values = Arrays.asList(true, (byte) 1, (short) 2, 'c', 3, 4L, 5.5f, 6.5, "seven", null);
        for (int i = 0; i < values.size(); i++) {
            map.setObject("entry " + i, values.get(i));
        }
        map.setBytes("bytes", new byte[] {8, 9});
        MapMessage received = roundTrip(map, MapMessage.class);
        for (int i = 0; i < values.size(); i++) {
            assertEquals(values.get(i), received.getObject("entry " + i));
        }
        assertArrayEquals(new byte[] {8, 9}, received.getBytes("bytes"));
        assertEquals(values.size() + 1, setOf(received.getMapNames()).size());
    }

    @Test
    @Covers("MSG-5")
    void theSendWritesHeadersIntoTheForeignMessage() throws Exception {
        Queue queue = newQueue();
        for (ForeignMessage message : List.of(
                new ForeignMessage(),
                new ForeignTextMessage("text"),
                new ForeignBytesMessage(),
                new ForeignMapMessage(),
                new ForeignStreamMessage(),
                new ForeignObjectMessage())) {
            MessageProducer producer = session().createProducer(queue);
            producer.setDeliveryDelay(1);
            long before = System.currentTimeMillis();
            producer.send(message, DeliveryMode.NON_PERSISTENT, 7, 60_000);
            long after = System.currentTimeMillis();
            assertEquals(queue, message.getJMSDestination());
            assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
            assertEquals(7, message.getJMSPriority());
            assertTrue(message.getJMSTimestamp() >= before && message.getJMSTimestamp() <= after);
            assertTrue(message.getJMSExpiration() >= before + 60_000 && message.getJMSExpiration() <= after + 60_000);
            assertTrue(message.getJMSDeliveryTime() >= before + 1 && message.getJMSDeliveryTime() <= after + 1);
            assertEquals(receiveFrom(queue).getJMSMessageID(), message.getJMSMessageID());
            assertTrue(message.getJMSMessageID().startsWith("ID:"));
        }
    }

    @Test
    @Covers("MSG-5")
    void publishingAndTheSimplifiedApiWriteHeadersToo() throws Exception {
        Topic topic = newTopic();
        MessageConsumer subscriber = session().createConsumer(topic);
        ForeignTextMessage published = new ForeignTextMessage("published");
        send(topic, published);
        assertEquals(topic, published.getJMSDestination());
        assertEquals(receive(subscriber).getJMSMessageID(), published.getJMSMessageID());

        JMSContext context = newContext();
        ForeignTextMessage sent = new ForeignTextMessage("sent");
        context.createProducer().setPriority(3).send(topic, sent);
        assertEquals(3, sent.getJMSPriority());
        assertEquals(receive(subscriber).getJMSMessageID(), sent.getJMSMessageID());
    }

    @Test
    @Covers("MSG-6")
    void aForeignMessageOfAnOlderApiNeedsNoDeliveryTime() throws Exception {
        TextMessage old = new ForeignTextMessage("of JMS 1.1") {
            @Override
            public void setJMSDeliveryTime(long deliveryTime) {
                throw new AbstractMethodError("setJMSDeliveryTime");
            }

            @Override
            public long getJMSDeliveryTime() {
                throw new AbstractMethodError("getJMSDeliveryTime");
            }
        };
        assertEquals("of JMS 1.1", roundTrip(old, TextMessage.class).getText());
        assertEquals(Set.of(), setOf(old.getPropertyNames()));
    }

    @Test
    @OurDecision
    @Covers("MSG-7")
    void aForeignReplyToIsLeftOut() throws Exception {
        ForeignTextMessage message = new ForeignTextMessage("text");
        message.setJMSReplyTo(new ForeignQueue("elsewhere"));
        TextMessage received = roundTrip(message, TextMessage.class);
        assertEquals("text", received.getText());
        assertNull(received.getJMSReplyTo());
    }

    @Test
    @Covers("MSG-25")
    void aMessageThatCannotBeReadIsAFormatError() throws Exception {
        Queue queue = newQueue();
        assertThrows(MessageFormatException.class, () -> send(queue, new Unreadable()));
        assertThrows(
                MessageFormatRuntimeException.class,
                () -> newContext().createProducer().send(queue, new Unreadable()));
        assertNull(session().createConsumer(queue).receiveNoWait());
    }

    @Test
    @Covers("MSG-25")
    void anAsyncSendReportsAMessageThatCannotBeRead() throws Exception {
        Collected<Exception> failures = new Collected<>();
        MessageProducer producer = session().createProducer(newQueue());
        try {
            producer.send(new Unreadable(), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    failures.add(new Exception("completed"));
                }

                @Override
                public void onException(Message message, Exception exception) {
                    failures.add(exception);
                }
            });
        } catch (MessageFormatException atOnce) {
            failures.add(atOnce); // errors found before the send begins may be thrown
        }
        assertInstanceOf(MessageFormatException.class, failures.next());
    }

    private static final class Unreadable extends ForeignTextMessage {
        @Override
        public String getText() throws MessageFormatException {
            throw new MessageFormatException("this text cannot be had");
        }
    }
}
