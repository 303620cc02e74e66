package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deleting durable subscriptions. */
class UnsubscribeConformanceTest extends ConformanceTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("UNS-1")
    void unsubscribeDeletesTheSubscriptionWithItsMessages(boolean shared) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        create(session, topic, name, shared).close();
        send(topic, "deleted");
        session.unsubscribe(name);
        try (MessageConsumer again = create(session, topic, name, shared)) {
            send(topic, "marker");
            assertEquals("marker", receiveText(again));
        }
        session.unsubscribe(name);
        try (MessageConsumer otherKind = create(session, topic, name, !shared)) {
            send(topic, "marker");
            assertEquals("marker", receiveText(otherKind));
        }
        session.unsubscribe(name);
    }

    private static MessageConsumer create(Session session, Topic topic, String name, boolean shared) throws Exception {
        return shared ? session.createSharedDurableConsumer(topic, name) : session.createDurableConsumer(topic, name);
    }

    @Test
    @Covers("UNS-2")
    void anUnknownNameIsRefused() throws Exception {
        String name = names.subscription();
        assertThrows(InvalidDestinationException.class, () -> session().unsubscribe(name));
        Session withClientId = newConnection(names.clientId()).createSession();
        assertThrows(InvalidDestinationException.class, () -> withClientId.unsubscribe(name));
        JMSContext context = newContext();
        assertThrows(InvalidDestinationRuntimeException.class, () -> context.unsubscribe(name));
        withClientId.createDurableConsumer(newTopic(), name).close();
        withClientId.unsubscribe(name);
        assertThrows(InvalidDestinationException.class, () -> withClientId.unsubscribe(name));
    }

    @Test
    @Covers("UNS-3")
    void anotherClientIdDoesNotFindIt() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        String noClientId = names.subscription();
        Session owner = newConnection(names.clientId()).createSession();
        Session other = newConnection(names.clientId()).createSession();
        owner.createDurableConsumer(topic, name).close();
        session().createSharedDurableConsumer(topic, noClientId).close();
        send(topic, "kept");
        assertThrows(InvalidDestinationException.class, () -> other.unsubscribe(name));
        assertThrows(InvalidDestinationException.class, () -> session().unsubscribe(name));
        assertThrows(InvalidDestinationException.class, () -> owner.unsubscribe(noClientId));
        try (MessageConsumer one = owner.createDurableConsumer(topic, name);
                MessageConsumer two = session().createSharedDurableConsumer(topic, noClientId)) {
            assertEquals("kept", receiveText(one));
            assertEquals("kept", receiveText(two));
        }
        owner.unsubscribe(name);
        session().unsubscribe(noClientId);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("UNS-4")
    void anActiveSubscriptionIsNotDeleted(boolean shared) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Connection connection = newConnection(names.clientId());
        Session session = connection.createSession();
        Session sibling = connection.createSession();
        try (MessageConsumer active = create(session, topic, name, shared)) {
            assertThrows(IllegalStateException.class, () -> session.unsubscribe(name));
            assertThrows(IllegalStateException.class, () -> sibling.unsubscribe(name));
            send(topic, "kept");
            assertEquals("kept", receiveText(active));
        }
        session.unsubscribe(name);
        JMSContext context = newContext();
        try (var active = context.createSharedDurableConsumer(topic, name)) {
            assertThrows(IllegalStateRuntimeException.class, () -> context.unsubscribe(name));
            assertNull(active.receiveNoWait());
        }
        context.unsubscribe(name);
    }

    /** The rule leaves the effect open; ours deletes, and settling the old messages afterwards does no harm. */
    @ParameterizedTest
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Covers("UNS-5")
    void aSubscriptionWithUnsettledMessagesIsDeleted(int mode) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Connection connection = newConnection(names.clientId());
        Session session = connection.createSession(mode);
        Message unsettled;
        try (MessageConsumer consumer = session.createDurableConsumer(topic, name)) {
            send(topic, "unsettled", "unread");
            unsettled = receive(consumer);
        }
        Session other = connection.createSession();
        other.unsubscribe(name);
        if (mode == Session.SESSION_TRANSACTED) {
            session.commit();
        } else {
            unsettled.acknowledge();
        }
        assertThrows(InvalidDestinationException.class, () -> other.unsubscribe(name));
        try (MessageConsumer again = other.createDurableConsumer(topic, name)) {
            send(topic, "marker");
            assertEquals("marker", receiveText(again));
        }
        other.unsubscribe(name);
    }

    @Test
    @Covers("UNS-6")
    void sharedSubscriptionsWithoutClientIdNeedNone() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        try (JMSContext context = newContext()) {
            context.createSharedDurableConsumer(topic, name);
        }
        JMSContext another = newContext();
        another.unsubscribe(name);
        assertThrows(InvalidDestinationRuntimeException.class, () -> another.unsubscribe(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "connection", "context"})
    @Covers("UNS-7")
    void closingWhatHoldsTheConsumerIsEnough(String closed) throws Exception {
        Topic topic = newTopic();
        String clientId = names.clientId();
        String name = names.subscription();
        switch (closed) {
            case "session" -> {
                Connection connection = newConnection(clientId);
                Session holding = connection.createSession();
                holding.createDurableConsumer(topic, name);
                holding.close();
                connection.createSession().unsubscribe(name);
            }
            case "connection" -> {
                Connection connection = newConnection(clientId);
                connection.createSession().createDurableConsumer(topic, name);
                connection.close();
                newConnection(clientId).createSession().unsubscribe(name);
            }
            default -> {
                JMSContext parent = track(provider.withClientId(clientId).createContext());
                JMSContext child = parent.createContext(JMSContext.AUTO_ACKNOWLEDGE);
                child.createDurableConsumer(topic, name);
                child.close();
                parent.unsubscribe(name);
            }
        }
        assertThrows(InvalidDestinationException.class, () -> session().unsubscribe(name));
    }

    /** The rule leaves this open; ours takes effect at once and is not rolled back. */
    @Test
    @Covers("UNS-8")
    void unsubscribeIsNotPartOfTheTransaction() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Connection connection = newConnection(names.clientId());
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        Session other = connection.createSession();
        other.createDurableConsumer(topic, name).close();
        transacted.unsubscribe(name);
        transacted.rollback();
        assertThrows(InvalidDestinationException.class, () -> other.unsubscribe(name));
    }
}
