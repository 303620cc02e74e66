package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Close, commit and rollback around incomplete asynchronous sends, and inside their callbacks. */
class AsyncCloseConformanceTest extends ConformanceTest {

    /** What must wait for incomplete sends, on a connection, a transacted session and a producer of the test's own. */
    enum Ending {
        CLOSE_PRODUCER {
            @Override
            void run(Connection connection, Session session, MessageProducer producer) throws Exception {
                producer.close();
            }
        },
        CLOSE_SESSION {
            @Override
            void run(Connection connection, Session session, MessageProducer producer) throws Exception {
                session.close();
            }
        },
        CLOSE_CONNECTION {
            @Override
            void run(Connection connection, Session session, MessageProducer producer) throws Exception {
                connection.close();
            }
        },
        COMMIT {
            @Override
            void run(Connection connection, Session session, MessageProducer producer) throws Exception {
                session.commit();
            }
        },
        ROLLBACK {
            @Override
            void run(Connection connection, Session session, MessageProducer producer) throws Exception {
                session.rollback();
            }
        };

        abstract void run(Connection connection, Session session, MessageProducer producer) throws Exception;
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    @Covers({"ASY-16", "ASY-18"})
    void closeCommitAndRollbackWaitForTheCallbacks(Ending ending) throws Exception {
        Connection connection = newConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(newQueue());
        Trial held = Trial.held();
        Completions behind = new Completions();
        producer.send(session.createMessage(), held);
        held.awaitEntered();
        producer.send(session.createMessage(), behind);

        BlockedCall<String> call = BlockedCall.startAction(() -> ending.run(connection, session, producer));
        call.awaitBlocked();
        assertEquals(0, behind.waiting());
        held.release();
        resultOf(call.future());
        assertEquals(1, held.ended(), "returned before the callback had");
        assertEquals(1, behind.waiting(), "returned before the second callback");
        held.assertWorked();
    }

    @Test
    @Covers("ASY-16")
    void closingAContextWaitsForTheCallbacks() throws Exception {
        JMSContext context = newContext();
        Trial held = Trial.held();
        context.createProducer().setAsync(held).send(newQueue(), "text");
        held.awaitEntered();
        BlockedCall<String> call = BlockedCall.startAction(context::close);
        call.awaitBlocked();
        held.release();
        resultOf(call.future());
        assertEquals(1, held.ended(), "returned before the callback had");
        held.assertWorked();
    }

    @ParameterizedTest
    @EnumSource(
            value = Ending.class,
            names = {"CLOSE_PRODUCER", "CLOSE_SESSION", "CLOSE_CONNECTION"})
    @Covers("ASY-17")
    void incompleteSendsFinishNormallyDuringClose(Ending ending) throws Exception {
        int sends = 300;
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(queue);
        Completions done = new Completions();
        for (int i = 0; i < sends; i++) {
            producer.send(session.createMessage(), done);
        }
        ending.run(connection, session, producer);
        assertEquals(sends, done.waiting(), "callbacks when close returned");
        for (int i = 0; i < sends; i++) {
            done.nextCompleted();
        }
        assertAmount(sends, queue);
    }

    @Test
    @Covers({"ASY-17", "ASY-18"})
    void incompleteSendsArePartOfTheTransactionThatEnds() throws Exception {
        int sends = 100;
        Queue queue = newQueue();
        Session session = newSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(queue);
        Completions done = new Completions();
        for (int i = 0; i < sends; i++) {
            producer.send(session.createMessage(), done);
        }
        session.commit();
        assertEquals(sends, done.waiting(), "callbacks when commit returned");
        for (int i = 0; i < sends; i++) {
            producer.send(session.createMessage(), done);
        }
        session.rollback();
        assertEquals(2 * sends, done.waiting(), "callbacks when rollback returned");
        for (int i = 0; i < 2 * sends; i++) {
            done.nextCompleted();
        }
        assertAmount(sends, queue);
    }

    private void assertAmount(int expected, Queue queue) throws Exception {
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            for (int i = 0; i < expected; i++) {
                assertNotNull(consumer.receive(WAIT_MILLIS), "message " + i);
            }
            assertNull(consumer.receiveNoWait());
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    @Covers("ASY-19")
    void aCallbackCannotEndWhatItBelongsTo(Ending ending) throws Exception {
        Connection connection = newConnection();
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        Trial trial = Trial.of(message -> ending.run(connection, session, producer));
        producer.send(session.createTextMessage("text"), trial);
        trial.assertThrew(IllegalStateException.class);
        session.commit();
        assertEquals("text", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("ASY-19")
    void aCallbackCannotEndItsContext() throws Exception {
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        Queue queue = newQueue();
        new Calls<JMSContext>()
                .with("close", JMSContext::close)
                .with("commit", JMSContext::commit)
                .with("rollback", JMSContext::rollback)
                .each(call -> {
                    Trial trial = Trial.of(message -> call.on(context));
                    JMSProducer producer = context.createProducer().setAsync(trial);
                    producer.send(queue, "text");
                    trial.assertThrew(IllegalStateRuntimeException.class);
                });
        context.commit();
        assertAmount(3, queue);
    }

    @Test
    @Covers("ASY-20")
    void aCallbackMayEndUnrelatedSessions() throws Exception {
        Queue queue = newQueue();
        Session sibling = newSession(Session.SESSION_TRANSACTED);
        Session closed = newSession(Session.AUTO_ACKNOWLEDGE);
        Connection stranger = newConnection();
        MessageProducer producer = session().createProducer(queue);
        sibling.createProducer(queue).send(sibling.createTextMessage("committed"));
        Trial trial = Trial.of(message -> {
            sibling.commit();
            closed.close();
            stranger.close();
        });
        producer.send(session().createMessage(), trial);
        trial.assertWorked();
        receiveFrom(queue);
        assertEquals("committed", textOf(receiveFrom(queue)));
    }
}
