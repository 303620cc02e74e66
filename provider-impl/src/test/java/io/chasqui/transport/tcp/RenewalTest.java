package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.Enumeration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that is restarted and has forgotten everything, while clients use it. */
final class RenewalTest {

    private static final long PATIENCE = 10_000;
    private static final long SHORTLY = 50;
    private static final int RESTARTS = 20;

    private final BlockingQueue<JMSException> reported = new LinkedBlockingQueue<>();
    private RemoteScene scene;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        scene = RemoteScene.start(2);
        connection = scene.opener(scene.port(), "till").connection();
        connection.setExceptionListener(reported::add);
        connection.start();
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
        scene.close();
    }

    /** Restarts the broker, and waits until the client has noticed. */
    private void restart() throws Exception {
        scene.restart();
        JMSException failure = reported.poll(20, TimeUnit.SECONDS);
        while (failure != null && !failure.getMessage().contains("set up anew")) {
            failure = reported.poll(20, TimeUnit.SECONDS);
        }
        assertNotNull(failure, "the ExceptionListener is told");
    }

    private void sendAndReceive(Session session, MessageProducer producer, MessageConsumer consumer, String text)
            throws JMSException {
        producer.send(session.createTextMessage(text));
        TextMessage message = (TextMessage) consumer.receive(PATIENCE);
        assertNotNull(message, text);
        assertEquals(text, message.getText());
    }

    @Test
    void producersAndConsumersGoOn() throws Exception {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("q");
        MessageProducer producer = session.createProducer(queue);
        MessageConsumer consumer = session.createConsumer(queue, "JMSType IS NULL");
        sendAndReceive(session, producer, consumer, "before");
        restart();
        sendAndReceive(session, producer, consumer, "after");
        restart();
        sendAndReceive(session, producer, consumer, "after that");
        assertEquals("till", connection.getClientID());
    }

    @Test
    void subscriptionsAreThereAgain() throws Exception {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = session.createTopic("t");
        MessageConsumer plain = session.createConsumer(topic);
        MessageConsumer durable = session.createDurableSubscriber(topic, "d");
        MessageConsumer shared = session.createSharedConsumer(topic, "s");
        MessageProducer producer = session.createProducer(topic);
        restart();
        producer.send(session.createTextMessage("news"));
        for (MessageConsumer each : new MessageConsumer[] {plain, durable, shared}) {
            TextMessage message = (TextMessage) each.receive(PATIENCE);
            assertNotNull(message);
            assertEquals("news", message.getText());
        }
        durable.close();
        session.unsubscribe("d");
    }

    @Test
    void temporaryDestinationsAreThereAgain() throws Exception {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        TemporaryQueue temporary = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(temporary);
        restart();
        sendAndReceive(session, session.createProducer(temporary), consumer, "reply");
        consumer.close();
        temporary.delete();
    }

    @Test
    void listenersGoOn() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Session listening = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = listening.createQueue("q");
        listening.createConsumer(queue).setMessageListener(message -> {
            try {
                heard.add(((TextMessage) message).getText());
            } catch (JMSException e) {
                heard.add(e.toString());
            }
        });
        restart();
        Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = sending.createProducer(queue);
        for (int i = 0; i < 300; i++) {
            producer.send(sending.createTextMessage("m" + i));
        }
        for (int i = 0; i < 300; i++) {
            assertEquals("m" + i, heard.poll(PATIENCE, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void aReceiveThatWaitsGoesOnWaiting() throws Exception {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("q");
        MessageConsumer consumer = session.createConsumer(queue);
        BlockingQueue<Object> got = new LinkedBlockingQueue<>();
        Thread receiver = new Thread(() -> {
            try {
                got.add(((TextMessage) consumer.receive()).getText());
            } catch (JMSException | RuntimeException e) {
                got.add(e);
            }
        });
        receiver.start();
        restart();
        Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        sending.createProducer(queue).send(sending.createTextMessage("at last"));
        assertEquals("at last", got.poll(PATIENCE, TimeUnit.MILLISECONDS));
    }

    @Test
    void aTransactionThatWasUnderWayCannotBeCommitted() throws Exception {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("q");
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("lost"));
        restart();
        producer.send(session.createTextMessage("lost with it"));
        assertThrows(TransactionRolledBackException.class, session::commit);
        producer.send(session.createTextMessage("kept"));
        session.commit();
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals("kept", ((TextMessage) consumer.receive(PATIENCE)).getText());
        assertNull(consumer.receiveNoWait());
        session.rollback();
    }

    @Test
    void aTransactionThatHasReceivedCannotBeCommitted() throws Exception {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("q");
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("m"));
        session.commit();
        assertNotNull(consumer.receive(PATIENCE));
        restart();
        assertThrows(TransactionRolledBackException.class, session::commit);
        producer.send(session.createTextMessage("n"));
        session.commit();
        assertEquals("n", ((TextMessage) consumer.receive(PATIENCE)).getText());
        session.commit();
    }

    @Test
    void anEmptyTransactionCommits() throws Exception {
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        producer.send(session.createTextMessage("done"));
        session.commit();
        restart();
        session.commit();
        producer.send(session.createTextMessage("more"));
        session.commit();
        assertTrue(session.getTransacted());
    }

    @Test
    void acknowledgingWhatComesAgainFails() throws Exception {
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue("q");
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("m"));
        TextMessage message = (TextMessage) consumer.receive(PATIENCE);
        assertNotNull(message);
        restart();
        JMSException failure = assertThrows(JMSException.class, message::acknowledge);
        assertTrue(failure.getMessage().contains("set up anew"), failure.getMessage());
        producer.send(session.createTextMessage("n"));
        TextMessage next = (TextMessage) consumer.receive(PATIENCE);
        assertEquals("n", next.getText());
        next.acknowledge();
    }

    @Test
    void whatIsRefusedToBeAcknowledgedComesAgain() throws Exception {
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue("q");
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("m"));
        assertNotNull(consumer.receive(PATIENCE));
        restart();
        producer.send(session.createTextMessage("n"));
        TextMessage first = (TextMessage) consumer.receive(PATIENCE);
        assertEquals("n", first.getText());
        JMSException failure = assertThrows(JMSException.class, first::acknowledge);
        assertFalse(failure instanceof TransactionRolledBackException, "there is no transaction");
        TextMessage again = (TextMessage) consumer.receive(PATIENCE);
        assertNotNull(again, "it was not acknowledged");
        assertEquals("n", again.getText());
        assertTrue(again.getJMSRedelivered());
        again.acknowledge();
        session.recover();
        assertNull(consumer.receive(SHORTLY));
    }

    @Test
    void afterARecoverWhatComesCanBeAcknowledged() throws Exception {
        Session session = connection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        Queue queue = session.createQueue("q");
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("m"));
        assertNotNull(consumer.receive(PATIENCE));
        restart();
        session.recover();
        producer.send(session.createTextMessage("n"));
        TextMessage next = (TextMessage) consumer.receive(PATIENCE);
        assertEquals("n", next.getText());
        next.acknowledge();
    }

    @Test
    void aBrowserDoesNotPretendToHaveSeenAll() throws Exception {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("q");
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 150; i++) {
            producer.send(session.createTextMessage("m" + i));
        }
        Enumeration<?> messages = session.createBrowser(queue).getEnumeration();
        assertTrue(messages.hasMoreElements());
        restart();
        JMSRuntimeException failure = assertThrows(JMSRuntimeException.class, () -> {
            while (messages.hasMoreElements()) {
                messages.nextElement();
            }
        });
        assertFalse(failure instanceof TransactionRolledBackRuntimeException, "there is no transaction");
        assertTrue(failure.getMessage().contains("set up anew"), failure.getMessage());
    }

    @Test
    void aBrokerThatIsStoppingSaysSoAtOnce() {
        scene.engine().disconnectAll("the broker is about to stop");
        JMSException refused = assertThrows(
                JMSException.class, () -> scene.opener(scene.port(), null).connection());
        assertTrue(refused.getMessage().contains("the broker is stopping"), refused.getMessage());
        RemoteScene.await("nothing is left of it", () -> scene.server().placeCount() == 0);
    }

    /** Whoever opens a consumer in the very moment of a renewal opens it once. */
    @Test
    void consumersCanBeOpenedAtAnyMoment() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Integer> opened = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            try {
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                for (; !enough.get(); count++) {
                    session.createConsumer(session.createQueue("q")).close();
                }
            } catch (JMSException e) {
                throw new AssertionError("after " + count + " consumers", e);
            }
            return count;
        });
        for (int i = 0; i < RESTARTS; i++) {
            restart();
        }
        enough.set(true);
        assertTrue(opened.get(30, TimeUnit.SECONDS) > 0);
    }

    @Test
    void aBranchThatWasUnderWayIsRolledBack() throws Exception {
        try (XAConnection xa = scene.opener(scene.port(), null).xaConnection()) {
            BlockingQueue<JMSException> told = new LinkedBlockingQueue<>();
            xa.setExceptionListener(told::add);
            xa.start();
            XASession session = xa.createXASession();
            XAResource resource = session.getXAResource();
            Xid branch = new TestXid(1);
            resource.start(branch, XAResource.TMNOFLAGS);
            Queue queue = session.createQueue("q");
            session.createProducer(queue).send(session.createTextMessage("lost"));
            restart();
            assertNotNull(told.poll(20, TimeUnit.SECONDS));
            session.createProducer(queue).send(session.createTextMessage("lost with it"));
            XAException failure = assertThrows(XAException.class, () -> resource.end(branch, XAResource.TMSUCCESS));
            assertEquals(XAException.XA_RBCOMMFAIL, failure.errorCode);
            MessageConsumer consumer = session.createConsumer(queue);
            assertNull(consumer.receive(SHORTLY), "nothing of the branch took effect");
            consumer.close();
        }
    }

    /** Both the message and the end of the branch wait for the broker to come back. */
    @Test
    void whatABranchHasSentWhileTheBrokerWasGoneIsLostWithTheBranch() throws Exception {
        try (XAConnection xa = scene.opener(scene.port(), null).xaConnection()) {
            xa.setExceptionListener(failure -> {});
            xa.start();
            XASession session = xa.createXASession();
            XAResource resource = session.getXAResource();
            Xid branch = new TestXid(2);
            resource.start(branch, XAResource.TMNOFLAGS);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            scene.stop();
            assertNotNull(reported.poll(20, TimeUnit.SECONDS));
            producer.send(session.createTextMessage("lost"));
            BlockingQueue<Object> outcome = new LinkedBlockingQueue<>();
            Thread ending = new Thread(() -> {
                try {
                    resource.end(branch, XAResource.TMSUCCESS);
                    outcome.add("ended");
                } catch (XAException e) {
                    outcome.add(e.errorCode);
                }
            });
            ending.start();
            RemoteScene.await("it waits for the answer", () -> ending.getState() == Thread.State.TIMED_WAITING);
            scene.restart();
            assertEquals(XAException.XA_RBCOMMFAIL, outcome.poll(PATIENCE, TimeUnit.MILLISECONDS));
            assertNull(session.createConsumer(queue).receive(SHORTLY), "nothing of the branch took effect");
        }
    }

    @Test
    void closingNeverHangsOnABrokerThatIsGone() throws Exception {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        scene.stop();
        assertNotNull(reported.poll(20, TimeUnit.SECONDS));
        consumer.close();
        session.close();
        connection.close();
        scene.restart();
        assertFalse(scene.port() == 0);
    }

    @Test
    void sendsWaitForTheBrokerToComeBack() throws Exception {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("q");
        MessageProducer producer = session.createProducer(queue);
        MessageProducer fleeting = session.createProducer(queue);
        fleeting.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        scene.stop();
        assertNotNull(reported.poll(20, TimeUnit.SECONDS));
        fleeting.send(session.createTextMessage("fleeting"));
        BlockingQueue<Object> outcome = new LinkedBlockingQueue<>();
        new Thread(() -> {
                    try {
                        producer.send(session.createTextMessage("patient"));
                        outcome.add("sent");
                    } catch (JMSException e) {
                        outcome.add(e);
                    }
                })
                .start();
        scene.restart();
        assertEquals("sent", outcome.poll(PATIENCE, TimeUnit.MILLISECONDS));
        Session receiving = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = receiving.createConsumer(queue);
        assertEquals("fleeting", ((TextMessage) consumer.receive(PATIENCE)).getText());
        assertEquals("patient", ((TextMessage) consumer.receive(PATIENCE)).getText());
        assertNull(consumer.receive(SHORTLY));
    }

    @Test
    void theConnectionIsLostWhenTheAttemptsAreUsedUp() throws Exception {
        Connection impatient = scene.opener(scene.port(), null, 3).connection();
        BlockingQueue<JMSException> told = new LinkedBlockingQueue<>();
        impatient.setExceptionListener(told::add);
        impatient.start();
        Session session = impatient.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        BlockingQueue<Object> outcome = new LinkedBlockingQueue<>();
        new Thread(() -> {
                    try {
                        outcome.add(String.valueOf(consumer.receive()));
                    } catch (JMSException e) {
                        outcome.add(e);
                    }
                })
                .start();
        scene.stop();
        Object end = outcome.poll(20, TimeUnit.SECONDS);
        assertTrue(end instanceof JMSException failure && failure.getMessage().contains("(tried 3 times)"), "" + end);
        assertThrows(JMSException.class, () -> impatient.createSession());
        impatient.close();
        scene.restart();
    }
}
