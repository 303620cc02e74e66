package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unshared durable subscriptions: kept while nobody listens, for one consumer at a time. */
class DurableSubscriptionConformanceTest extends ConformanceTest {

    @Test
    @Covers("SUB-UD-1")
    void withoutClientIdThereIsNoUnsharedDurableSubscription() throws Exception {
        Topic topic = newTopic();
        new Calls<Session>()
                .with("createDurableConsumer", s -> s.createDurableConsumer(topic, "n"))
                .with("createDurableConsumer, noLocal", s -> s.createDurableConsumer(topic, "n", null, true))
                .with("createDurableConsumer, selector", s -> s.createDurableConsumer(topic, "n", "a = 1", false))
                .with("createDurableSubscriber", s -> s.createDurableSubscriber(topic, "n"))
                .with("createDurableSubscriber, noLocal", s -> s.createDurableSubscriber(topic, "n", null, true))
                .allThrow(IllegalStateException.class, session());
        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        new Calls<TopicSession>()
                .with("createDurableSubscriber", s -> s.createDurableSubscriber(topic, "n"))
                .with("createDurableSubscriber, noLocal", s -> s.createDurableSubscriber(topic, "n", null, true))
                .with("createDurableConsumer", s -> s.createDurableConsumer(topic, "n"))
                .allThrow(IllegalStateException.class, topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE));
        new Calls<JMSContext>()
                .with("createDurableConsumer", c -> c.createDurableConsumer(topic, "n"))
                .with("createDurableConsumer, noLocal", c -> c.createDurableConsumer(topic, "n", null, true))
                .allThrow(IllegalStateRuntimeException.class, newContext());
    }

    @Test
    @Covers({"SUB-UD-2", "SUB-UD-3"})
    void messagesAreKeptForTheNextConsumerOfTheSameClientId() throws Exception {
        Topic topic = newTopic();
        String clientId = names.clientId();
        String name = names.subscription();
        String selector = "JMSPriority = 4";
        try (Connection first = newConnection(clientId)) {
            first.createSession().createDurableConsumer(topic, name, selector, true);
            send(topic, "unread");
        }
        send(topic, "while away");
        JMSContext context = track(provider.withClientId(clientId).createContext());
        JMSConsumer resumed = context.createDurableConsumer(topic, name, selector, true);
        assertEquals("unread", receiveText(resumed));
        assertEquals("while away", receiveText(resumed));
        send(topic, "while here");
        assertEquals("while here", receiveText(resumed));
        resumed.close();
        context.unsubscribe(name);
    }

    @Test
    @Covers("SUB-UD-4")
    void aSecondActiveConsumerIsRefused() throws Exception {
        Topic topic = newTopic();
        Topic other = newTopic();
        String name = names.subscription();
        Connection connection = newConnection(names.clientId());
        Session session = connection.createSession();
        MessageConsumer active = session.createDurableConsumer(topic, name);
        for (Session from : new Session[] {session, connection.createSession()}) {
            new Calls<Session>()
                    .with("same arguments", s -> s.createDurableConsumer(topic, name))
                    .with("as subscriber", s -> s.createDurableSubscriber(topic, name))
                    .with("other selector", s -> s.createDurableConsumer(topic, name, "a = 1", false))
                    .with("other noLocal", s -> s.createDurableConsumer(topic, name, null, true))
                    .with("other topic", s -> s.createDurableConsumer(other, name))
                    .allThrow(JMSException.class, from);
        }
        send(topic, "unharmed");
        assertEquals("unharmed", receiveText(active));
        active.close();
        session.unsubscribe(name);
    }

    @Test
    @Covers("SUB-UD-4")
    void aSecondActiveConsumerOfAContextIsRefused() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        JMSContext context = track(provider.withClientId(names.clientId()).createContext());
        JMSContext child = track(context.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        JMSConsumer active = context.createDurableConsumer(topic, name);
        for (JMSContext from : new JMSContext[] {context, child}) {
            assertThrows(JMSRuntimeException.class, () -> from.createDurableConsumer(topic, name));
            assertThrows(JMSRuntimeException.class, () -> from.createDurableConsumer(topic, name, "a = 1", false));
        }
        send(topic, "unharmed");
        assertEquals("unharmed", receiveText(active));
        active.close();
        context.unsubscribe(name);
    }

    @Test
    @Covers("SUB-UD-5")
    void ofRacingCreationsExactlyOneSucceeds() throws Exception {
        int racers = 4;
        Topic topic = newTopic();
        Connection connection = newConnection(names.clientId());
        for (int round = 0; round < 10; round++) {
            String name = names.subscription();
            CountDownLatch go = new CountDownLatch(1);
            List<Future<MessageConsumer>> attempts = new ArrayList<>();
            for (int i = 0; i < racers; i++) {
                Session session = connection.createSession();
                attempts.add(inBackground(() -> {
                    await("go", go);
                    return session.createDurableConsumer(topic, name);
                }));
            }
            go.countDown();
            List<MessageConsumer> winners = new ArrayList<>();
            for (Future<MessageConsumer> attempt : attempts) {
                try {
                    winners.add(resultOf(attempt));
                } catch (JMSException lost) {
                    // all but one must
                }
            }
            assertEquals(1, winners.size(), "active consumers of one subscription");
            winners.get(0).close();
            connection.createSession().unsubscribe(name);
        }
    }

    @Test
    @Covers("SUB-UD-11")
    void subscribersAndConsumersResumeEachOther() throws Exception {
        Topic topic = newTopic();
        String clientId = names.clientId();
        String name = names.subscription();
        Connection connection = newConnection(clientId);
        Session session = connection.createSession();
        session.createDurableConsumer(topic, name).close();
        send(topic, "first");
        try (TopicSubscriber subscriber = session.createDurableSubscriber(topic, name)) {
            assertEquals("first", receiveText(subscriber));
        }
        send(topic, "second");
        connection.close();

        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        topics.setClientID(clientId);
        topics.start();
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        try (TopicSubscriber subscriber = topicSession.createDurableSubscriber(topic, name)) {
            assertEquals("second", receiveText(subscriber));
        }
        send(topic, "third");
        try (MessageConsumer consumer = topicSession.createDurableConsumer(topic, name)) {
            assertEquals("third", receiveText(consumer));
        }
        topicSession.unsubscribe(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "session", "connection"})
    @Covers("SUB-UD-12")
    void closingMakesTheSubscriptionInactiveAtOnce(String closed) throws Exception {
        Topic topic = newTopic();
        String clientId = names.clientId();
        String name = names.subscription();
        for (int i = 0; i < 5; i++) {
            Connection connection = newConnection(clientId);
            Session session = connection.createSession();
            MessageConsumer consumer = session.createDurableConsumer(topic, name);
            switch (closed) {
                case "consumer" -> consumer.close();
                case "session" -> session.close();
                default -> connection.close();
            }
            if (!closed.equals("connection")) {
                connection.createSession().createDurableConsumer(topic, name).close();
                connection.close();
            }
            try (JMSContext context = provider.withClientId(clientId).createContext()) {
                context.createDurableConsumer(topic, name);
            }
        }
        newConnection(clientId).createSession().unsubscribe(name);
    }

    @Test
    @Covers("SUB-UD-14")
    void oneConnectionHoldsManyAndNamesAreFreeForEachClientId() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session one = newConnection(names.clientId()).createSession();
        Session two = newConnection(names.clientId()).createSession();
        List<MessageConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            consumers.add(one.createDurableConsumer(topic, name + "-" + i));
        }
        consumers.add(two.createDurableConsumer(topic, name + "-0"));
        send(topic, "for all");
        for (MessageConsumer consumer : consumers) {
            assertEquals("for all", receiveText(consumer));
            consumer.close();
        }
        for (int i = 0; i < 20; i++) {
            one.unsubscribe(name + "-" + i);
        }
        two.unsubscribe(name + "-0");
    }
}
