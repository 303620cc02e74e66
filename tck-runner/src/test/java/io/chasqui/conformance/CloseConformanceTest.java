package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing from ordinary threads: what it closes, what it leaves, and that closing again is harmless. */
class CloseConformanceTest extends ConformanceTest {

    /** A connection with one of everything on it. */
    private record Family(
            Connection connection,
            Session session,
            MessageConsumer consumer,
            MessageProducer producer,
            QueueBrowser browser) {

        List<AutoCloseable> members() {
            return new ArrayList<>(List.of(connection, session, consumer, producer, browser));
        }
    }

    private Family family() throws JMSException {
        Connection connection = newConnection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        return new Family(
                connection,
                session,
                session.createConsumer(queue),
                session.createProducer(queue),
                session.createBrowser(queue));
    }

    @Test
    @Covers({"CLS-1", "CLS-3"})
    void closingTheConnectionClosesEverything() throws Exception {
        Family family = family();
        family.connection.close();
        Message message = session().createMessage();
        ClosedCalls.connection().allThrow(IllegalStateException.class, family.connection);
        ClosedCalls.session(newQueue(), newTopic()).allThrow(IllegalStateException.class, family.session);
        ClosedCalls.consumer().allThrow(IllegalStateException.class, family.consumer);
        ClosedCalls.identifiedProducer(message).allThrow(IllegalStateException.class, family.producer);
        ClosedCalls.browser().allThrow(IllegalStateException.class, family.browser);
    }

    @Test
    @Covers({"CLS-1", "CLS-3", "CLS-4"})
    void closingASessionClosesItsChildren() throws Exception {
        Family family = family();
        family.session.close();
        ClosedCalls.session(newQueue(), newTopic()).allThrow(IllegalStateException.class, family.session);
        ClosedCalls.consumer().allThrow(IllegalStateException.class, family.consumer);
        ClosedCalls.identifiedProducer(session().createMessage())
                .allThrow(IllegalStateException.class, family.producer);
        ClosedCalls.browser().allThrow(IllegalStateException.class, family.browser);
    }

    @Test
    @Covers({"CLS-1", "CLS-2"})
    void closingIsHarmlessInEveryOrder() throws Exception {
        for (int rotation = 0; rotation < 5; rotation++) {
            List<AutoCloseable> members = family().members();
            Collections.rotate(members, rotation);
            for (int round = 0; round < 2; round++) {
                for (AutoCloseable member : members) {
                    member.close();
                }
            }
        }
        List<AutoCloseable> childrenFirst = family().members();
        Collections.reverse(childrenFirst);
        for (AutoCloseable member : childrenFirst) {
            member.close();
        }
        JMSContext context = newContext();
        JMSConsumer consumer = context.createConsumer(newQueue());
        for (AutoCloseable member : List.of(context, consumer, context, consumer)) {
            member.close();
        }
    }

    @Test
    @Covers("CLS-2")
    void closingFromSeveralThreadsAtOnceIsHarmless() throws Exception {
        for (int round = 0; round < 10; round++) {
            Family family = family();
            List<Future<String>> closes = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                for (AutoCloseable member : family.members()) {
                    closes.add(inBackground(() -> {
                        member.close();
                        return "closed";
                    }));
                }
            }
            for (Future<String> close : closes) {
                assertEquals("closed", resultOf(close));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection", "session", "consumer"})
    @Covers({"CLS-2", "CLS-6"})
    void everyCloseWaitsUntilTheListenerHasFinished(String kind) throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        Trial held = Trial.held();
        consumer.setMessageListener(held);
        send(queue, "text");
        held.awaitEntered();
        AutoCloseable closing =
                switch (kind) {
                    case "connection" -> connection;
                    case "session" -> session;
                    default -> consumer;
                };
        BlockedCall<String> first = BlockedCall.startAction(closing::close);
        first.awaitBlocked();
        BlockedCall<String> second = BlockedCall.startAction(closing::close);
        second.awaitBlocked();
        held.release();
        resultOf(first.future());
        resultOf(second.future());
        assertEquals(1, held.ended(), "close returned before the listener had");
        held.assertWorked();
    }

    @Test
    @Covers("CLS-5")
    void messagesOutliveTheirConnection() throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(queue);
        MapMessage sent = session.createMapMessage();
        sent.setString("key", "value");
        sent.setIntProperty("number", 1);
        try (MessageProducer producer = session.createProducer(queue)) {
            producer.send(sent);
        }
        MapMessage received = (MapMessage) receive(consumer);
        TextMessage created = session.createTextMessage("created");
        connection.close();

        assertEquals("value", received.getString("key"));
        assertEquals(1, received.getIntProperty("number"));
        assertEquals(queue, received.getJMSDestination());
        assertThrows(IllegalStateException.class, received::acknowledge);
        created.setText("changed");
        Queue other = newQueue();
        send(other, created);
        assertEquals("changed", textOf(receiveFrom(other)));
        send(other, received);
        assertEquals("value", ((MapMessage) receiveFrom(other)).getString("key"));
        received.clearBody();
        received.setString("key", "new");
        send(other, received);
        assertEquals("new", ((MapMessage) receiveFrom(other)).getString("key"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("CLS-7")
    void noFurtherListenerCallBeginsAfterClose(boolean closeConnection) throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession();
        Trial held = Trial.held();
        session.createConsumer(queue).setMessageListener(held);
        send(queue, "first", "second", "third");
        held.awaitEntered();
        BlockedCall<String> close = BlockedCall.startAction(closeConnection ? connection::close : session::close);
        close.awaitBlocked();
        held.release();
        resultOf(close.future());
        held.assertWorked();
        assertEquals(0, held.ended(), "listener calls that began after close");
        MessageConsumer next = session().createConsumer(queue);
        for (String text : List.of("second", "third")) {
            Message message = receive(next);
            assertEquals(text, textOf(message));
            assertEquals(1, message.getIntProperty("JMSXDeliveryCount"));
        }
        assertNull(next.receiveNoWait());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("CLS-8")
    void closeAcknowledgesNothing(boolean closeConnection) throws Exception {
        Queue queue = newQueue();
        send(queue, "first", "second");
        Connection connection = newConnection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        assertEquals("first", receiveText(session.createConsumer(queue)));
        (closeConnection ? (AutoCloseable) connection : session).close();
        Message again = receiveFrom(queue);
        assertEquals("first", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("CLS-8")
    void whatHasBeenHandedOverIsAcknowledgedDespiteClose(boolean withListener) throws Exception {
        Queue queue = newQueue();
        send(queue, "handed over", "marker");
        Connection connection = stoppedConnection();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        if (withListener) {
            Trial held = Trial.held();
            consumer.setMessageListener(held);
            connection.start();
            held.awaitEntered();
            BlockedCall<String> close = BlockedCall.startAction(connection::close);
            close.awaitBlocked();
            held.release();
            resultOf(close.future());
        } else {
            connection.start();
            assertEquals("handed over", receiveText(consumer));
            connection.close();
        }
        Message next = receiveFrom(queue);
        assertEquals("marker", textOf(next));
    }

    @Test
    @Covers("CLS-9")
    void closingASessionLeavesTheOthersWorking() throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session closing = connection.createSession();
        Session staying = connection.createSession();
        MessageConsumer consumer = staying.createConsumer(queue);
        MessageProducer producer = staying.createProducer(queue);
        closing.createConsumer(newQueue());
        closing.close();
        producer.send(staying.createTextMessage("still working"));
        assertEquals("still working", receiveText(consumer));
        connection.createSession().close();
    }

    @Test
    @Covers("CLS-12")
    void anInterruptedThreadLeavesNothingLocked() throws Exception {
        Topic topic = newTopic();
        String clientId = names.clientId();
        String name = names.subscription();
        Connection connection = newConnection(clientId);
        MessageConsumer consumer = connection.createSession().createDurableConsumer(topic, name);
        BlockedCall<String> call = BlockedCall.start(() -> {
            assertThrows(JMSException.class, consumer::receive);
            Thread.currentThread().interrupt();
            connection.close();
            return "closed";
        });
        call.awaitBlocked();
        call.interrupt();
        assertEquals("closed", resultOf(call.future()));
        Connection successor = newConnection(clientId);
        Session session = successor.createSession();
        session.createDurableConsumer(topic, name).close();
        session.unsubscribe(name);
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe(name));
    }

    @Test
    @Covers("CLS-13")
    void threadsEndWithTheLastConnection() throws Exception {
        openAndClose(20);
        int before = Thread.activeCount();
        int cycles = 300;
        openAndClose(cycles);
        // A pool may have grown; a thread left behind by every connection is what must not be.
        await("no threads are left behind", () -> Thread.activeCount() <= before + cycles / 4);
    }

    private void openAndClose(int cycles) throws JMSException {
        for (int i = 0; i < cycles; i++) {
            try (Connection connection = provider.connectionFactory().createConnection()) {
                connection.createSession().createProducer(session().createQueue("q"));
                connection.start();
            }
        }
    }

    @Test
    @Covers("CLS-14")
    void closeReturnsWhateverWasCalledBefore() throws Exception {
        Connection neverStarted = stoppedConnection();
        neverStarted.createSession().createConsumer(newQueue()).setMessageListener(message -> {});
        Connection stopped = newConnection();
        stopped.createSession().createConsumer(newQueue()).setMessageListener(message -> {});
        stopped.stop();
        Connection fresh = stoppedConnection();
        for (Connection connection : List.of(neverStarted, stopped, fresh)) {
            resultOf(inBackground(() -> {
                connection.close();
                return "closed";
            }));
        }
    }
}
