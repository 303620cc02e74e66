package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import java.beans.Introspector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Set;
import java.util.stream.Stream;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;

/** Connection factories and destinations as things an administrator stores: serialised, in JNDI, as beans. */
class AdministeredObjectsConformanceTest extends ConformanceTest {

    @Test
    @Covers("DST-1")
    void aSerialisedConnectionFactoryKeepsItsSettingsAndConnects() throws Exception {
        String clientId = names.clientId();
        ConnectionFactory copy = serialised(provider.withClientId(clientId));
        // Whether the password travels with it is left open.
        assertEquals(
                clientId,
                track(copy.createConnection(provider.user(), provider.password()))
                        .getClientID());
    }

    @Test
    @Covers("DST-1")
    void everyKindOfConnectionFactorySurvivesSerialisation() throws Exception {
        String user = provider.user();
        String password = provider.password();
        track(serialised(provider.queueConnectionFactory()).createQueueConnection(user, password));
        track(serialised(provider.topicConnectionFactory()).createTopicConnection(user, password));
        track(serialised(provider.xaConnectionFactory()).createXAConnection(user, password));
    }

    @Test
    @Covers("DST-2")
    void aConnectionFactoryLookedUpByReferenceKeepsItsSettingsAndConnects() throws Exception {
        String clientId = names.clientId();
        ConnectionFactory copy =
                assertInstanceOf(ConnectionFactory.class, throughReference(provider.withClientId(clientId)));
        assertEquals(clientId, newConnection(copy).getClientID());
    }

    @Test
    @Covers("DST-3")
    void aSerialisedQueueOrTopicAddressesTheSameDestination() throws Exception {
        Queue queue = newQueue();
        addressesTheSame(queue, serialised(queue));
        Destination topic = newTopic();
        addressesTheSame(topic, serialised(topic));
    }

    @Test
    @Covers("DST-4")
    void aQueueOrTopicLookedUpByReferenceAddressesTheSameDestination() throws Exception {
        Queue queue = newQueue();
        addressesTheSame(queue, assertInstanceOf(Queue.class, throughReference(queue)));
        Destination topic = newTopic();
        addressesTheSame(topic, assertInstanceOf(Destination.class, throughReference(topic)));
    }

    private void addressesTheSame(Destination original, Destination copy) throws Exception {
        try (MessageConsumer consumer = session().createConsumer(copy)) {
            Message message = session().createTextMessage("to the original");
            message.setJMSReplyTo(copy);
            send(original, message);
            Message received = receive(consumer);
            assertEquals("to the original", textOf(received));
            assertEquals(original, received.getJMSReplyTo());
        }
    }

    @Test
    @Covers("DST-5")
    void administeredObjectsAreBeans() throws Exception {
        for (Object object : new Object[] {provider.connectionFactory(), newQueue(), newTopic()}) {
            Class<?> type = object.getClass();
            type.getConstructor().newInstance();
            assertTrue(
                    Arrays.stream(Introspector.getBeanInfo(type).getPropertyDescriptors())
                            .anyMatch(
                                    property -> property.getReadMethod() != null && property.getWriteMethod() != null),
                    type + " has no property that can be read and written");
        }
    }

    @Test
    @Covers("DST-6")
    void handlingAdministeredObjectsStartsNothing() throws Exception {
        ConnectionFactory factory = provider.connectionFactory();
        Queue queue = newQueue();
        Set<Thread> before = liveThreads();
        for (int i = 0; i < 50; i++) {
            factory.getClass().getConstructor().newInstance();
            assertFalse(factory.equals(serialised(queue)));
            assertFalse(queue.equals(serialised(factory)));
            throughReference(factory);
            throughReference(queue);
        }
        Set<Thread> started = liveThreads();
        started.removeAll(before);
        // Others may start a thread meanwhile; a connection for each object would start 50 at least.
        assertTrue(started.size() < 50, () -> "these handle an administered object: " + started);
    }

    private static Set<Thread> liveThreads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    @Test
    @Covers("DST-6")
    void aConnectionFactoryIsUsableAfterAllItsConnectionsAreClosed() {
        ConnectionFactory factory = provider.connectionFactory();
        Stream.of(1, 2).forEach(time -> {
            try (JMSContext context = factory.createContext()) {
                context.createMessage();
            }
        });
    }

    /** What a JNDI context that stores references gives back. */
    private static Object throughReference(Object object) throws Exception {
        Reference reference = assertInstanceOf(Referenceable.class, object).getReference();
        return NamingManager.getObjectInstance(serialised(reference), null, null, new Hashtable<>());
    }

    @SuppressWarnings("unchecked") // a copy has the class of its original
    private static <T> T serialised(T object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }
}
