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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that opens many sessions, each with a queue of its own and a consumer, passes a message through each, and
 * closes everything, several times; it prints heap and threads after each round. {@link ScaleIT} runs it with a small heap.
 *
 * <p>Arguments: how many sessions, how many rounds.
 */
final class ScaleProbe {

    private static final int SESSIONS_PER_CONNECTION = 100;

    /** What code compiled and caches filled meanwhile may take. */
    private static final long SLACK_KIB = 1024;

    private ScaleProbe() {}

    public static void main(String[] args) throws Exception {
        int sessions = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        // One small exchange first, so that what is loaded once is not counted as a leak.
        round(1);
        long start = report("start", Long.MAX_VALUE);
        for (int round = 1; round <= rounds; round++) {
            round(sessions);
            report("round " + round, start + SLACK_KIB);
        }
    }

    private static void round(int count) throws JMSException {
        List<Connection> connections = new ArrayList<>();
        List<Session> sessions = new ArrayList<>();
        List<MessageConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i % SESSIONS_PER_CONNECTION == 0) {
                Connection connection =
                        new ChasquiConnectionFactory("vm://scale?broker.idleDestinationMillis=200").createConnection();
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

    /**
     * Prints and returns the heap in use after a collection, in KiB, and live threads. Waits a little until the heap is
     * down to what is expected: the broker forgets idle queues after a while.
     */
    private static long report(String when, long expectedKiB) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        long usedKiB;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            usedKiB = (runtime.totalMemory() - runtime.freeMemory()) / 1024;
        } while (usedKiB > expectedKiB && System.nanoTime() < deadline);
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        System.out.println(when + ": heapKiB=" + usedKiB + " threads=" + threads);
        return usedKiB;
    }
}
