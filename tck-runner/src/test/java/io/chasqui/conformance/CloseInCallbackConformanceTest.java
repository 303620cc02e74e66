package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** Closing from inside a listener: the matrix of who may close what. */
class CloseInCallbackConformanceTest extends ConformanceTest {

    @Test
    @Covers({"CLS-1", "EXC-7"})
    void aMessageListenerCannotCloseItsSessionOrConnection() throws Exception {
        new Calls<Connection>()
                .with("close the connection", Connection::close)
                .with("stop the connection", Connection::stop)
                .each(call -> {
                    Queue queue = newQueue();
                    Connection connection = newConnection();
                    Session session = connection.createSession();
                    Trial trial = Trial.of(message -> call.on(connection));
                    session.createConsumer(queue).setMessageListener(trial);
                    send(queue, "first", "second");
                    trial.assertThrew(IllegalStateException.class);
                    trial.assertThrew(IllegalStateException.class);
                    connection.close();
                });
        Queue queue = newQueue();
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        Trial trial = Trial.of(message -> session.close());
        session.createConsumer(queue).setMessageListener(trial);
        send(queue, "first", "second");
        trial.assertThrew(IllegalStateException.class);
        trial.assertThrew(IllegalStateException.class);
    }

    @Test
    @Covers("CLS-1")
    void aMessageListenerCannotCloseItsContext() throws Exception {
        new Calls<JMSContext>()
                .with("close", JMSContext::close)
                .with("stop", JMSContext::stop)
                .each(call -> {
                    Queue queue = newQueue();
                    JMSContext context = newContext();
                    Trial trial = Trial.of(message -> call.on(context));
                    context.createConsumer(queue).setMessageListener(trial);
                    send(queue, "first", "second");
                    trial.assertThrew(IllegalStateRuntimeException.class);
                    trial.assertThrew(IllegalStateRuntimeException.class);
                    context.close();
                });
    }

    @Test
    @Covers("CLS-1")
    void aMessageListenerMayCloseItsProducerItsBrowserAndOtherConsumers() throws Exception {
        Queue queue = newQueue();
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(queue);
        QueueBrowser browser = session.createBrowser(queue);
        MessageConsumer other = session.createConsumer(newQueue());
        MessageConsumer own = session.createConsumer(queue);
        Trial trial = Trial.of(message -> {
            producer.close();
            browser.close();
            other.close();
            own.close();
            own.close();
        });
        own.setMessageListener(trial);
        send(queue, "text");
        trial.assertWorked();
        ClosedCalls.consumer().allThrow(IllegalStateException.class, own);
        ClosedCalls.consumer().allThrow(IllegalStateException.class, other);
        ClosedCalls.browser().allThrow(IllegalStateException.class, browser);
    }

    @Test
    @Covers("CLS-1")
    void aListenerOfAJmsConsumerMayCloseIt() throws Exception {
        Queue queue = newQueue();
        JMSConsumer consumer = newContext().createConsumer(queue);
        Trial trial = Trial.of(message -> consumer.close());
        consumer.setMessageListener(trial);
        send(queue, "text", "marker");
        trial.assertWorked();
        ClosedCalls.jmsConsumer().allThrow(IllegalStateRuntimeException.class, consumer);
        assertEquals("marker", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("CLS-1")
    void aCompletionListenerMayCloseConsumersAndBrowsers() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        QueueBrowser browser = session().createBrowser(queue);
        Trial trial = Trial.of(message -> {
            consumer.close();
            browser.close();
        });
        session().createProducer(queue).send(session().createTextMessage("text"), trial);
        trial.assertWorked();
        ClosedCalls.consumer().allThrow(IllegalStateException.class, consumer);
        ClosedCalls.browser().allThrow(IllegalStateException.class, browser);
        assertEquals("text", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("CLS-11")
    void aListenerCannotCloseTheConnectionOfItsSessionButOtherSessions() throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session listening = connection.createSession();
        Session other = connection.createSession();
        MessageConsumer ofOther = other.createConsumer(newQueue());
        ofOther.setMessageListener(message -> {});
        Trial closesOther = Trial.of(message -> {
            if (textOf((Message) message).equals("connection")) {
                connection.close();
            } else {
                other.close();
            }
        });
        listening.createConsumer(queue).setMessageListener(closesOther);
        send(queue, "connection");
        closesOther.assertThrew(IllegalStateException.class);
        send(queue, "session");
        closesOther.assertWorked();
        ClosedCalls.consumer().allThrow(IllegalStateException.class, ofOther);
        send(queue, "session");
        closesOther.assertWorked();
    }

    @Test
    @Covers("CLS-11")
    void closingAnotherSessionFromAListenerWaitsForThatSession() throws Exception {
        Queue queue = newQueue();
        Queue otherQueue = newQueue();
        Connection connection = newConnection();
        Session listening = connection.createSession();
        Session other = connection.createSession();
        Trial held = Trial.held();
        other.createConsumer(otherQueue).setMessageListener(held);
        send(otherQueue, "holds the other session");
        held.awaitEntered();
        Collected<String> steps = new Collected<>();
        Trial closing = Trial.of(message -> {
            steps.add("closing");
            other.close();
            assertEquals(1, held.ended(), "close returned before the listener of that session had");
        });
        listening.createConsumer(queue).setMessageListener(closing);
        send(queue, "close the other");
        assertEquals("closing", steps.next());
        held.release();
        closing.assertWorked();
        held.assertWorked();
    }

    @Test
    @Covers({"CLS-1", "CLS-9"})
    void aListenerMayCloseAnotherConnection() throws Exception {
        Queue queue = newQueue();
        Connection other = newConnection();
        other.createSession().createConsumer(newQueue()).setMessageListener(message -> {});
        Trial trial = Trial.of(message -> other.close());
        newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(trial);
        send(queue, "text");
        trial.assertWorked();
        ClosedCalls.connection().allThrow(IllegalStateException.class, other);
    }
}
