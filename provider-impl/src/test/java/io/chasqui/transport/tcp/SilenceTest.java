package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.transport.tcp.FaultProxy.Fault;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Networks that swallow everything without closing anything, and brokers that do not come back. */
final class SilenceTest {

    private static final LinkSettings ALERT = new LinkSettings(16 << 10, 64 << 20, 300, 5_000);
    private static final long PATIENCE = 20_000;

    private static ClientSettings client(int reconnectAttempts) {
        return new ClientSettings(ALERT, 500, 0, reconnectAttempts, 10, 100, "test client");
    }

    @Test
    void bothEndsNoticeAndGoOnWhenTheNetworkIsBack() throws Exception {
        try (RemoteScene scene = new RemoteScene(2, new ServerSettings(ALERT, 60_000, 0, "alert broker"));
                FaultProxy proxy = new FaultProxy(scene.port(), () -> Fault.NONE);
                Connection connection =
                        scene.opener(proxy.port(), null, client(-1)).connection()) {
            connection.start();
            BlockingQueue<JMSException> told = new LinkedBlockingQueue<>();
            connection.setExceptionListener(told::add);
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            proxy.swallow(true);
            scene.awaitNoneAttached(); // The broker has noticed.
            JMSException interrupted = told.poll(20, TimeUnit.SECONDS); // The client has.
            assertNotNull(interrupted);
            assertTrue(interrupted.getMessage().contains("interrupted"), interrupted.getMessage());
            assertEquals(1, scene.server().linkCount(), "it waits for its client");
            proxy.swallow(false);
            producer.send(session.createTextMessage("after the silence"));
            assertEquals("after the silence", ((TextMessage) consumer.receive(PATIENCE)).getText());
        }
    }

    /** Nothing is sent for longer than the silence that either end puts up with. */
    @Test
    void signsOfLifeKeepAnIdleLink() throws Exception {
        try (RemoteScene scene = new RemoteScene(1, new ServerSettings(ALERT, 60_000, 0, "alert broker"));
                FaultProxy proxy = new FaultProxy(scene.port(), () -> Fault.NONE);
                Connection connection =
                        scene.opener(proxy.port(), null, client(-1)).connection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertEquals(null, consumer.receive(1_500));
            assertEquals(1, proxy.connections(), "the first socket");
            assertEquals(1, scene.server().attachedCount());
        }
    }

    @Test
    void blockedCallsFailAndTheListenerIsToldOnceWhenTheAttemptsAreUsedUp() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1)) {
            Connection connection = scene.opener(scene.port(), null, client(4)).connection();
            List<JMSException> told = new CopyOnWriteArrayList<>();
            connection.setExceptionListener(told::add);
            connection.start();
            BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();
            List<Call> calls = new ArrayList<>();
            Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = sending.createProducer(sending.createQueue("q"));
            calls.add(() -> producer.send(sending.createTextMessage("m")));
            Session receiving = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageConsumer consumer = receiving.createConsumer(receiving.createQueue("r"));
            calls.add(consumer::receive);
            Session committing = connection.createSession(true, Session.SESSION_TRANSACTED);
            committing.createProducer(committing.createQueue("q")).send(committing.createTextMessage("n"));
            calls.add(committing::commit);
            calls.add(() -> connection.createSession().createConsumer(receiving.createQueue("s")));
            scene.stop();
            for (Call call : calls) {
                new Thread(() -> {
                            try {
                                call.run();
                                outcomes.add("done");
                            } catch (JMSException e) {
                                outcomes.add(e);
                            }
                        })
                        .start();
            }
            for (int i = 0; i < calls.size(); i++) {
                Object outcome = outcomes.poll(PATIENCE, TimeUnit.MILLISECONDS);
                assertTrue(outcome instanceof JMSException, () -> "" + outcome);
            }
            RemoteScene.await("the listener is told", () -> told.stream()
                    .anyMatch(failure -> failure.getMessage().contains("the connection is lost")));
            assertThrows(JMSException.class, () -> producer.send(sending.createTextMessage("too late")));
            connection.close();
            assertEquals(
                    1,
                    told.stream()
                            .filter(failure -> failure.getMessage().contains("the connection is lost"))
                            .count(),
                    () -> "" + told);
            scene.restart();
        }
    }

    /** What a thread is blocked in. */
    @FunctionalInterface
    private interface Call {
        void run() throws JMSException;
    }
}
