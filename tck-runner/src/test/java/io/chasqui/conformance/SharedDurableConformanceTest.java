package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared durable subscriptions: kept while nobody listens, for many consumers. */
class SharedDurableConformanceTest extends ConformanceTest {

    @Test
    @Covers("SUB-SD-1")
    void theClientIdIsPartOfTheIdentityIfThereIsOne() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session withA = newConnection(names.clientId()).createSession();
        Session withB = newConnection(names.clientId()).createSession();
        Session[] sessions = {session(), withA, withB};
        for (Session session : sessions) {
            session.createSharedDurableConsumer(topic, name).close();
        }
        send(topic, "one for each");
        for (Session session : sessions) {
            try (MessageConsumer consumer = session.createSharedDurableConsumer(topic, name)) {
                assertEquals("one for each", receiveText(consumer));
                assertNull(consumer.receiveNoWait());
            }
            session.unsubscribe(name);
        }
    }

    @Test
    @Covers({"SUB-SD-2", "SUB-SD-3"})
    void consumersOfSeveralConnectionsShareAndTheRestIsKept() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Connection one = newConnection();
        JMSContext two = newContext();
        MessageConsumer first = one.createSession().createSharedDurableConsumer(topic, name);
        MessageConsumer second = one.createSession().createSharedDurableConsumer(topic, name);
        JMSConsumer third = two.createSharedDurableConsumer(topic, name);
        send(topic, "one", "two", "three", "four");
        assertEquals("one", receiveText(first));
        assertEquals("two", receiveText(second));
        assertEquals("three", receiveText(third));
        one.close();
        two.close();
        send(topic, "while away");
        try (MessageConsumer resumed = session().createSharedDurableConsumer(topic, name)) {
            assertEquals("four", receiveText(resumed));
            assertEquals("while away", receiveText(resumed));
            assertNull(resumed.receiveNoWait());
        }
        session().unsubscribe(name);
    }

    @Test
    @Covers("SUB-SD-4")
    void anotherTopicOrSelectorIsRefusedWhileInUse() throws Exception {
        Topic topic = newTopic();
        Topic other = newTopic();
        String name = names.subscription();
        MessageConsumer active = session().createSharedDurableConsumer(topic, name, "JMSPriority = 4");
        for (Session session : new Session[] {session(), newConnection().createSession()}) {
            new Calls<Session>()
                    .with("topic", s -> s.createSharedDurableConsumer(other, name, "JMSPriority = 4"))
                    .with("selector", s -> s.createSharedDurableConsumer(topic, name, "JMSPriority = 5"))
                    .with("no selector", s -> s.createSharedDurableConsumer(topic, name))
                    .allThrow(JMSException.class, session);
        }
        new Calls<JMSContext>()
                .with("topic", c -> c.createSharedDurableConsumer(other, name, "JMSPriority = 4"))
                .with("selector", c -> c.createSharedDurableConsumer(topic, name, "JMSPriority = 5"))
                .allThrow(JMSRuntimeException.class, newContext());
        send(topic, "unharmed");
        assertEquals("unharmed", receiveText(active));
        active.close();
        session().unsubscribe(name);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("SUB-SD-5")
    void anotherTopicOrSelectorStartsAnewWhenInactive(boolean changeTopic) throws Exception {
        Topic topic = newTopic();
        Topic other = changeTopic ? newTopic() : topic;
        String selector = changeTopic ? null : "colour = 'red'";
        String name = names.subscription();
        session().createSharedDurableConsumer(topic, name).close();
        publishRed(topic, "old");
        try (MessageConsumer changed = session().createSharedDurableConsumer(other, name, selector)) {
            publishRed(other, "new");
            assertEquals("new", receiveText(changed));
            assertNull(changed.receiveNoWait());
        }
        publishRed(other, "unread");
        try (MessageConsumer back = session().createSharedDurableConsumer(topic, name)) {
            publishRed(topic, "back");
            assertEquals("back", receiveText(back));
        }
        session().unsubscribe(name);
    }

    private void publishRed(Topic topic, String text) throws JMSException {
        Message message = session().createTextMessage(text);
        message.setStringProperty("colour", "red");
        send(topic, message);
    }
}
