package io.chasqui.ra.outbound;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import io.chasqui.ra.outbound.FakePool.Support;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ManagedConnection;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What applications hold. */
class HandlesTest {

    private static final Queue QUEUE = new ChasquiQueue("q");
    private static final Topic TOPIC = new ChasquiTopic("t");

    private Server server;
    private FakePool pool;
    private ConnectionFactoryHandle factory;

    @BeforeEach
    void start() throws Exception {
        server = new Server();
        pool = server.pool(Support.XA, false);
        factory = server.factory(pool);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static void forbidden(Executable call) {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, call);
        assertTrue(refusal.getMessage().contains("12.2"), refusal.getMessage());
    }

    // EE-3.
    @Test
    void whatTheServerLooksAfterIsNotForApplications() throws Exception {
        try (Connection connection = factory.createConnection()) {
            forbidden(() -> connection.setClientID("id"));
            forbidden(connection::stop);
            forbidden(() -> connection.setExceptionListener(failure -> {}));
            forbidden(() -> connection.createConnectionConsumer(QUEUE, null, null, 1));
            forbidden(() -> connection.createSharedConnectionConsumer(TOPIC, "s", null, null, 1));
            forbidden(() -> connection.createDurableConnectionConsumer(TOPIC, "s", null, null, 1));
            forbidden(() -> connection.createSharedDurableConnectionConsumer(TOPIC, "s", null, null, 1));
            forbidden(() -> ((QueueConnection) connection).createConnectionConsumer(QUEUE, null, null, 1));
            forbidden(() -> ((TopicConnection) connection).createConnectionConsumer(TOPIC, null, null, 1));
            Session session = connection.createSession();
            forbidden(() -> session.setMessageListener(message -> {}));
            forbidden(session::getMessageListener);
            assertThrows(IllegalStateRuntimeException.class, session::run);
            MessageConsumer consumer = session.createConsumer(QUEUE);
            forbidden(() -> consumer.setMessageListener(message -> {}));
            forbidden(consumer::getMessageListener);
            MessageProducer producer = session.createProducer(QUEUE);
            Message message = session.createMessage();
            forbidden(() -> producer.send(message, null));
            forbidden(() -> producer.send(message, 1, 4, 0, null));
            forbidden(() -> producer.send(QUEUE, message, null));
            forbidden(() -> producer.send(QUEUE, message, 1, 4, 0, null));
            assertNull(connection.getExceptionListener());
        }
    }

    // EE-2 and EE-3.
    @Test
    void theSameHoldsForContexts() {
        try (JMSContext context = factory.createContext()) {
            assertThrows(JMSRuntimeException.class, () -> context.createContext(Session.AUTO_ACKNOWLEDGE));
            assertThrows(IllegalStateRuntimeException.class, () -> context.setClientID("id"));
            assertThrows(IllegalStateRuntimeException.class, context::stop);
            assertThrows(IllegalStateRuntimeException.class, () -> context.setExceptionListener(failure -> {}));
            JMSConsumer consumer = context.createConsumer(QUEUE);
            assertThrows(IllegalStateRuntimeException.class, () -> consumer.setMessageListener(message -> {}));
            assertThrows(IllegalStateRuntimeException.class, consumer::getMessageListener);
            JMSProducer producer = context.createProducer();
            assertThrows(IllegalStateRuntimeException.class, () -> producer.setAsync(new Completions()));
            assertDoesNotThrow(() -> producer.setAsync(null));
        }
    }

    private static final class Completions implements jakarta.jms.CompletionListener {
        @Override
        public void onCompletion(Message message) {}

        @Override
        public void onException(Message message, Exception exception) {}
    }

    // EE-1.
    @Test
    void aConnectionHasOneSessionAtATime() throws Exception {
        try (Connection connection = factory.createConnection()) {
            Session first = connection.createSession();
            JMSException refusal = assertThrows(JMSException.class, connection::createSession);
            assertTrue(refusal.getMessage().contains("one at a time"), refusal.getMessage());
            first.close();
            connection.createSession().close();
        }
    }

    @Test
    void everythingBelowClosesWithTheConnectionAndTheConnectionGoesBackToThePool() throws Exception {
        server.put("q", "a", "b");
        Connection connection = factory.createConnection();
        connection.start();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(QUEUE);
        MessageConsumer consumer = session.createConsumer(QUEUE);
        QueueBrowser browser = session.createBrowser(QUEUE);
        assertEquals("a", consumer.receive(5_000).getBody(String.class));
        Message message = session.createMessage();
        connection.close();
        assertThrows(IllegalStateException.class, () -> producer.send(message));
        assertThrows(IllegalStateException.class, () -> producer.setPriority(1));
        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
        assertThrows(IllegalStateException.class, browser::getEnumeration);
        assertThrows(IllegalStateException.class, session::createMessage);
        assertThrows(IllegalStateException.class, connection::createSession);
        assertThrows(IllegalStateException.class, connection::getMetaData);
        connection.close();
        assertEquals(List.of(ConnectionEvent.CONNECTION_CLOSED), pool.events);
        assertEquals(1, pool.idle.size());
        // What the consumer had fetched ahead is there for others.
        assertEquals("b", server.take("q").getBody(String.class));
    }

    @Test
    void consumersAndSessionsCloseAlone() throws Exception {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            MessageConsumer consumer = session.createConsumer(QUEUE);
            consumer.close();
            assertThrows(IllegalStateException.class, consumer::receiveNoWait);
            MessageProducer producer = session.createProducer(QUEUE);
            session.close();
            assertThrows(IllegalStateException.class, producer::getPriority);
            assertThrows(IllegalStateException.class, session::getTransacted);
        }
    }

    @Test
    void temporaryDestinationsAreDeletedWithTheHandleAlthoughTheConnectionStays() throws Exception {
        TemporaryQueue queue;
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            queue = session.createTemporaryQueue();
            session.createProducer(queue).send(session.createMessage());
        }
        assertEquals(1, pool.idle.size());
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            Message message = session.createMessage();
            assertThrows(InvalidDestinationException.class, () -> session.createProducer(queue)
                    .send(message));
        }
        assertEquals(1, pool.created.size());
    }

    @Test
    void objectsOfOneDomainRefuseTheOther() throws Exception {
        try (QueueConnection connection = factory.createQueueConnection()) {
            QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(IllegalStateException.class, () -> session.createTopic("t"));
            assertThrows(IllegalStateException.class, session::createTemporaryTopic);
            assertThrows(IllegalStateException.class, () -> session.createDurableConsumer(TOPIC, "s"));
            assertThrows(IllegalStateException.class, () -> session.createSharedConsumer(TOPIC, "s"));
            assertThrows(IllegalStateException.class, () -> session.unsubscribe("s"));
            session.createSender(null).send(QUEUE, session.createTextMessage("x"));
            connection.start();
            QueueReceiver receiver = session.createReceiver(QUEUE, "JMSPriority = 4");
            assertEquals(QUEUE, receiver.getQueue());
            assertEquals("JMSPriority = 4", receiver.getMessageSelector());
            assertNotNull(receiver.receive(5_000));
        }
        try (TopicConnection connection = factory.createTopicConnection()) {
            TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            assertThrows(IllegalStateException.class, () -> ((Session) session).createQueue("q"));
            assertThrows(IllegalStateException.class, () -> ((Session) session).createTemporaryQueue());
            assertThrows(IllegalStateException.class, () -> ((Session) session).createBrowser(QUEUE));
            connection.start();
            TopicSubscriber subscriber = session.createSubscriber(TOPIC, null, false);
            assertEquals(TOPIC, subscriber.getTopic());
            assertFalse(subscriber.getNoLocal());
            TopicPublisher publisher = session.createPublisher(TOPIC);
            publisher.publish(session.createTextMessage("1"));
            publisher.publish(session.createTextMessage("2"), DeliveryMode.PERSISTENT, 4, 100_000);
            assertEquals("1", subscriber.receive(5_000).getBody(String.class));
            assertNotEquals(0, subscriber.receive(5_000).getJMSExpiration());
        }
    }

    @Test
    void subscriptionsOfAllKindsWork() throws Exception {
        try (JMSContext context = factory.createContext()) {
            try (JMSConsumer shared = context.createSharedConsumer(TOPIC, "shared", "kind = 'x'");
                    JMSConsumer durable = context.createSharedDurableConsumer(TOPIC, "durable")) {
                context.createProducer().setProperty("kind", "x").send(TOPIC, "1");
                context.createProducer().setProperty("kind", "y").send(TOPIC, "2");
                assertEquals("1", shared.receiveBody(String.class, 5_000));
                assertNull(shared.receiveNoWait());
                assertEquals("1", durable.receiveBody(String.class, 5_000));
            }
            try (JMSConsumer durable = context.createSharedDurableConsumer(TOPIC, "durable")) {
                assertEquals("2", durable.receiveBody(String.class, 5_000));
            }
            context.unsubscribe("durable");
        }
    }

    // JCN-3: outside a transaction too, a body that cannot be had is no message lost.
    @Test
    void aBodyOfAnotherTypeIsRefusedAndTheMessageStays() {
        server.put("q", "text");
        try (JMSContext context = factory.createContext()) {
            JMSConsumer consumer = context.createConsumer(QUEUE);
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(Map.class, 5_000));
            assertEquals("text", consumer.receiveBody(String.class, 5_000));
        }
    }

    @Test
    void aContextStartsDeliveryUnlessToldOtherwise() {
        server.put("q", "text");
        try (JMSContext context = factory.createContext()) {
            context.setAutoStart(false);
            assertFalse(context.getAutoStart());
            JMSConsumer consumer = context.createConsumer(QUEUE);
            assertNull(consumer.receiveNoWait());
            context.start();
            assertEquals("text", consumer.receiveBody(String.class, 5_000));
        }
    }

    /** The next user of a pooled connection has not started it. */
    @Test
    void aConnectionFromThePoolIsStopped() throws Exception {
        try (Connection connection = factory.createConnection()) {
            connection.start();
        }
        server.put("q", "text");
        try (Connection connection = factory.createConnection()) {
            MessageConsumer consumer = connection.createSession().createConsumer(QUEUE);
            assertNull(consumer.receiveNoWait());
            connection.start();
            assertEquals("text", consumer.receive(5_000).getBody(String.class));
        }
        assertEquals(1, pool.created.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4})
    void aSessionModeThatDoesNotExistIsRefusedBeforeAConnectionIsTaken(int mode) {
        assertThrows(JMSRuntimeException.class, () -> factory.createContext(mode));
        assertEquals(0, pool.created.size());
    }

    /** Lesson 1: a server may put a class made at run time before a handle. */
    @Test
    void theConnectionHandleCanBeWrapped() {
        for (Class<?> type : List.of(ConnectionHandle.class, ConnectionFactoryHandle.class)) {
            assertFalse(Modifier.isFinal(type.getModifiers()), type + " is final");
            assertTrue(Modifier.isPublic(type.getModifiers()), type + " is not public");
            for (Method method : type.getMethods()) {
                assertFalse(
                        Modifier.isFinal(method.getModifiers()) && method.getDeclaringClass() != Object.class,
                        method + " is final");
            }
        }
        for (Class<?> type :
                List.of(SessionHandle.class, ProducerHandle.class, ReceiverHandle.class, ContextHandle.class)) {
            assertFalse(Modifier.isFinal(type.getModifiers()), type + " is final");
        }
    }

    @Test
    void allWorksThroughAProxyThatKnowsInterfacesOnly() throws Exception {
        FakePool proxying = server.pool(Support.XA, true);
        ConnectionFactoryHandle wrapped = server.factory(proxying);
        try (Connection connection = wrapped.createConnection()) {
            assertFalse(connection instanceof ConnectionHandle);
            connection.start();
            Session session = connection.createSession();
            session.createProducer(QUEUE).send(session.createTextMessage("1"));
            assertEquals("1", session.createConsumer(QUEUE).receive(5_000).getBody(String.class));
        }
        try (JMSContext context = wrapped.createContext()) {
            context.createProducer().send(QUEUE, "2");
            assertEquals("2", context.createConsumer(QUEUE).receiveBody(String.class, 5_000));
        }
        ManagedConnection connection = proxying.idle.get(0);
        assertEquals(1, proxying.created.size());
        assertEquals(0, proxying.handlesOf(connection).size());
    }
}
