package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Shared non-durable subscriptions: joined by name, gone with the last consumer. */
class SharedSubscriptionConformanceTest extends ConformanceTest {

    @Test
    @Covers("SUB-SN-1")
    void consumersOfAnySessionAndConnectionJoinByName() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        MessageConsumer first = session().createSharedConsumer(topic, name);
        MessageConsumer second = newSession(Session.AUTO_ACKNOWLEDGE).createSharedConsumer(topic, name);
        MessageConsumer third = newConnection().createSession().createSharedConsumer(topic, name);
        JMSConsumer fourth = newContext().createSharedConsumer(topic, name);
        Collected<Message> all = new Collected<>();
        for (MessageConsumer consumer : new MessageConsumer[] {first, second, third}) {
            consumer.setMessageListener(all::add);
        }
        fourth.setMessageListener(all::add);
        Session sending = newConnection().createSession();
        var producer = sending.createProducer(topic);
        Set<String> expected = new TreeSet<>();
        for (int i = 0; i < 100; i++) {
            producer.send(sending.createTextMessage("message " + i));
            expected.add("message " + i);
        }
        Set<String> seen = new TreeSet<>();
        for (Message message : all.next(100)) {
            seen.add(textOf(message));
        }
        assertEquals(expected, seen);
        assertEquals(0, all.size());
    }

    @Test
    @Covers({"SUB-SN-2", "SUB-SN-3"})
    void theClientIdIsPartOfTheIdentity() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session withA = newConnection(names.clientId()).createSession();
        Session withB = newConnection(names.clientId()).createSession();
        MessageConsumer ofA = withA.createSharedConsumer(topic, name);
        MessageConsumer ofB = withB.createSharedConsumer(topic, name);
        MessageConsumer ofNone = session().createSharedConsumer(topic, name);
        send(topic, "one for each");
        for (MessageConsumer consumer : new MessageConsumer[] {ofA, ofB, ofNone}) {
            assertEquals("one for each", receiveText(consumer));
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @Covers("SUB-SN-2")
    void sessionsOfAConnectionWithAClientIdShare() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        var connection = newConnection(names.clientId());
        MessageConsumer first = connection.createSession().createSharedConsumer(topic, name);
        MessageConsumer second = connection.createSession().createSharedConsumer(topic, name);
        send(topic, "one", "two");
        assertEquals("one", receiveText(first));
        assertEquals("two", receiveText(second));
        assertNull(first.receiveNoWait());
        assertNull(second.receiveNoWait());
    }

    @Test
    @Covers("SUB-SN-4")
    void anotherTopicOrSelectorIsRefusedWhileInUse() throws Exception {
        Topic topic = newTopic();
        Topic other = newTopic();
        String name = names.subscription();
        MessageConsumer plain = session().createSharedConsumer(topic, name);
        String selectingName = names.subscription();
        MessageConsumer selecting = session().createSharedConsumer(topic, selectingName, "a = 1");
        for (Session session : new Session[] {session(), newConnection().createSession()}) {
            new Calls<Session>()
                    .with("topic", s -> s.createSharedConsumer(other, name))
                    .with("selector added", s -> s.createSharedConsumer(topic, name, "a = 1"))
                    .with("selector dropped", s -> s.createSharedConsumer(topic, selectingName))
                    .with("selector changed", s -> s.createSharedConsumer(topic, selectingName, "a = 2"))
                    .allThrow(JMSException.class, session);
        }
        new Calls<JMSContext>()
                .with("topic", c -> c.createSharedConsumer(other, name))
                .with("selector", c -> c.createSharedConsumer(topic, name, "a = 1"))
                .allThrow(JMSRuntimeException.class, newContext());
        Message message = session().createTextMessage("unharmed");
        message.setIntProperty("a", 1);
        send(topic, message);
        assertEquals("unharmed", receiveText(plain));
        assertEquals("unharmed", receiveText(selecting));
    }

    @Test
    @Covers("SUB-SN-5")
    void theSubscriptionEndsWithItsLastConsumer() throws Exception {
        Topic topic = newTopic();
        Topic other = newTopic();
        String name = names.subscription();
        for (int i = 0; i < 20; i++) {
            MessageConsumer first = session().createSharedConsumer(topic, name);
            MessageConsumer last = session().createSharedConsumer(topic, name);
            send(topic, "kept while one is left");
            first.close();
            assertEquals("kept while one is left", receiveText(last));
            send(topic, "dropped with the last");
            last.close();
            try (MessageConsumer again = session().createSharedConsumer(topic, name)) {
                send(topic, "marker");
                assertEquals("marker", receiveText(again));
            }
            try (MessageConsumer changed = session().createSharedConsumer(other, name, "JMSPriority = 4")) {
                send(other, "other");
                assertEquals("other", receiveText(changed));
            }
        }
    }

    @Test
    @Covers("SUB-SN-6")
    void aDurableSubscriptionOfTheSameNameIsAnotherOne() throws Exception {
        Topic topic = newTopic();
        Topic other = newTopic();
        String name = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        MessageConsumer shared = session.createSharedConsumer(topic, name);
        MessageConsumer durable = session.createDurableConsumer(other, name, "JMSPriority = 4", false);
        send(topic, "shared");
        send(other, "durable");
        assertEquals("shared", receiveText(shared));
        assertNull(shared.receiveNoWait());
        assertEquals("durable", receiveText(durable));
        assertNull(durable.receiveNoWait());
        shared.close();
        send(other, "still durable");
        assertEquals("still durable", receiveText(durable));
        durable.close();
        session.unsubscribe(name);

        try (MessageConsumer sharedDurable = session.createSharedDurableConsumer(topic, name);
                MessageConsumer again = session.createSharedConsumer(other, name)) {
            send(topic, "shared durable");
            send(other, "shared");
            assertEquals("shared durable", receiveText(sharedDurable));
            assertEquals("shared", receiveText(again));
        }
        session.unsubscribe(name);
    }

    @Test
    @Covers("SUB-SN-7")
    void unsubscribeDoesNotTouchIt() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        Session session = newConnection(names.clientId()).createSession();
        MessageConsumer shared = session.createSharedConsumer(topic, name);
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
        session.createDurableConsumer(topic, name).close();
        send(topic, "kept");
        session.unsubscribe(name);
        assertEquals("kept", receiveText(shared));
    }

    @Test
    @Covers({"SUB-SN-8", "SUB-SD-7"})
    void messagesOfTheOwnConnectionAreReceived() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        MessageConsumer shared = session().createSharedConsumer(topic, name);
        MessageConsumer durable = session().createSharedDurableConsumer(topic, name);
        send(topic, "own");
        assertEquals("own", receiveText(shared));
        assertEquals("own", receiveText(durable));
        durable.close();
        session().unsubscribe(name);
    }
}
