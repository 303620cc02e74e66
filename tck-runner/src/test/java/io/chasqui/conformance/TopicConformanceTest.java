package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** What all kinds of subscriptions have in common. */
class TopicConformanceTest extends ConformanceTest {

    @Test
    @Covers("TOP-1")
    void everySubscriptionGetsItsOwnCopy() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        send(topic, "before anybody subscribed");
        MessageConsumer one = session().createConsumer(topic);
        MessageConsumer two = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(topic);
        MessageConsumer shared = session().createSharedConsumer(topic, name);
        MessageConsumer selecting = session().createConsumer(topic, "colour = 'blue'");
        send(topic, "for all");
        Message blue = session().createTextMessage("blue");
        blue.setStringProperty("colour", "blue");
        send(topic, blue);
        for (MessageConsumer consumer : List.of(one, two, shared)) {
            assertEquals("for all", receiveText(consumer));
            assertEquals("blue", receiveText(consumer));
            assertNull(consumer.receiveNoWait());
        }
        assertEquals("blue", receiveText(selecting));
        assertNull(selecting.receiveNoWait());
    }

    @Test
    @Covers("TOP-1")
    void copiesOfAMessageAreIndependent() throws Exception {
        Topic topic = newTopic();
        Session keeping = newSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer keeper = keeping.createConsumer(topic);
        MessageConsumer changer = session().createConsumer(topic);
        send(topic, "original");
        TextMessage changed = (TextMessage) receive(changer);
        changed.clearBody();
        changed.setText("changed");
        changed.setJMSType("changed");
        Message kept = receive(keeper);
        assertEquals("original", textOf(kept));
        assertNull(kept.getJMSType());
        keeping.recover();
        assertEquals("original", receiveText(keeper));
        assertNull(changer.receiveNoWait());
    }

    @Test
    @Covers("TOP-3")
    void aSubscriptionIsThereWhenTheCallThatCreatesItReturns() throws Exception {
        Topic topic = newTopic();
        Session sending = newConnection().createSession();
        MessageProducer producer = sending.createProducer(topic);
        Connection durable = newConnection(names.clientId());
        Session session = durable.createSession();
        for (int i = 0; i < 20; i++) {
            String text = "message " + i;
            String name = names.subscription();
            List<MessageConsumer> consumers = new ArrayList<>();
            consumers.add(session.createConsumer(topic));
            producer.send(sending.createTextMessage("plain " + text));
            consumers.add(session.createSharedConsumer(topic, name));
            producer.send(sending.createTextMessage("shared " + text));
            consumers.add(session.createDurableConsumer(topic, name));
            producer.send(sending.createTextMessage("durable " + text));
            assertEquals("plain " + text, receiveText(consumers.get(0)));
            assertEquals("shared " + text, receiveText(consumers.get(1)));
            assertEquals("durable " + text, receiveText(consumers.get(2)));
            for (MessageConsumer consumer : consumers) {
                consumer.close();
            }
            session.unsubscribe(name);
        }
    }

    @Test
    @Covers("TOP-4")
    void aTopicWithoutSubscriptionsDiscards() throws Exception {
        Topic topic = newTopic();
        send(topic, "discarded");
        MessageConsumer consumer = session().createConsumer(topic);
        send(topic, "marker");
        assertEquals("marker", receiveText(consumer));
    }

    @Test
    @Covers({"TOP-5", "TOP-6"})
    void subscriptionNamesHoldLettersDigitsAndPunctuation() throws Exception {
        Topic topic = newTopic();
        Session session = newConnection(names.clientId()).createSession();
        String unique = names.unique("n");
        String characters = "Aa0_.-ñЖ漢$";
        List<String> tried = List.of(
                unique + characters, characters + unique, (unique + "x".repeat(128)).substring(0, 128), "." + unique);
        for (String name : tried) {
            session.createDurableConsumer(topic, name).close();
            send(topic, "to " + name);
            try (MessageConsumer consumer = session.createDurableConsumer(topic, name)) {
                assertEquals("to " + name, receiveText(consumer));
            }
            session.unsubscribe(name);
            String other = name.substring(1) + "s";
            try (MessageConsumer consumer = session.createSharedDurableConsumer(topic, other)) {
                send(topic, "shared " + name);
                assertEquals("shared " + name, receiveText(consumer));
            }
            session.unsubscribe(other);
        }
    }

    @Test
    @Covers("TOP-5")
    void clientIdAndNameAreNotMixedUp() throws Exception {
        Topic topic = newTopic();
        String a = names.unique("a");
        Session left = newConnection(a + ".b").createSession();
        Session right = newConnection(a).createSession();
        left.createDurableConsumer(topic, "c", "side = 'left'", false).close();
        right.createDurableConsumer(topic, "b.c", "side = 'right'", false).close();
        for (String side : List.of("left", "right")) {
            Message message = session().createTextMessage(side);
            message.setStringProperty("side", side);
            send(topic, message);
        }
        try (MessageConsumer consumer = left.createDurableConsumer(topic, "c", "side = 'left'", false)) {
            assertEquals("left", receiveText(consumer));
        }
        left.unsubscribe("c");
        try (MessageConsumer consumer = right.createDurableConsumer(topic, "b.c", "side = 'right'", false)) {
            assertEquals("right", receiveText(consumer));
        }
        right.unsubscribe("b.c");
    }

    @Test
    @Covers("TOP-8")
    void unfinishedMessagesOfAClosedConsumerGoToTheOthers() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session leaving = newConnection().createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer first = leaving.createSharedConsumer(topic, name);
        MessageConsumer second = session().createSharedConsumer(topic, name);
        send(topic, "first", "second", "third");
        assertEquals("first", receiveText(first));
        leaving.close();
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            rest.add(receiveText(second));
        }
        rest.sort(null);
        assertEquals(List.of("first", "second", "third"), rest);
        assertNull(second.receiveNoWait());
    }

    @Test
    @Covers("TOP-8")
    void eachMessageOfASubscriptionGoesToOneConsumer() throws Exception {
        int amount = 200;
        Topic topic = newTopic();
        String name = names.subscription();
        Collected<Message> all = new Collected<>();
        for (int i = 0; i < 3; i++) {
            newConnection().createSession().createSharedConsumer(topic, name).setMessageListener(all::add);
        }
        for (int i = 0; i < amount; i++) {
            send(topic, "message " + i);
        }
        List<String> seen = new ArrayList<>();
        for (Message message : all.next(amount)) {
            seen.add(textOf(message));
        }
        assertEquals(amount, seen.stream().distinct().count());
        assertEquals(0, all.size());
    }

    @Test
    @Covers("TOP-9")
    void theNullTopicIsRefused() throws Exception {
        new Calls<Session>()
                .with("createConsumer", s -> s.createConsumer(null))
                .with("createConsumer, selector", s -> s.createConsumer(null, "a = 1"))
                .with("createConsumer, noLocal", s -> s.createConsumer(null, "a = 1", true))
                .with("createSharedConsumer", s -> s.createSharedConsumer(null, "n"))
                .with("createSharedConsumer, selector", s -> s.createSharedConsumer(null, "n", "a = 1"))
                .with("createDurableSubscriber", s -> s.createDurableSubscriber(null, "n"))
                .with("createDurableSubscriber, selector", s -> s.createDurableSubscriber(null, "n", "a = 1", false))
                .with("createDurableConsumer", s -> s.createDurableConsumer(null, "n"))
                .with("createDurableConsumer, selector", s -> s.createDurableConsumer(null, "n", "a = 1", false))
                .with("createSharedDurableConsumer", s -> s.createSharedDurableConsumer(null, "n"))
                .with("createSharedDurableConsumer, selector", s -> s.createSharedDurableConsumer(null, "n", "a = 1"))
                .allThrow(
                        InvalidDestinationException.class,
                        newConnection(names.clientId()).createSession());
        JMSContext context = newContext();
        context.setClientID(names.clientId());
        new Calls<JMSContext>()
                .with("createConsumer", c -> c.createConsumer(null))
                .with("createSharedConsumer", c -> c.createSharedConsumer(null, "n"))
                .with("createSharedConsumer, selector", c -> c.createSharedConsumer(null, "n", "a = 1"))
                .with("createDurableConsumer", c -> c.createDurableConsumer(null, "n"))
                .with("createDurableConsumer, selector", c -> c.createDurableConsumer(null, "n", "a = 1", false))
                .with("createSharedDurableConsumer", c -> c.createSharedDurableConsumer(null, "n"))
                .with("createSharedDurableConsumer, selector", c -> c.createSharedDurableConsumer(null, "n", "a = 1"))
                .allThrow(InvalidDestinationRuntimeException.class, context);
    }

    @Test
    @Covers("TOP-9")
    void anInvalidSelectorIsRefusedAndLeavesTheSubscriptionAlone() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        String shared = names.subscription();
        String clientId = names.clientId();
        Connection connection = newConnection(clientId);
        Session session = connection.createSession();
        session.createDurableConsumer(topic, name).close();
        session.createSharedDurableConsumer(topic, shared).close();
        send(topic, "kept");
        String wrong = "a = = 1";
        new Calls<Session>()
                .with("createConsumer", s -> s.createConsumer(topic, wrong))
                .with("createSharedConsumer", s -> s.createSharedConsumer(topic, "n", wrong))
                .with("createDurableSubscriber", s -> s.createDurableSubscriber(topic, name, wrong, false))
                .with("createDurableConsumer", s -> s.createDurableConsumer(topic, name, wrong, false))
                .with("createSharedDurableConsumer", s -> s.createSharedDurableConsumer(topic, shared, wrong))
                .allThrow(InvalidSelectorException.class, session);
        new Calls<Session>()
                .with("null topic", s -> s.createDurableConsumer(null, name))
                .with("null topic, shared", s -> s.createSharedDurableConsumer(null, shared))
                .allThrow(InvalidDestinationException.class, session);
        connection.close();

        JMSContext context = newContext();
        context.setClientID(clientId);
        new Calls<JMSContext>()
                .with("createDurableConsumer", c -> c.createDurableConsumer(topic, name, wrong, false))
                .with("createSharedDurableConsumer", c -> c.createSharedDurableConsumer(topic, shared, wrong))
                .allThrow(InvalidSelectorRuntimeException.class, context);
        try (var one = context.createDurableConsumer(topic, name);
                var two = context.createSharedDurableConsumer(topic, shared)) {
            assertEquals("kept", receiveText(one));
            assertEquals("kept", receiveText(two));
        }
        context.unsubscribe(name);
        context.unsubscribe(shared);
    }

    /** The rule leaves these names open; ours is to refuse them with the exceptions of the API. */
    @ParameterizedTest
    @NullAndEmptySource
    @Covers("TOP-10")
    void aSubscriptionNeedsAName(String name) throws Exception {
        Topic topic = newTopic();
        new Calls<Session>()
                .with("createSharedConsumer", s -> s.createSharedConsumer(topic, name))
                .with("createDurableSubscriber", s -> s.createDurableSubscriber(topic, name))
                .with("createDurableConsumer", s -> s.createDurableConsumer(topic, name))
                .with("createSharedDurableConsumer", s -> s.createSharedDurableConsumer(topic, name))
                .with("unsubscribe", s -> s.unsubscribe(name))
                .allThrow(JMSException.class, newConnection(names.clientId()).createSession());
        JMSContext context = newContext();
        context.setClientID(names.clientId());
        new Calls<JMSContext>()
                .with("createSharedConsumer", c -> c.createSharedConsumer(topic, name))
                .with("createDurableConsumer", c -> c.createDurableConsumer(topic, name))
                .with("createSharedDurableConsumer", c -> c.createSharedDurableConsumer(topic, name))
                .with("unsubscribe", c -> c.unsubscribe(name))
                .allThrow(JMSRuntimeException.class, context);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("TOP-11")
    void theEmptySelectorIsNoSelector(boolean shared) throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        for (String selector : new String[] {null, "", null}) {
            try (MessageConsumer consumer = shared
                    ? session.createSharedDurableConsumer(topic, name, selector)
                    : session.createDurableConsumer(topic, name, selector, false)) {
                assertNull(consumer.getMessageSelector());
                if (shared) {
                    session.createSharedDurableConsumer(topic, name, selector == null ? "" : null)
                            .close();
                }
            }
            send(topic, "kept");
        }
        MessageConsumer consumer =
                shared ? session.createSharedDurableConsumer(topic, name) : session.createDurableConsumer(topic, name);
        for (int i = 0; i < 3; i++) {
            assertEquals("kept", receiveText(consumer));
        }
        consumer.close();
        session.unsubscribe(name);
    }
}
