package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.StreamChecks;
import io.chasqui.benchmarks.compare.measure.Usage;
import io.chasqui.benchmarks.compare.providers.Use;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Fills a queue with persistent messages, 100 a commit, from four senders while nobody receives; restarts the broker;
 * receives the first message and then all others, 100 a commit. The overall figures count each message once for all that
 * happens to it, the restart included.
 */
final class Backlog implements Workload {

    private static final String QUEUE = "compared.backlog";
    private static final int SENDERS = 4;
    private static final int BATCH = 100;
    private static final long PATIENCE_MILLIS = 60_000;

    private final long fixedCount;

    /** @param fixedCount how many messages; 0 for as many as the timing says */
    Backlog(long fixedCount) {
        this.fixedCount = fixedCount;
    }

    @Override
    public Outcome run(Environment environment, Timing timing) throws Exception {
        long count = fixedCount == 0 ? timing.backlog() : fixedCount;
        long[] shares = shares(count);
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        Usage client = environment.client();
        Usage broker = environment.broker();
        long begin = System.nanoTime();
        fill(environment, shares, timing.bodyBytes());
        metrics.put(Metric.FILL, count * 1e9 / (System.nanoTime() - begin));
        // The processor time of a broker in a process of its own begins anew with the process.
        Usage filled = environment.broker().since(broker);
        boolean ownProcess = !filled.equals(Usage.NONE);
        long restart = environment.restart();
        List<String> complaints = drain(environment, shares, timing.bodyBytes(), restart, metrics);
        Usage drained = ownProcess ? environment.broker() : Usage.NONE;
        long nanos = System.nanoTime() - begin;
        metrics.putAll(Measurement.metrics(count, nanos, environment.client().since(client), filled.plus(drained)));
        return new Outcome(metrics, complaints);
    }

    /** How many messages each sender sends. */
    static long[] shares(long count) {
        long[] shares = new long[SENDERS];
        for (int i = 0; i < SENDERS; i++) {
            shares[i] = count / SENDERS + (i < count % SENDERS ? 1 : 0);
        }
        return shares;
    }

    private static void fill(Environment environment, long[] shares, int bodyBytes) throws Exception {
        Run run = new Run();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            int stream = i;
            Thread thread = new Thread(() -> {
                try {
                    send(environment, stream, shares[stream], bodyBytes);
                } catch (Exception | Error e) {
                    run.fail(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        run.check();
    }

    private static void send(Environment environment, int stream, long count, int bodyBytes) throws Exception {
        try (Connection connection = environment.connect(Use.PLAIN)) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue(QUEUE));
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
            Stamp stamp = new Stamp(bodyBytes);
            for (long number = 0; number < count; number++) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(stamp.written(stream, number, 0));
                producer.send(message);
                if ((number + 1) % BATCH == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
    }

    private static List<String> drain(
            Environment environment, long[] shares, int bodyBytes, long restart, Map<Metric, Double> metrics)
            throws Exception {
        StreamChecks checks = new StreamChecks(true);
        try (Connection connection = environment.connect(Use.PLAIN)) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            Queue queue = session.createQueue(QUEUE);
            MessageConsumer consumer = session.createConsumer(queue);
            Stamp stamp = new Stamp(bodyBytes);
            long count = 0;
            long first = 0;
            for (long share : shares) {
                count += share;
            }
            long received = 0;
            while (received < count) {
                Message message = consumer.receive(PATIENCE_MILLIS);
                if (message == null) {
                    break;
                }
                if (received == 0) {
                    first = System.nanoTime();
                    metrics.put(Metric.FIRST, (first - restart) / 1e9);
                }
                ((BytesMessage) message).readBytes(stamp.body());
                checks.accept(stamp.stream(), stamp.number());
                if (++received % BATCH == 0) {
                    session.commit();
                }
            }
            session.commit();
            metrics.put(Metric.DRAIN, received * 1e9 / (System.nanoTime() - first));
            if (consumer.receive(200) != null) {
                return List.of("more messages came than the " + count + " that were sent");
            }
        }
        return checks.complaints("the receiver", shares, stream -> true);
    }
}
