package io.chasqui.boot;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that opens many sessions, each with a queue of its own and a consumer, passes a message through each, and
 * closes everything, several times; it prints heap and threads after each round. {@link ScaleIT} runs it with a small heap.
 *
 * <p>Arguments: how many sessions, how many rounds.
 */
final class ScaleProbe {

    private static final int SESSIONS_PER_CONNECTION = 100;

    private ScaleProbe() {}

    public static void main(String[] args) throws Exception {
        int sessions = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        // One small exchange first, so that what is loaded once is not counted as a leak.
        round(1);
        report("start");
        for (int round = 1; round <= rounds; round++) {
            round(sessions);
            report("round " + round);
        }
    }

    private static void round(int count) throws JMSException {
        List<Connection> connections = new ArrayList<>();
        List<Session> sessions = new ArrayList<>();
        List<MessageConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % SESSIONS_PER_CONNECTION == 0) {
                Connection connection = new ChasquiConnectionFactory("vm://scale").createConnection();
                connection.start();
                connections.add(connection);
            }
            Session session = connections.get(connections.size() - 1).createSession();
            Queue queue = session.createQueue("q" + i);
            sessions.add(session);
            consumers.add(session.createConsumer(queue));
            session.createProducer(queue).send(session.createTextMessage("m" + i));
        }
        for (int i = 0; i < count; i++) {
            Message message = consumers.get(i).receive(5000);
            if (message == null || !("m" + i).equals(message.getBody(String.class))) {
                throw new IllegalStateException("queue q" + i + " gave " + message);
            }
        }
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** Prints heap in use after a collection, in KiB, and live threads once idle ones have gone. */
    private static void report(String when) throws InterruptedException {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        System.out.println(when + ": heapKiB=" + used / 1024 + " threads=" + threads);
    }
}
