package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API as a whole: its four families, its resources, its use outside a container. */
class GeneralConformanceTest extends ConformanceTest {

    @Test
    @Covers("GEN-2")
    void worksWithoutAContainerOrAContextClassLoader() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(null);
        try {
            Queue queue = newQueue();
            send(queue, "plain");
            assertEquals("plain", textOf(receiveFrom(queue)));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @Test
    @Covers("GEN-3")
    void offersTheClassicApi() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.send(session().createTextMessage("classic"));
        assertEquals("classic", receiveText(session().createConsumer(queue)));
    }

    @Test
    @Covers("GEN-3")
    void offersTheSimplifiedApi() throws Exception {
        JMSContext context = newContext();
        Queue queue = context.createQueue(names.queue());
        context.createProducer().send(queue, "simplified");
        assertEquals("simplified", receiveText(context.createConsumer(queue)));
    }

    @Test
    @Covers("GEN-3")
    void offersThePointToPointApi() throws Exception {
        QueueConnection queues = track(provider.queueConnectionFactory().createQueueConnection());
        queues.start();
        QueueSession session = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue(names.queue());
        QueueSender sender = session.createSender(queue);
        sender.send(session.createTextMessage("point-to-point"));
        QueueReceiver receiver = session.createReceiver(queue);
        assertEquals("point-to-point", receiveText(receiver));
    }

    @Test
    @Covers("GEN-3")
    void offersThePublishSubscribeApi() throws Exception {
        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        topics.start();
        TopicSession session = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = session.createTopic(names.topic());
        TopicSubscriber subscriber = session.createSubscriber(topic);
        TopicPublisher publisher = session.createPublisher(topic);
        publisher.publish(session.createTextMessage("publish"));
        assertEquals("publish", receiveText(subscriber));
    }

    @Test
    @Covers("GEN-8")
    void tryWithResourcesClosesTheClassicObjects() throws Exception {
        Connection used;
        Session usedSession;
        MessageConsumer usedConsumer;
        MessageProducer usedProducer;
        QueueBrowser usedBrowser;
        try (Connection connection = provider.connectionFactory().createConnection();
                Session session = connection.createSession();
                MessageProducer producer = session.createProducer(newQueue());
                MessageConsumer consumer = session.createConsumer(newQueue());
                QueueBrowser browser = session.createBrowser(newQueue())) {
            used = connection;
            usedSession = session;
            usedProducer = producer;
            usedConsumer = consumer;
            usedBrowser = browser;
        }
        assertAll(
                () -> assertThrows(IllegalStateException.class, usedBrowser::getEnumeration),
                () -> assertThrows(IllegalStateException.class, usedConsumer::receiveNoWait),
                () -> assertThrows(IllegalStateException.class, usedProducer::getPriority),
                () -> assertThrows(IllegalStateException.class, usedSession::createMessage),
                () -> assertThrows(IllegalStateException.class, used::createSession));
    }

    @Test
    @Covers("GEN-8")
    void tryWithResourcesClosesTheSimplifiedObjects() throws Exception {
        JMSContext used;
        JMSConsumer usedConsumer;
        try (JMSContext context = provider.connectionFactory().createContext();
                JMSConsumer consumer = context.createConsumer(newQueue())) {
            used = context;
            usedConsumer = consumer;
        }
        assertAll(
                () -> assertThrows(IllegalStateRuntimeException.class, usedConsumer::receiveNoWait),
                () -> assertThrows(IllegalStateRuntimeException.class, used::createMessage));
    }

    @Test
    @Covers("GEN-9")
    void thousandsOfSimplifiedProducersNeedNoClosing() throws Exception {
        JMSContext context = newContext();
        Queue queue = context.createQueue(names.queue());
        JMSProducer producer = context.createProducer();
        for (int i = 0; i < 20_000; i++) {
            producer = context.createProducer();
        }
        assertFalse(AutoCloseable.class.isInstance(producer));
        producer.send(queue, "from the last one");
        assertEquals("from the last one", receiveText(context.createConsumer(queue)));
    }

    @Test
    @Covers("GEN-10")
    void theQueueFactoryOffersEverythingOfTheCommonFactory() throws Exception {
        offersEverything(provider.queueConnectionFactory());
    }

    @Test
    @Covers("GEN-10")
    void theTopicFactoryOffersEverythingOfTheCommonFactory() throws Exception {
        offersEverything(provider.topicConnectionFactory());
    }

    private void offersEverything(ConnectionFactory factory) throws Exception {
        Queue queue = newQueue();
        String user = provider.user();
        String password = provider.password();
        for (Connection connection :
                new Connection[] {factory.createConnection(), factory.createConnection(user, password)}) {
            Session session = track(connection).createSession();
            session.createProducer(queue).send(session.createMessage());
        }
        int contexts = 0;
        for (JMSContext context : new JMSContext[] {
            factory.createContext(),
            factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE),
            factory.createContext(user, password),
            factory.createContext(user, password, JMSContext.DUPS_OK_ACKNOWLEDGE)
        }) {
            track(context).createProducer().send(queue, "from a context");
            contexts++;
        }
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            for (int i = 0; i < 2 + contexts; i++) {
                receive(consumer);
            }
        }
    }

    @Test
    @Covers("GEN-11")
    void aQueueConnectionMakesOrdinarySessions() throws Exception {
        makesOrdinarySessions(provider.queueConnectionFactory().createQueueConnection());
    }

    @Test
    @Covers("GEN-11")
    void aTopicConnectionMakesOrdinarySessions() throws Exception {
        makesOrdinarySessions(provider.topicConnectionFactory().createTopicConnection());
    }

    private void makesOrdinarySessions(Connection connection) throws Exception {
        track(connection);
        assertEquals(Session.AUTO_ACKNOWLEDGE, connection.createSession().getAcknowledgeMode());
        assertEquals(
                Session.CLIENT_ACKNOWLEDGE,
                connection.createSession(Session.CLIENT_ACKNOWLEDGE).getAcknowledgeMode());
        assertTrue(connection.createSession(true, Session.SESSION_TRANSACTED).getTransacted());
    }

    @Test
    @Covers("GEN-13")
    void aModularProviderRequiresTheModuleOfTheApi() throws Exception {
        for (Object ours : new Object[] {provider.connectionFactory(), connection(), session()}) {
            moduleOf(ours.getClass())
                    .filter(module -> !module.isAutomatic())
                    .forEach(module -> assertTrue(
                            module.requires().stream()
                                    .anyMatch(required -> required.name().equals("jakarta.messaging")),
                            module + " does not require jakarta.messaging"));
        }
    }

    private static Stream<ModuleDescriptor> moduleOf(Class<?> type) throws Exception {
        Path place =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        return ModuleFinder.of(place).findAll().stream().map(ModuleReference::descriptor);
    }

    @ParameterizedTest
    @Covers("GEN-12")
    @ValueSource(booleans = {true, false})
    void standardCallsAloneReachADestinationThatExists(boolean queue) throws Exception {
        String name = queue ? names.queue() : names.topic();
        JMSContext context = newContext();
        var destination = queue ? context.createQueue(name) : context.createTopic(name);
        JMSConsumer consumer = context.createConsumer(destination);
        context.createProducer().send(destination, "no administration");
        assertEquals("no administration", receiveText(consumer));
    }
}
