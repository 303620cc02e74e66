package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
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

/** Unshared durable subscriptions that are created again with other arguments, and what noLocal means for them. */
class DurableChangeConformanceTest extends ConformanceTest {

    @Test
    @Covers("SUB-UD-6")
    void anotherSelectorStartsAnew() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        session.createDurableConsumer(topic, name, "colour = 'red'", false).close();
        publish(topic, "old red", "red");
        publish(topic, "old blue", "blue");
        try (MessageConsumer blue = session.createDurableConsumer(topic, name, "colour = 'blue'", false)) {
            publish(topic, "new red", "red");
            publish(topic, "new blue", "blue");
            assertEquals("new blue", receiveText(blue));
            assertNull(blue.receiveNoWait());
        }
        publish(topic, "unread blue", "blue");
        try (MessageConsumer all = session.createDurableConsumer(topic, name)) {
            publish(topic, "any", "green");
            assertEquals("any", receiveText(all));
        }
        session.unsubscribe(name);
    }

    @Test
    @Covers("SUB-UD-7")
    void anotherTopicStartsAnew() throws Exception {
        Topic topic = newTopic();
        Topic other = newTopic();
        String name = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        session.createDurableConsumer(topic, name).close();
        send(topic, "old topic");
        try (MessageConsumer changed = session.createDurableConsumer(other, name)) {
            send(topic, "old topic, late");
            send(other, "new topic");
            assertEquals("new topic", receiveText(changed));
            assertNull(changed.receiveNoWait());
        }
        try (MessageConsumer back = session.createDurableConsumer(topic, name)) {
            send(topic, "back");
            assertEquals("back", receiveText(back));
        }
        session.unsubscribe(name);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("SUB-UD-8")
    void anotherNoLocalStartsAnew(boolean before) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        session.createDurableConsumer(topic, name, null, before).close();
        send(topic, "old");
        try (MessageConsumer changed = session.createDurableConsumer(topic, name, null, !before)) {
            send(topic, "new");
            assertEquals("new", receiveText(changed));
            assertNull(changed.receiveNoWait());
        }
        session.unsubscribe(name);
    }

    @Test
    @Covers("SUB-UD-9")
    void noLocalKeepsOutAllConnectionsOfItsClientId() throws Exception {
        Topic topic = newTopic();
        String clientId = names.clientId();
        String name = names.subscription();
        try (Connection connection = newConnection(clientId)) {
            Session session = connection.createSession();
            MessageConsumer consumer = session.createDurableConsumer(topic, name, null, true);
            publishFrom(session, topic, "own connection");
            publishFrom(connection.createSession(), topic, "own connection, other session");
            send(topic, "remote");
            assertEquals("remote", receiveText(consumer));
            assertNull(consumer.receiveNoWait());
            consumer.close();
            publishFrom(session, topic, "own connection, inactive");
        }
        try (Connection later = newConnection(clientId)) {
            publishFrom(later.createSession(), topic, "later connection of the same client ID");
        }
        send(topic, "marker");
        Connection resuming = newConnection(clientId);
        Session session = resuming.createSession();
        try (MessageConsumer consumer = session.createDurableConsumer(topic, name, null, true)) {
            publishFrom(session, topic, "resuming connection");
            send(topic, "second marker");
            assertEquals("marker", receiveText(consumer));
            assertEquals("second marker", receiveText(consumer));
        }
        session.unsubscribe(name);
    }

    private static void publishFrom(Session session, Topic topic, String text) throws JMSException {
        try (var producer = session.createProducer(topic)) {
            producer.send(session.createTextMessage(text));
        }
    }

    @Test
    @Covers({"SUB-UD-10", "SUB-SD-6"})
    void sharedAndUnsharedDoNotMeetUnderOneName() throws Exception {
        Topic topic = newTopic();
        String shared = names.subscription();
        String unshared = names.subscription();
        JMSContext context = newContext();
        context.setClientID(names.clientId());
        var sharedConsumer = context.createSharedDurableConsumer(topic, shared);
        var unsharedConsumer = context.createDurableConsumer(topic, unshared);
        assertRefused(context, topic, shared, unshared);
        sharedConsumer.close();
        unsharedConsumer.close();
        assertRefused(context, topic, shared, unshared);
        send(topic, "unharmed");
        try (var one = context.createSharedDurableConsumer(topic, shared);
                var two = context.createDurableConsumer(topic, unshared)) {
            assertEquals("unharmed", receiveText(one));
            assertEquals("unharmed", receiveText(two));
        }
        context.unsubscribe(shared);
        context.unsubscribe(unshared);
    }

    private static void assertRefused(JMSContext context, Topic topic, String shared, String unshared) {
        assertThrows(JMSRuntimeException.class, () -> context.createDurableConsumer(topic, shared));
        assertThrows(JMSRuntimeException.class, () -> context.createDurableConsumer(topic, shared, "a = 1", true));
        assertThrows(JMSRuntimeException.class, () -> context.createSharedDurableConsumer(topic, unshared));
        assertThrows(JMSRuntimeException.class, () -> context.createSharedDurableConsumer(topic, unshared, "a = 1"));
    }

    @Test
    @Covers({"SUB-UD-10", "SUB-SD-6"})
    void sharedAndUnsharedDoNotMeetInTheClassicApi() throws Exception {
        Topic topic = newTopic();
        String shared = names.subscription();
        String unshared = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        session.createSharedDurableConsumer(topic, shared).close();
        session.createDurableConsumer(topic, unshared).close();
        new Calls<Session>()
                .with("consumer", s -> s.createDurableConsumer(topic, shared))
                .with("subscriber", s -> s.createDurableSubscriber(topic, shared))
                .with("shared", s -> s.createSharedDurableConsumer(topic, unshared))
                .with("shared, selector", s -> s.createSharedDurableConsumer(topic, unshared, "a = 1"))
                .allThrow(JMSException.class, session);
        session.unsubscribe(shared);
        session.unsubscribe(unshared);
    }

    /** The rule contradicts itself; ours: a closed consumer is not active, and settling its old messages does no harm. */
    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Covers("SUB-UD-13")
    void unsettledMessagesDoNotKeepASubscriptionFromChanging(int mode) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Connection connection = newConnection(names.clientId());
        Session session = connection.createSession(mode);
        Message old;
        try (MessageConsumer consumer = session.createDurableConsumer(topic, name)) {
            send(topic, "old", "old too");
            old = receive(consumer);
        }
        Session other = connection.createSession();
        try (MessageConsumer changed = other.createDurableConsumer(topic, name, "colour = 'red'", false)) {
            if (mode == Session.SESSION_TRANSACTED) {
                session.commit();
            } else {
                old.acknowledge();
            }
            publish(topic, "new", "red");
            assertEquals("new", receiveText(changed));
            assertNull(changed.receiveNoWait());
        }
        other.unsubscribe(name);
    }

    private void publish(Topic topic, String text, String colour) throws JMSException {
        Message message = session().createTextMessage(text);
        message.setStringProperty("colour", colour);
        send(topic, message);
    }
}
