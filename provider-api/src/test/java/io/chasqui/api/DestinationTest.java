package io.chasqui.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import org.junit.jupiter.api.Test;

/** Queues and topics as administered objects. */
class DestinationTest {

    @Test
    void dst3SerializedCopiesAreEqual() throws Exception {
        assertEquals(new ChasquiQueue("a"), RoundTrip.serialized(new ChasquiQueue("a")));
        assertEquals(new ChasquiTopic("a"), RoundTrip.serialized(new ChasquiTopic("a")));
    }

    @Test
    void dst4ReferencedCopiesAreEqualAndNew() throws Exception {
        ChasquiQueue queue = new ChasquiQueue("a/b ü");
        assertEquals(queue, RoundTrip.referenced(queue));
        assertNotSame(queue, RoundTrip.referenced(queue));
        assertEquals(new ChasquiTopic("a"), RoundTrip.referenced(new ChasquiTopic("a")));
    }

    @Test
    void dst5BeansGetTheirNameLater() {
        ChasquiQueue queue = new ChasquiQueue();
        assertNull(queue.getQueueName());
        assertThrows(NamingException.class, queue::getReference);

        queue.setName("a");

        assertEquals(new ChasquiQueue("a"), queue);
        assertThrows(IllegalArgumentException.class, () -> queue.setName(""));
    }

    @Test
    void dst11EqualityIsByKindAndName() {
        assertEquals(new ChasquiQueue("a").hashCode(), new ChasquiQueue("a").hashCode());
        assertNotEquals(new ChasquiQueue("a"), new ChasquiQueue("b"));
        assertNotEquals(new ChasquiQueue("a"), new ChasquiTopic("a"));
    }

    @Test
    void foreignAndBrokenReferencesAreToldApart() throws Exception {
        ChasquiObjectFactory objects = new ChasquiObjectFactory();

        assertNull(objects.getObjectInstance("text", null, null, null));
        assertNull(objects.getObjectInstance(new Reference("org.example.Other"), null, null, null));
        for (Class<?> type : new Class<?>[] {ChasquiQueue.class, ChasquiTopic.class, ChasquiConnectionFactory.class}) {
            Reference empty = new Reference(type.getName());
            String message = assertThrows(
                            NamingException.class, () -> objects.getObjectInstance(empty, null, null, null))
                    .getMessage();
            assertTrue(message.contains(type.getName()), message);
        }
    }

    @Test
    void aReferenceWithABadOptionIsRefused() throws Exception {
        Reference reference = new ChasquiConnectionFactory("vm://orders").getReference();
        for (int index = 0; index < reference.size(); index++) {
            if (reference.get(index).getType().equals("prefetch")) {
                reference.remove(index);
                reference.add(index, new StringRefAddr("prefetch", "many"));
            }
        }

        NamingException refused = assertThrows(
                NamingException.class, () -> new ChasquiObjectFactory().getObjectInstance(reference, null, null, null));

        assertTrue(refused.getMessage().contains("'many' is not a whole number"), refused.getMessage());
    }
}
