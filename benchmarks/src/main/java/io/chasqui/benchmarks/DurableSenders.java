package io.chasqui.benchmarks;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads with a session each that send persistent messages, one after the other, and wait for each; and a transacted
 * consumer that takes them away when nobody measures. Belongs to the benchmark's thread.
 */
final class DurableSenders implements AutoCloseable {

    private static final int COMMIT_EVERY = 500;
    private static final long RECEIVE_MILLIS = 10_000;

    private final ExecutorService threads;
    private final Connection connection;
    private final List<Sender> senders = new ArrayList<>();
    private final Session takingSession;
    private final MessageConsumer taking;

    DurableSenders(ConnectionFactory factory, int count) throws JMSException {
        threads = Executors.newFixedThreadPool(count);
        connection = factory.createConnection();
        takingSession = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = takingSession.createQueue("durable-" + count);
        for (int i = 0; i < count; i++) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            senders.add(new Sender(session, session.createProducer(queue)));
        }
        taking = takingSession.createConsumer(queue);
    }

    int count() {
        return senders.size();
    }

    /** Lets all send for so long and returns how many messages were confirmed; the last ones end a little later. */
    long send(long nanos) throws Exception {
        long until = System.nanoTime() + nanos;
        List<Callable<Long>> turns = new ArrayList<>();
        senders.forEach(sender -> turns.add(() -> sender.sendUntil(until)));
        long sent = 0;
        for (Future<Long> turn : threads.invokeAll(turns)) {
            sent += turn.get();
        }
        return sent;
    }

    /** Takes so many messages away; the connection is started only for that, so that sending is measured alone. */
    void take(long messages) throws JMSException {
        connection.start();
        for (long i = 1; i <= messages; i++) {
            if (taking.receive(RECEIVE_MILLIS) == null) {
                throw new IllegalStateException("of " + messages + " messages only " + (i - 1) + " came back");
            }
            if (i % COMMIT_EVERY == 0 || i == messages) {
                takingSession.commit();
            }
        }
        connection.stop();
    }

    @Override
    public void close() throws JMSException {
        threads.shutdown();
        connection.close();
    }

    /** Used by one thread at a time. */
    private record Sender(Session session, MessageProducer producer, byte[] body) {

        Sender(Session session, MessageProducer producer) throws JMSException {
            this(session, producer, new byte[JournalBenchmark.RECORD_BYTES]);
            producer.setDeliveryMode(DeliveryMode.PERSISTENT);
        }

        long sendUntil(long until) throws JMSException {
            long sent = 0;
            while (System.nanoTime() < until) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(body);
                producer.send(message);
                sent++;
            }
            return sent;
        }
    }
}
