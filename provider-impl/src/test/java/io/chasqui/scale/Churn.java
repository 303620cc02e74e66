package io.chasqui.scale;

import jakarta.jms.CompletionListener;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Puts persistent messages into a queue, with asynchronous sends, and takes them out, with DUPS_OK_ACKNOWLEDGE, a few hundred
 * being under way. Meanwhile a durable subscription that nobody reads gets a few messages: half of them before the churn,
 * the others one by one during its first half, so that many parts of the journal would hold little that is needed.
 *
 * @param cycles how many messages in all
 * @param oldMessages how many the subscription gets, 0 for no subscription
 */
record Churn(long cycles, int inFlight, long oldMessages, long patienceMillis) implements Program {

    private static final String QUEUE = "churn";
    private static final String TOPIC = "old";
    private static final String SUBSCRIPTION = "slow";
    private static final int PRODUCERS = 2;

    /** What is there when it has run. */
    List<Source> sources() {
        Source queue = Source.queue(QUEUE, PRODUCERS, 0);
        return oldMessages == 0 ? List.of(queue) : List.of(queue, new Source(TOPIC, SUBSCRIPTION, 1, oldMessages));
    }

    @Override
    public void run(ConnectionFactory factory, Figures figures) throws Exception {
        if (oldMessages > 0) {
            subscribe(factory);
        }
        long started = System.nanoTime();
        Semaphore room = new Semaphore(inFlight);
        List<Callable<?>> tasks = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            int number = i;
            tasks.add(() -> put(factory, room, number));
        }
        tasks.add(() -> take(factory, room));
        Parallel.run(tasks);
        figures.tell("churn_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }

    private void subscribe(ConnectionFactory factory) {
        try (JMSContext context = factory.createContext()) {
            context.setClientID(CLIENT_ID);
            Topic topic = context.createTopic(TOPIC);
            context.createDurableConsumer(topic, SUBSCRIPTION).close();
            for (long sequence = 0; sequence < oldMessages / 2; sequence++) {
                context.createProducer().send(topic, new Body(0, sequence).toBytes());
            }
        }
    }

    private Object put(ConnectionFactory factory, Semaphore room, int number) throws InterruptedException {
        Failure failure = new Failure();
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue(QUEUE);
            JMSProducer asynchronous = context.createProducer()
                    .setDeliveryMode(DeliveryMode.PERSISTENT)
                    .setAsync(failure);
            OldMessages old = new OldMessages(context, number == 0 ? oldMessages / 2 : oldMessages);
            for (long sequence = 0; sequence < cycles / PRODUCERS; sequence++) {
                if (!room.tryAcquire(patienceMillis, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(
                            "nothing was taken for " + patienceMillis + " ms, after " + sequence + " messages");
                }
                failure.check();
                asynchronous.send(queue, new Body(number, sequence).toBytes());
                old.sendUpTo(oldMessages / 2 + sequence * oldMessages / (cycles / PRODUCERS));
            }
            old.sendUpTo(oldMessages);
        }
        failure.check();
        return number;
    }

    /** Sends the subscription its messages, by and by; belongs to a producer's thread. */
    private final class OldMessages {
        private final JMSProducer producer;
        private final Topic topic;
        private long sent;

        OldMessages(JMSContext context, long sent) {
            this.sent = sent;
            producer = context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
            topic = context.createTopic(TOPIC);
        }

        void sendUpTo(long count) {
            while (sent < Math.min(count, oldMessages)) {
                producer.send(topic, new Body(0, sent++).toBytes());
            }
        }
    }

    private Object take(ConnectionFactory factory, Semaphore room) {
        Sequences sequences = new Sequences("queue " + QUEUE, PRODUCERS);
        try (JMSContext context = factory.createContext(JMSContext.DUPS_OK_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue(QUEUE));
            while (sequences.received() < cycles / PRODUCERS * PRODUCERS) {
                byte[] bytes = consumer.receiveBody(byte[].class, patienceMillis);
                if (bytes == null) {
                    throw new IllegalStateException(
                            "nothing came for " + patienceMillis + " ms, after " + sequences.received() + " messages");
                }
                sequences.accept(bytes);
                room.release();
            }
        }
        return sequences;
    }

    /** The first send that failed. Set by the provider's thread, read by the producer's. */
    private static final class Failure implements CompletionListener {

        private final AtomicReference<@Nullable Exception> first = new AtomicReference<>();

        @Override
        public void onCompletion(Message message) {
            // What counts is whether the consumer gets it.
        }

        @Override
        public void onException(Message message, Exception exception) {
            first.compareAndSet(null, exception);
        }

        void check() {
            Exception failure = first.get();
            if (failure != null) {
                throw new IllegalStateException("a send failed: " + failure.getMessage(), failure);
            }
        }
    }
}
