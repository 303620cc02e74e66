package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledgement of messages that were received: what it covers, and what becomes of the rest. */
class AcknowledgeConformanceTest extends SessionScenario {

    private Queue queue;
    private Session client;

    @BeforeEach
    void openClientAcknowledgeSession() throws Exception {
        queue = newQueue();
        client = newSession(Session.CLIENT_ACKNOWLEDGE);
    }

    @Test
    @Covers("ACK-1")
    void autoAcknowledgesWhenReceiveReturns() throws Exception {
        send(queue, "one", "two", "three", "four");
        Session auto = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = auto.createConsumer(queue);
        assertEquals("one", textOf(consumer.receive()));
        assertEquals("two", receiveText(consumer));
        assertEquals("three", textOf(consumer.receiveNoWait()));
        auto.close();
        assertFirstDelivery("four", receiveFrom(queue));
        assertEmpty(queue);
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.DUPS_OK_ACKNOWLEDGE, Session.AUTO_ACKNOWLEDGE})
    @Covers({"ACK-5", "ORD-11"})
    void withoutFailureNothingComesTwice(int mode) throws Exception {
        int count = 100;
        send(queue, numbered("", count));
        Session session = newSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        Set<String> seen = new HashSet<>(receiveTexts(consumer, count));
        assertEquals(count, seen.size());
        assertNull(consumer.receiveNoWait());
        assertEmpty(queue);
        session.recover();
        assertNull(consumer.receiveNoWait());
    }

    @ParameterizedTest
    @ValueSource(strings = {"consumer", "session", "connection"})
    @Covers("ACK-6")
    void pendingLazyAcknowledgementsAreDoneAtClose(String closed) throws Exception {
        send(queue, "one", "two", "three");
        Connection connection = newConnection();
        Session session = connection.createSession(Session.DUPS_OK_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals(List.of("one", "two"), receiveTexts(consumer, 2));
        switch (closed) {
            case "consumer" -> consumer.close();
            case "session" -> session.close();
            default -> connection.close();
        }
        assertFirstDelivery("three", receiveFrom(queue));
        connection.close();
        assertEmpty(queue);
    }

    @Test
    @Covers({"ACK-7", "ACK-8", "ORD-9"})
    void acknowledgeCoversAllTheSessionDeliveredFromAllConsumers() throws Exception {
        Queue second = newQueue();
        send(queue, "a1", "a2", "a3");
        send(second, "b1", "b2", "b3");
        MessageConsumer a = client.createConsumer(queue);
        MessageConsumer b = client.createConsumer(second);
        assertEquals("a1", receiveText(a));
        Message middle = receive(b);
        assertEquals("a2", receiveText(a));
        assertEquals("b2", receiveText(b));
        middle.acknowledge();
        client.recover();
        assertFirstDelivery("a3", receive(a));
        assertFirstDelivery("b3", receive(b));
        client.close();
        assertRedelivery("a3", 2, receiveFrom(queue));
        assertRedelivery("b3", 2, receiveFrom(second));
        assertEmpty(queue);
        assertEmpty(second);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    @Covers("ACK-8")
    void itDoesNotMatterWhichMessageIsAcknowledged(int which) throws Exception {
        send(queue, "one", "two", "three");
        MessageConsumer consumer = client.createConsumer(queue);
        List<Message> messages = List.of(receive(consumer), receive(consumer), receive(consumer));
        messages.get(which).acknowledge();
        client.close();
        assertEmpty(queue);
    }

    @Test
    @Covers("ACK-8")
    void anAcknowledgedMessageAcknowledgesLaterOnes() throws Exception {
        send(queue, "one", "two", "three");
        MessageConsumer consumer = client.createConsumer(queue);
        Message first = receive(consumer);
        first.acknowledge();
        assertEquals("two", receiveText(consumer));
        first.acknowledge();
        first.acknowledge();
        client.close();
        assertHolds(queue, "three");
    }

    @Test
    @Covers("ACK-9")
    void whatWasNotHandedOutIsNotAcknowledged() throws Exception {
        send(queue, "one", "two", "three");
        MessageConsumer consumer = client.createConsumer(queue);
        receive(consumer).acknowledge();
        client.close();
        try (MessageConsumer rest = session().createConsumer(queue)) {
            assertFirstDelivery("two", receive(rest));
            assertFirstDelivery("three", receive(rest));
        }
    }

    @Test
    @Covers("ACK-10")
    void aContextAcknowledgesWhatItDelivered() throws Exception {
        JMSContext context = newContext(JMSContext.CLIENT_ACKNOWLEDGE);
        context.acknowledge();
        JMSConsumer consumer = context.createConsumer(queue);
        assertNull(consumer.receiveNoWait());
        context.acknowledge();
        send(queue, "one", "two");
        assertEquals("one", receiveText(consumer));
        assertEquals("two", receiveText(consumer));
        assertNull(consumer.receive(20));
        assertNull(consumer.receiveNoWait());
        context.acknowledge();
        context.recover();
        assertNull(consumer.receiveNoWait());
        context.close();
        assertEmpty(queue);
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE})
    @Covers({"ACK-10", "ACK-14"})
    void acknowledgeHasNoEffectWhereTheSessionAcknowledges(int mode) throws Exception {
        send(queue, "one", "two", "three");
        Session session = newSession(mode);
        MessageConsumer consumer = session.createConsumer(queue);
        Message one = receive(consumer);
        one.acknowledge();
        one.acknowledge();
        consumer.close();
        JMSContext context = newContext(mode);
        context.acknowledge();
        JMSConsumer other = context.createConsumer(queue);
        assertEquals("two", receiveText(other));
        context.acknowledge();
        other.close();
        assertHolds(queue, "three");
    }

    @Test
    @Covers("ACK-11")
    void acknowledgeIsPossibleAfterTheConsumerWasClosed() throws Exception {
        send(queue, "one", "two");
        MessageConsumer consumer = client.createConsumer(queue);
        Message one = receive(consumer);
        consumer.close();
        one.acknowledge();
        client.close();
        assertHolds(queue, "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session", "connection"})
    @Covers("ACK-12")
    void acknowledgeIsRefusedAfterTheSessionWasClosed(String closed) throws Exception {
        send(queue, "one");
        Connection connection = newConnection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Message one = receive(session.createConsumer(queue));
        if (closed.equals("session")) {
            session.close();
        } else {
            connection.close();
        }
        assertThrows(IllegalStateException.class, one::acknowledge);
        assertRedelivery("one", 2, receiveFrom(queue));
    }

    /** Our decision. */
    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Covers("ACK-13")
    void acknowledgeIsRefusedAfterCloseInTheOtherModesToo(int mode) throws Exception {
        send(queue, "one");
        Session session = newSession(mode);
        Message one = receive(session.createConsumer(queue));
        session.close();
        assertThrows(IllegalStateException.class, one::acknowledge);
    }

    @Test
    @Covers("ACK-15")
    void acknowledgingWhatWasNotReceivedDoesNothing() throws Exception {
        send(queue, "one", "two");
        MessageConsumer consumer = client.createConsumer(queue);
        assertEquals("one", receiveText(consumer));
        client.createTextMessage("created").acknowledge();
        Message sent = session().createTextMessage("sent");
        send(newQueue(), sent);
        sent.acknowledge();
        try (QueueBrowser browser = session().createBrowser(queue)) {
            var enumeration = browser.getEnumeration();
            while (enumeration.hasMoreElements()) {
                ((Message) enumeration.nextElement()).acknowledge();
            }
        }
        client.close();
        try (MessageConsumer rest = session().createConsumer(queue)) {
            assertRedelivery("one", 2, receive(rest));
            assertFirstDelivery("two", receive(rest));
        }
    }

    @Test
    @Covers("ACK-28")
    void whatAClosedSessionHeldGoesToOthersWithItsCount() throws Exception {
        send(queue, "one");
        for (int count = 1; count <= 3; count++) {
            Connection connection = newConnection();
            Message message =
                    receive(connection.createSession(Session.CLIENT_ACKNOWLEDGE).createConsumer(queue));
            assertEquals(count, message.getIntProperty("JMSXDeliveryCount"));
            assertEquals(count > 1, message.getJMSRedelivered());
            connection.close();
        }
        MessageConsumer waiting = session().createConsumer(queue);
        assertRedelivery("one", 4, receive(waiting));
    }

    @Test
    @Covers("ACK-28")
    void aConsumerThatIsWaitingGetsWhatAClosedSessionHeld() throws Exception {
        send(queue, "one");
        assertEquals("one", receiveText(client.createConsumer(queue)));
        Collected<Message> received = new Collected<>();
        newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(received::add);
        client.close();
        assertRedelivery("one", 2, received.next());
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    @Covers("ACK-29")
    void whatWasOnlyPrefetchedIsNotCounted(int mode) throws Exception {
        send(queue, "one", "two", "three");
        for (int i = 0; i < 3; i++) {
            Session session = newSession(mode);
            MessageConsumer consumer = session.createConsumer(queue);
            if (i == 2) {
                assertFirstDelivery("one", receive(consumer));
            }
            session.close();
        }
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            if (mode != Session.AUTO_ACKNOWLEDGE) {
                assertRedelivery("one", 2, receive(consumer));
            }
            assertFirstDelivery("two", receive(consumer));
            assertFirstDelivery("three", receive(consumer));
        }
    }
}
