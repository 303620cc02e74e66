package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unshared non-durable subscriptions: one for each consumer, as long as it is open. */
class UnsharedSubscriptionConformanceTest extends ConformanceTest {

    @Test
    @Covers("SUB-UN-1")
    void everyConsumerHasASubscriptionOfItsOwn() throws Exception {
        Topic topic = newTopic();
        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        topics.start();
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer[] consumers = {
            session().createConsumer(topic),
            session().createConsumer(topic),
            newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(topic),
            topicSession.createSubscriber(topic),
            topicSession.createSubscriber(topic)
        };
        send(topic, "first", "second");
        for (MessageConsumer consumer : consumers) {
            assertEquals("first", receiveText(consumer));
            assertEquals("second", receiveText(consumer));
            assertNull(consumer.receiveNoWait());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "session", "connection", "context"})
    @Covers("SUB-UN-2")
    void theSubscriptionEndsWithItsConsumer(String closed) throws Exception {
        Topic topic = newTopic();
        if (closed.equals("context")) {
            JMSContext context = newContext();
            context.createConsumer(topic);
            send(topic, "undelivered");
            context.close();
        } else {
            Connection connection = newConnection();
            Session session = connection.createSession();
            MessageConsumer consumer = session.createConsumer(topic);
            send(topic, "undelivered");
            switch (closed) {
                case "consumer" -> consumer.close();
                case "session" -> session.close();
                default -> connection.close();
            }
        }
        MessageConsumer next = session().createConsumer(topic);
        send(topic, "marker");
        assertEquals("marker", receiveText(next));
    }

    @Test
    @Covers("SUB-UN-3")
    void noLocalKeepsOutWhatItsConnectionPublishes() throws Exception {
        Topic topic = newTopic();
        MessageConsumer remoteOnly = session().createConsumer(topic, null, true);
        MessageConsumer all = session().createConsumer(topic, null, false);
        send(topic, "own session");
        Session sibling = newSession(Session.AUTO_ACKNOWLEDGE);
        sibling.createProducer(topic).send(sibling.createTextMessage("own connection"));
        publishElsewhere(topic, "another connection");
        assertEquals("another connection", receiveText(remoteOnly));
        assertNull(remoteOnly.receiveNoWait());
        for (String text : new String[] {"own session", "own connection", "another connection"}) {
            assertEquals(text, receiveText(all));
        }
    }

    @Test
    @Covers("SUB-UN-3")
    void noLocalKeepsOutWhatTheFamilyOfContextsPublishes() throws Exception {
        Topic topic = newTopic();
        JMSContext context = newContext();
        JMSContext child = track(context.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        JMSConsumer remoteOnly = child.createConsumer(topic, null, true);
        context.createProducer().send(topic, "parent");
        child.createProducer().send(topic, "own");
        publishElsewhere(topic, "another connection");
        assertEquals("another connection", receiveText(remoteOnly));
        assertNull(remoteOnly.receiveNoWait());
    }

    @Test
    @Covers("SUB-UN-3")
    void noLocalOfATopicSubscriber() throws Exception {
        Topic topic = newTopic();
        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        topics.start();
        TopicSession session = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicSubscriber subscriber = session.createSubscriber(topic, null, true);
        session.createPublisher(topic).publish(session.createTextMessage("own"));
        publishElsewhere(topic, "another connection");
        assertEquals("another connection", receiveText(subscriber));
        assertNull(subscriber.receiveNoWait());
    }

    @Test
    @Covers("SUB-UN-4")
    void noLocalAndASelectorBothApply() throws Exception {
        String selector = "colour = 'red' OR colour = 'blue'";
        Topic topic = newTopic();
        MessageConsumer consumer = session().createConsumer(topic, selector, true);
        assertEquals(selector, consumer.getMessageSelector());
        for (String colour : new String[] {"red", "green", "blue"}) {
            publishColoured(session(), topic, "own " + colour, colour);
        }
        Session elsewhere = newConnection().createSession();
        for (String colour : new String[] {"red", "green", "blue"}) {
            publishColoured(elsewhere, topic, "other " + colour, colour);
        }
        assertEquals("other red", receiveText(consumer));
        assertEquals("other blue", receiveText(consumer));
        assertNull(consumer.receiveNoWait());
    }

    private static void publishColoured(Session session, Topic topic, String text, String colour) throws Exception {
        try (MessageProducer producer = session.createProducer(topic)) {
            Message message = session.createTextMessage(text);
            message.setStringProperty("colour", colour);
            producer.send(message);
        }
    }

    private void publishElsewhere(Topic topic, String text) throws Exception {
        Session session = newConnection().createSession();
        session.createProducer(topic).send(session.createTextMessage(text));
    }
}
