package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When content can be changed, and that nobody changes it from outside. */
class MessageContentConformanceTest extends ConformanceTest {

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-11")
    void aNewMessageIsWritableAndStaysSoAfterASend(AllKinds kind) throws Exception {
        Queue queue = newQueue();
        Message message = kind.create(session(), 1);
        message.setIntProperty("a", 1);
        send(queue, message);
        kind.write(message, 2);
        message.setIntProperty("b", 2);
        message.setJMSType("still writable");
        send(queue, message);
        receiveFrom(queue);
        Message second = receiveFrom(queue);
        boolean appends = kind == AllKinds.BYTES || kind == AllKinds.STREAM;
        assertEquals(appends ? List.of(1, 2) : kind.holding(2), kind.read(second));
        assertEquals(2, second.getIntProperty("b"));
    }

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-12")
    void aReceivedMessageIsReadOnlyApartFromItsHeaders(AllKinds kind) throws Exception {
        Message received = received(kind);
        if (kind != AllKinds.PLAIN) {
            assertThrows(MessageNotWriteableException.class, () -> kind.write(received, 8));
        }
        assertAll(
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setBooleanProperty("n", true)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setByteProperty("n", (byte) 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setShortProperty("n", (short) 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setIntProperty("n", 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setLongProperty("n", 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setFloatProperty("n", 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setDoubleProperty("n", 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setStringProperty("n", "1")),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setObjectProperty("n", 1)));
        received.setJMSType("changed");
        received.setJMSCorrelationID("changed");
        received.setJMSPriority(9);
        assertEquals("changed", received.getJMSType());
        assertEquals("changed", received.getJMSCorrelationID());
        assertEquals(9, received.getJMSPriority());
        assertEquals(kind.holding(7), kind.read(received));
    }

    @ParameterizedTest
    @EnumSource
    @Covers({"MSG-13", "MSG-14"})
    void clearBodyMakesTheBodyNewAndLeavesTheRest(AllKinds kind) throws Exception {
        Message received = received(kind);
        String id = received.getJMSMessageID();
        received.clearBody();
        kind.write(received, 8);
        assertEquals(kind.holding(8), kind.read(received));
        assertEquals("kept", received.getStringProperty("name"));
        assertThrows(MessageNotWriteableException.class, () -> received.setStringProperty("name", "changed"));
        assertEquals(id, received.getJMSMessageID());
        assertEquals("kept", received.getJMSType());
        received.clearBody();
        Message resent = roundTrip(received, Message.class);
        assertEquals(List.of(), kind.read(resent));
        assertEquals("kept", resent.getStringProperty("name"));
    }

    @ParameterizedTest
    @EnumSource
    @Covers("MSG-15")
    void clearPropertiesMakesPropertiesNewAndLeavesTheRest(AllKinds kind) throws Exception {
        Message received = received(kind);
        String id = received.getJMSMessageID();
        received.clearProperties();
        assertTrue(setOf(received.getPropertyNames()).stream().noneMatch("name"::equals));
        assertNull(received.getStringProperty("name"));
        received.setStringProperty("name", "new");
        assertEquals("new", received.getStringProperty("name"));
        assertEquals(kind.holding(7), kind.read(received));
        if (kind != AllKinds.PLAIN) {
            assertThrows(MessageNotWriteableException.class, () -> kind.write(received, 8));
        }
        assertEquals(id, received.getJMSMessageID());
        assertEquals("kept", received.getJMSType());
    }

    @ParameterizedTest
    @EnumSource
    @Covers({"MSG-16", "HDR-30"})
    void aRedeliveredMessageIsTheOriginal(AllKinds kind) throws Exception {
        Queue queue = newQueue();
        send(queue, prepared(kind));
        Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        Message altered = receive(consumer);
        String id = altered.getJMSMessageID();
        altered.clearBody();
        kind.write(altered, 8);
        altered.clearProperties();
        altered.setStringProperty("name", "changed");
        altered.setJMSType("changed");
        altered.setJMSMessageID("ID:changed");
        altered.setJMSPriority(9);
        session.recover();

        Message again = receive(consumer);
        assertEquals(kind.holding(7), kind.read(again));
        assertEquals("kept", again.getStringProperty("name"));
        assertEquals("kept", again.getJMSType());
        assertEquals(id, again.getJMSMessageID());
        assertEquals(Message.DEFAULT_PRIORITY, again.getJMSPriority());
        assertTrue(again.getJMSRedelivered());
        assertEquals(2, again.getIntProperty("JMSXDeliveryCount"));
        again.acknowledge();
    }

    private Message prepared(AllKinds kind) throws Exception {
        Message message = kind.create(session(), 7);
        message.setStringProperty("name", "kept");
        message.setJMSType("kept");
        return message;
    }

    private Message received(AllKinds kind) throws Exception {
        return roundTrip(prepared(kind), Message.class);
    }

    @Test
    @Covers("MSG-17")
    void valuesAreCopiedIn() throws Exception {
        byte[] value = {1, 2, 3};
        ArrayList<String> list = new ArrayList<>(List.of("a"));
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeBytes(value);
        bytes.writeObject(value);
        MapMessage map = session().createMapMessage();
        map.setBytes("bytes", value);
        map.setObject("object", value);
        StreamMessage stream = session().createStreamMessage();
        stream.writeBytes(value);
        stream.writeObject(value);
        ObjectMessage object = session().createObjectMessage();
        object.setObject(list);
        value[0] = 99;
        list.set(0, "changed");

        byte[] original = {1, 2, 3};
        bytes.reset();
        assertArrayEquals(new byte[] {1, 2, 3, 1, 2, 3}, bytes.getBody(byte[].class));
        assertArrayEquals(original, map.getBytes("bytes"));
        assertArrayEquals(original, (byte[]) map.getObject("object"));
        stream.reset();
        assertArrayEquals(original, (byte[]) stream.readObject());
        assertArrayEquals(original, (byte[]) stream.readObject());
        assertEquals(List.of("a"), object.getObject());
    }

    @Test
    @Covers("MSG-18")
    void valuesOfAMapAreCopiedOut() throws Exception {
        MapMessage map = session().createMapMessage();
        map.setBytes("bytes", new byte[] {1});
        for (MapMessage each : new MapMessage[] {map, roundTrip(map, MapMessage.class)}) {
            each.getBytes("bytes")[0] = 99;
            ((byte[]) each.getObject("bytes"))[0] = 99;
            ((byte[]) each.getBody(Map.class).get("bytes"))[0] = 99;
            assertArrayEquals(new byte[] {1}, each.getBytes("bytes"));
        }
    }

    @Test
    @Covers("MSG-18")
    void valuesOfAStreamAreCopiedOut() throws Exception {
        StreamMessage stream = session().createStreamMessage();
        stream.writeBytes(new byte[] {1});
        for (StreamMessage each : new StreamMessage[] {roundTrip(stream, StreamMessage.class), stream}) {
            each.reset();
            ((byte[]) each.readObject())[0] = 99;
            each.reset();
            assertArrayEquals(new byte[] {1}, (byte[]) each.readObject());
        }
    }

    @Test
    @Covers("MSG-18")
    void bytesAndObjectsAreCopiedOut() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeByte((byte) 1);
        for (BytesMessage each : new BytesMessage[] {roundTrip(bytes, BytesMessage.class), bytes}) {
            each.reset();
            each.getBody(byte[].class)[0] = 99;
            assertArrayEquals(new byte[] {1}, each.getBody(byte[].class));
        }
        ObjectMessage object = session().createObjectMessage(new byte[] {1});
        for (ObjectMessage each : new ObjectMessage[] {object, roundTrip(object, ObjectMessage.class)}) {
            ((byte[]) each.getObject())[0] = 99;
            each.getBody(byte[].class)[0] = 99;
            assertArrayEquals(new byte[] {1}, (byte[]) each.getObject());
        }
    }

    @Test
    @Covers("MSG-19")
    void nullIsAValueOfABody() throws Exception {
        MapMessage map = session().createMapMessage();
        map.setString("string", null);
        map.setBytes("bytes", null);
        map.setObject("object", null);
        MapMessage receivedMap = roundTrip(map, MapMessage.class);
        assertNull(receivedMap.getString("string"));
        assertNull(receivedMap.getBytes("bytes"));
        assertNull(receivedMap.getObject("object"));

        StreamMessage stream = session().createStreamMessage();
        stream.writeString(null);
        stream.writeObject(null);
        StreamMessage receivedStream = roundTrip(stream, StreamMessage.class);
        assertNull(receivedStream.readString());
        assertNull(receivedStream.readObject());
        ObjectMessage object = session().createObjectMessage(null);
        assertNull(roundTrip(object, ObjectMessage.class).getObject());
    }
}
