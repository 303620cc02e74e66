package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Links on other loops than the engine's connections they belong to. */
final class SeveralLoopsTest {

    private static final int CLIENTS = 6;
    private static final int TRANSACTIONS = 300;

    /** Every request of these clients waits for its answer, and nothing else comes that would carry it along. */
    @Test
    void noAnswerStaysBehind() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (RemoteScene scene = RemoteScene.start(3)) {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                String name = "q" + i;
                clients.add(threads.submit(() -> {
                    exchange(scene, name);
                    return null;
                }));
            }
            for (Future<?> client : clients) {
                client.get(100, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void exchange(RemoteScene scene, String name) throws Exception {
        try (Connection connection = scene.opener().connection()) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            Queue queue = session.createQueue(name);
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            for (int i = 0; i < TRANSACTIONS; i++) {
                producer.send(session.createTextMessage(name + i));
                session.commit();
                assertNotNull(consumer.receive(10_000), "message " + i);
                session.commit();
            }
        }
    }
}
