package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Object bodies: when they are serialised, which may be deserialised. */
class ObjectMessageConformanceTest extends ConformanceTest {

    /** Not what it says: serialising it fails. */
    private static final class Unserialisable implements Serializable {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that this field cannot be serialised is the point
        final Object field = new Object();
    }

    /** A plain value of this suite, accepted by the ordinary factory. */
    record Order(String customer, int amount) implements Serializable {}

    @Test
    @Covers("OBJ-1")
    void theBodyIsASnapshot() throws Exception {
        ArrayList<String> list = new ArrayList<>(List.of("a"));
        ObjectMessage set = session().createObjectMessage();
        set.setObject(list);
        ObjectMessage created = session().createObjectMessage(list);
        ObjectMessage inContext = newContext().createObjectMessage(list);
        list.add("b");
        for (ObjectMessage each : new ObjectMessage[] {set, created, inContext}) {
            assertEquals(List.of("a"), each.getObject());
            assertEquals(List.of("a"), roundTrip(each, ObjectMessage.class).getObject());
        }
    }

    @Test
    @Covers({"OBJ-2", "OBJ-9"})
    void aNewOrClearedMessageHasNoObject() throws Exception {
        ObjectMessage message = session().createObjectMessage();
        assertNull(message.getObject());
        message.setObject("x");
        message.setObject(null);
        assertNull(message.getObject());
        assertNull(roundTrip(message, ObjectMessage.class).getObject());
        message.setObject("x");
        message.clearBody();
        assertNull(message.getObject());
        assertNull(roundTrip(message, ObjectMessage.class).getObject());
        message.setObject("x");
        ObjectMessage received = roundTrip(message, ObjectMessage.class);
        received.clearBody();
        assertNull(received.getObject());
    }

    @Test
    @Covers("OBJ-3")
    void anObjectThatCannotBeSerialisedIsRefusedAtOnce() throws Exception {
        Unserialisable object = new Unserialisable();
        assertTrue(object.field != null);
        ObjectMessage message = session().createObjectMessage();
        JMSContext context = newContext();
        assertThrows(MessageFormatException.class, () -> message.setObject(object));
        assertThrows(JMSException.class, () -> session().createObjectMessage(object));
        assertThrows(JMSRuntimeException.class, () -> context.createObjectMessage(object));
        assertNull(message.getObject());
    }

    @Test
    @Covers("OBJ-4")
    void anObjectThatIsNotAllowedIsAFormatError() throws Exception {
        Queue queue = newQueue();
        send(queue, session().createObjectMessage(new Order("Ana", 3)));
        Session careful =
                newConnection(provider.allowingDeserialization("java.lang.*")).createSession();
        ObjectMessage received = (ObjectMessage) receive(careful.createConsumer(queue));
        assertThrows(MessageFormatException.class, received::getObject);
        assertThrows(MessageFormatException.class, received::getObject);
    }

    @Test
    @OurDecision
    @Covers({"OBJ-4", "OBJ-7"})
    void nothingIsAllowedUnlessTheAdministratorSaysSo() throws Exception {
        Queue queue = newQueue();
        send(queue, session().createObjectMessage(new Order("Ana", 3)));
        Session denying = newConnection(provider.allowingDeserialization()).createSession();
        ObjectMessage received = (ObjectMessage) receive(denying.createConsumer(queue));
        assertThrows(MessageFormatException.class, received::getObject);
    }

    @Test
    @Covers("OBJ-4")
    void anObjectThatIsAllowedIsRead() throws Exception {
        Queue queue = newQueue();
        send(queue, session().createObjectMessage(new Order("Ana", 3)));
        Session allowing = newConnection(provider.allowingDeserialization("java.lang.*", "io.chasqui.conformance.*"))
                .createSession();
        ObjectMessage received = (ObjectMessage) receive(allowing.createConsumer(queue));
        assertEquals(new Order("Ana", 3), received.getObject());
    }

    @Test
    @Covers("OBJ-4")
    void anObjectOfAMissingClassIsAFormatError() throws Exception {
        ObjectMessage received =
                roundTrip(session().createObjectMessage(VanishingClass.instance()), ObjectMessage.class);
        assertThrows(MessageFormatException.class, received::getObject);
    }

    @Test
    @Covers("OBJ-8")
    void anObjectOfAMissingClassCanBeReceivedAndForwarded() throws Exception {
        ObjectMessage message = session().createObjectMessage(VanishingClass.instance());
        message.setIntProperty("number", 7);
        ObjectMessage received = roundTrip(message, ObjectMessage.class);
        assertEquals(7, received.getIntProperty("number"));
        ObjectMessage forwarded = roundTrip(received, ObjectMessage.class);
        assertThrows(MessageFormatException.class, forwarded::getObject);
    }

    @Test
    @OurDecision
    @Covers("OBJ-7")
    void theContextClassLoaderFindsTheClass() throws Exception {
        Serializable object = VanishingClass.instance();
        ObjectMessage received = roundTrip(session().createObjectMessage(object), ObjectMessage.class);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(object.getClass().getClassLoader());
        try {
            assertEquals(object.getClass(), received.getObject().getClass());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    @Covers("OBJ-5")
    void readersDoNotShareTheObject() throws Exception {
        Topic topic = newTopic();
        MessageConsumer first = session().createConsumer(topic);
        MessageConsumer second = newConnection().createSession().createConsumer(topic);
        send(topic, session().createObjectMessage(new ArrayList<>(List.of("a"))));
        ObjectMessage received = (ObjectMessage) receive(first);
        @SuppressWarnings("unchecked")
        List<String> list = (List<String>) received.getObject();
        list.add("b");
        assertNotSame(list, received.getObject());
        assertEquals(List.of("a"), received.getObject());
        assertEquals(List.of("a"), ((ObjectMessage) receive(second)).getObject());
    }

    @Test
    @Covers("OBJ-6")
    void theSenderReadsItsOwnMessage() throws Exception {
        ObjectMessage message = session().createObjectMessage(new Order("Ana", 3));
        assertEquals(new Order("Ana", 3), message.getObject());
        send(newQueue(), message);
        assertEquals(new Order("Ana", 3), message.getObject());
        message.setObject(4);
        assertEquals(4, message.getObject());
    }

    @Test
    @Covers("OBJ-4")
    void aFailedReadLeavesTheMessageAsItWas() throws Exception {
        ObjectMessage received =
                roundTrip(session().createObjectMessage(VanishingClass.instance()), ObjectMessage.class);
        assertThrows(MessageFormatException.class, received::getObject);
        assertFalse(received.isBodyAssignableTo(Serializable.class));
        received.clearBody();
        received.setObject("new");
        assertEquals("new", received.getObject());
    }
}
