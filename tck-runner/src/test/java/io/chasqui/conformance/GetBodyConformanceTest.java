package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** getBody and isBodyAssignableTo, for every kind, on the sender's and the receiver's message. */
class GetBodyConformanceTest extends ConformanceTest {

    /** For each kind with a body: the classes it can be had as, and some it cannot. */
    static Stream<Arguments> classes() {
        return Stream.of(
                arguments(
                        AllKinds.TEXT,
                        List.of(String.class, Object.class, CharSequence.class, Comparable.class, Serializable.class),
                        List.of(Integer.class, StringBuilder.class, Map.class, byte[].class)),
                arguments(
                        AllKinds.OBJECT,
                        List.of(Integer.class, Number.class, Comparable.class, Serializable.class, Object.class),
                        List.of(String.class, Long.class, Map.class)),
                arguments(
                        AllKinds.MAP,
                        List.of(Map.class, Object.class),
                        List.of(HashMap.class, String.class, Collection.class, Integer.class)),
                arguments(
                        AllKinds.BYTES,
                        List.of(byte[].class, Object.class),
                        List.of(String.class, Byte[].class, int[].class, Map.class)),
                arguments(
                        AllKinds.STREAM,
                        List.of(),
                        List.of(Object.class, String.class, List.class, byte[].class, Integer.class)));
    }

    @ParameterizedTest
    @MethodSource("classes")
    @Covers({"GBD-1", "GBD-2", "GBD-3", "GBD-5", "GBD-7", "GBD-13", "GBD-14", "GBD-15"})
    void aBodyCanBeHadAsItsClasses(AllKinds kind, List<Class<?>> possible, List<Class<?>> impossible) throws Exception {
        Message local = kind.create(session(), 7);
        Message received = roundTrip(local, Message.class);
        for (Message message : new Message[] {local, received}) {
            for (Class<?> type : possible) {
                assertTrue(type.isInstance(message.getBody(type)), type::toString);
                assertTrue(message.isBodyAssignableTo(type), type::toString);
            }
            for (Class<?> type : impossible) {
                assertThrows(MessageFormatException.class, () -> message.getBody(type), type::toString);
                assertFalse(message.isBodyAssignableTo(type), type::toString);
            }
        }
    }

    @Test
    @Covers({"GBD-1", "GBD-2"})
    void textAndObjectAreTheBody() throws Exception {
        assertEquals(
                "text",
                roundTrip(session().createTextMessage("text"), TextMessage.class)
                        .getBody(String.class));
        ObjectMessage list = session().createObjectMessage(new ArrayList<>(List.of("a")));
        assertEquals(List.of("a"), list.getBody(List.class));
        assertEquals(List.of("a"), roundTrip(list, ObjectMessage.class).getBody(Collection.class));
    }

    @Test
    @Covers("GBD-4")
    void aMapIsACopyOfAllEntries() throws Exception {
        MapMessage map = session().createMapMessage();
        map.setBoolean("boolean", true);
        map.setByte("byte", (byte) 1);
        map.setChar("char", 'c');
        map.setLong("long", 2);
        map.setString("string", "three");
        map.setString("null", null);
        map.setBytes("bytes", new byte[] {4});
        for (MapMessage each : new MapMessage[] {map, roundTrip(map, MapMessage.class)}) {
            @SuppressWarnings("unchecked")
            Map<String, Object> body = each.getBody(Map.class);
            assertArrayEquals(new byte[] {4}, (byte[]) body.get("bytes"));
            assertTrue(body.containsKey("null"));
            assertNull(body.get("null"));
            assertEquals(true, body.get("boolean"));
            assertEquals((byte) 1, body.get("byte"));
            assertEquals('c', body.get("char"));
            assertEquals(2L, body.get("long"));
            assertEquals("three", body.get("string"));
            assertEquals(7, body.size());
            try {
                body.put("more", 5);
            } catch (UnsupportedOperationException unmodifiable) {
                assertFalse(body.containsKey("more"));
            }
            assertFalse(each.itemExists("more"));
        }
    }

    @Test
    @Covers("GBD-6")
    void bytesAreHadWholeWhateverThePositionOrMode() throws Exception {
        byte[] all = {1, 2, 3};
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeBytes(all);
        BytesMessage received = roundTrip(bytes, BytesMessage.class);
        received.readByte();
        assertArrayEquals(all, received.getBody(byte[].class));
        assertEquals(1, received.readByte());

        assertArrayEquals(all, bytes.getBody(byte[].class));
        assertThrows(MessageNotWriteableException.class, () -> bytes.writeByte((byte) 4));
        assertEquals(1, bytes.readByte());
        assertArrayEquals(all, (byte[]) bytes.getBody(Object.class));
        assertEquals(1, bytes.readByte());
    }

    @Test
    @Covers("GBD-6")
    void bytesInWriteModeAreNotHadAsAnotherClass() throws Exception {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeByte((byte) 1);
        assertThrows(MessageFormatException.class, () -> bytes.getBody(String.class));
        assertThrows(MessageFormatException.class, () -> bytes.getBody(Integer.class));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "STREAM")
    @Covers({"GBD-8", "GBD-9", "GBD-13", "GBD-14"})
    void noBodyIsHadAsNullOfAnyClass(AllKinds kind) throws Exception {
        Message local = kind.empty(session());
        Message received = roundTrip(kind.empty(session()), Message.class);
        Message cleared = roundTrip(kind.create(session(), 7), Message.class);
        cleared.clearBody();
        for (Message message : new Message[] {local, received, cleared}) {
            for (Class<?> type : List.of(
                    String.class, Integer.class, Map.class, HashMap.class, byte[].class, Object.class, Thread.class)) {
                assertTrue(message.isBodyAssignableTo(type), type::toString);
                assertNull(message.getBody(type), type::toString);
            }
        }
    }

    @Test
    @Covers({"GBD-7", "GBD-14"})
    void anEmptyStreamIsNotHadEither() throws Exception {
        StreamMessage stream = session().createStreamMessage();
        for (StreamMessage each : new StreamMessage[] {stream, roundTrip(stream, StreamMessage.class)}) {
            assertThrows(MessageFormatException.class, () -> each.getBody(Object.class));
            assertFalse(each.isBodyAssignableTo(Object.class));
        }
    }

    @Test
    @Covers("GBD-10")
    void emptyTextIsABody() throws Exception {
        TextMessage empty = session().createTextMessage("");
        for (TextMessage each : new TextMessage[] {empty, roundTrip(empty, TextMessage.class)}) {
            assertEquals("", each.getBody(String.class));
            assertThrows(MessageFormatException.class, () -> each.getBody(Integer.class));
            assertFalse(each.isBodyAssignableTo(Integer.class));
        }
    }

    @Test
    @Covers({"GBD-11", "GBD-14"})
    void anObjectThatCannotBeReadIsAFormatError() throws Exception {
        ObjectMessage received =
                roundTrip(session().createObjectMessage(VanishingClass.instance()), ObjectMessage.class);
        assertThrows(MessageFormatException.class, () -> received.getBody(Serializable.class));
        assertFalse(received.isBodyAssignableTo(Serializable.class));
        assertFalse(received.isBodyAssignableTo(Object.class));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "STREAM")
    @Covers("GBD-12")
    void gettingTheBodyChangesNothing(AllKinds kind) throws Exception {
        Queue queue = newQueue();
        Message message = kind.create(session(), 7);
        message.setIntProperty("number", 7);
        send(queue, message);
        Session session = newSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        Message received = receive(consumer);
        for (int i = 0; i < 3; i++) {
            assertEquals(kind == AllKinds.PLAIN, received.getBody(Object.class) == null);
            assertTrue(received.isBodyAssignableTo(Object.class));
        }
        assertEquals(7, received.getIntProperty("number"));
        assertThrows(JMSException.class, () -> received.setIntProperty("number", 8));
        assertEquals(kind.holding(7), kind.read(received));
        session.recover();
        assertTrue(receive(consumer).getJMSRedelivered(), "it was acknowledged");
    }

    @Test
    @OurDecision
    @Covers("GBD-16")
    void noClassIsANullPointerError() throws Exception {
        TextMessage message = session().createTextMessage("text");
        assertThrows(NullPointerException.class, () -> message.getBody(null));
        assertThrows(NullPointerException.class, () -> message.isBodyAssignableTo(null));
    }
}
