package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Message listeners: when they are called, how they are taken away, and what they may do while others wait for them. */
class MessageListenerConformanceTest extends ConformanceTest {

    @Test
    @Covers("LSN-1")
    void aListenerIsCalledAndReported() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        assertNull(consumer.getMessageListener());
        Collected<Message> messages = new Collected<>();
        MessageListener listener = messages::add;
        consumer.setMessageListener(listener);
        assertSame(listener, consumer.getMessageListener());
        send(queue, "first", "second");
        assertEquals("first", textOf(messages.next()));
        assertEquals("second", textOf(messages.next()));
    }

    @Test
    @Covers("LSN-1")
    void aListenerOfAJmsConsumerIsCalledAndReported() throws Exception {
        Queue queue = newQueue();
        JMSConsumer consumer = newContext().createConsumer(queue);
        assertNull(consumer.getMessageListener());
        Collected<Message> messages = new Collected<>();
        MessageListener listener = messages::add;
        consumer.setMessageListener(listener);
        assertSame(listener, consumer.getMessageListener());
        send(queue, "first");
        assertEquals("first", textOf(messages.next()));
    }

    @Test
    @Covers("LSN-2")
    void withoutItsListenerTheConsumerReceivesAgain() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        Collected<Message> messages = new Collected<>();
        consumer.setMessageListener(messages::add);
        send(queue, "listener");
        assertEquals("listener", textOf(messages.next()));
        consumer.setMessageListener(null);
        assertNull(consumer.getMessageListener());
        send(queue, "receive");
        assertEquals("receive", receiveText(consumer));
        assertEquals(0, messages.size());
    }

    @Test
    @Covers("LSN-2")
    void withoutItsListenerTheJmsConsumerReceivesAgain() throws Exception {
        Queue queue = newQueue();
        JMSConsumer consumer = newContext().createConsumer(queue);
        Collected<Message> messages = new Collected<>();
        consumer.setMessageListener(messages::add);
        send(queue, "listener");
        assertEquals("listener", textOf(messages.next()));
        consumer.setMessageListener(null);
        assertNull(consumer.getMessageListener());
        send(queue, "receive");
        assertEquals("receive", receiveText(consumer));
        assertEquals(0, messages.size());
    }

    /** The rule leaves a change of listener open; ours takes effect with the next message, and loses none. */
    @Test
    @Covers("LSN-3")
    void aNewListenerGetsTheNextMessage() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        Collected<String> seen = new Collected<>();
        Trial old = Trial.held(message -> seen.add("old " + textOf((Message) message)));
        consumer.setMessageListener(old);
        send(queue, "first");
        old.awaitEntered();
        send(queue, "second", "third");
        BlockedCall<String> change = BlockedCall.startAction(
                () -> consumer.setMessageListener(Trial.of(message -> seen.add("new " + textOf((Message) message)))));
        await(
                "the new listener is set, or waits for the old one",
                () -> change.future().isDone() || consumer.getMessageListener() == old);
        old.release();
        resultOf(change.future());
        List<String> all = seen.next(3);
        assertEquals("old first", all.get(0));
        assertEquals(
                List.of("first", "second", "third"),
                all.stream().map(text -> text.substring(4)).toList());
        send(queue, "fourth");
        assertEquals("new fourth", seen.next());
    }

    @Test
    @Covers("LSN-4")
    void aListenerGetsTheMessagesThatCameBeforeIt() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue);
        send(queue, "first", "second", "third");
        assertEquals("first", receiveText(consumer));
        Collected<Message> messages = new Collected<>();
        consumer.setMessageListener(messages::add);
        assertEquals("second", textOf(messages.next()));
        assertEquals("third", textOf(messages.next()));
    }

    @Test
    @Covers("LSN-5")
    void noListenerIsCalledBeforeTheConnectionIsStarted() throws Exception {
        Queue queue = newQueue();
        Queue other = newQueue();
        Connection connection = stoppedConnection();
        Collected<Message> messages = new Collected<>();
        connection.createSession().createConsumer(queue).setMessageListener(messages::add);
        MessageConsumer marker = session().createConsumer(other);
        send(queue, "early");
        send(other, "marker");
        receive(marker);
        messages.assertNothingComes();
        connection.start();
        assertEquals("early", textOf(messages.next()));
    }

    @Test
    @Covers("LSN-6")
    void receiveFailsWhileThereIsAListener() throws Exception {
        MessageConsumer consumer = session().createConsumer(newQueue());
        consumer.setMessageListener(message -> {});
        new Calls<MessageConsumer>()
                .with("receive()", MessageConsumer::receive)
                .with("receive(1)", c -> c.receive(1))
                .with("receiveNoWait", MessageConsumer::receiveNoWait)
                .allThrow(IllegalStateException.class, consumer);
        JMSConsumer simplified = newContext().createConsumer(newQueue());
        simplified.setMessageListener(message -> {});
        new Calls<JMSConsumer>()
                .with("receive()", JMSConsumer::receive)
                .with("receive(1)", c -> c.receive(1))
                .with("receiveNoWait", JMSConsumer::receiveNoWait)
                .with("receiveBody", c -> c.receiveBody(String.class))
                .with("receiveBody(1)", c -> c.receiveBody(String.class, 1))
                .with("receiveBodyNoWait", c -> c.receiveBodyNoWait(String.class))
                .allThrow(IllegalStateRuntimeException.class, simplified);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop", "close connection", "close session"})
    @Covers({"LSN-7", "CLS-6"})
    void aListenerKeepsEverythingWhileStopOrCloseWaitForIt(String ending) throws Exception {
        Queue queue = newQueue();
        Queue replies = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Trial held = Trial.held(message -> {
            try (var producer = session.createProducer(replies)) {
                producer.send(session.createTextMessage("reply to " + textOf((Message) message)));
            }
            session.createBrowser(replies).close();
            connection.createSession().close();
            session.commit();
        });
        session.createConsumer(queue).setMessageListener(held);
        send(queue, "request");
        held.awaitEntered();
        BlockedCall<String> call = BlockedCall.startAction(() -> {
            switch (ending) {
                case "stop" -> connection.stop();
                case "close session" -> session.close();
                default -> connection.close();
            }
        });
        call.awaitBlocked();
        held.release();
        resultOf(call.future());
        assertEquals(1, held.ended(), "the wait ended before the listener");
        held.assertWorked();
        assertEquals("reply to request", textOf(receiveFrom(replies)));
    }

    @Test
    @Covers({"LSN-7", "CLS-6"})
    void aListenerOfAContextKeepsEverythingWhileCloseWaitsForIt() throws Exception {
        Queue queue = newQueue();
        Queue replies = newQueue();
        JMSContext context = newContext();
        Trial held = Trial.held(message -> context.createProducer().send(replies, "reply"));
        context.createConsumer(queue).setMessageListener(held);
        send(queue, "request");
        held.awaitEntered();
        BlockedCall<String> close = BlockedCall.startAction(context::close);
        close.awaitBlocked();
        held.release();
        resultOf(close.future());
        assertEquals(1, held.ended(), "the wait ended before the listener");
        held.assertWorked();
        assertEquals("reply", textOf(receiveFrom(replies)));
    }
}
