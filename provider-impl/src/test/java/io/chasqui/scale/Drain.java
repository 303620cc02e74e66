package io.chasqui.scale;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Takes everything from queues and subscriptions, all at the same time, in transactions; and checks that each holds exactly
 * what it should, in the order of each producer.
 *
 * @param patienceMillis how long to wait for a message before it is called missing
 */
record Drain(List<Source> sources, long patienceMillis) implements Program {

    /** The time from the start of the JVM to the first message of a source is told under this, followed by its number. */
    static final String FIRST_MESSAGE = "first_message_ms_";

    private static final int COMMIT_EVERY = 500;

    /** How long to see whether there is a message that should not be there. */
    private static final long SURPLUS_MILLIS = 1000;

    @Override
    public void run(ConnectionFactory factory, Figures figures) throws Exception {
        long started = System.nanoTime();
        try (JMSContext connection = factory.createContext()) {
            connection.setClientID(CLIENT_ID);
            List<Callable<?>> tasks = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                int number = i;
                tasks.add(() -> take(connection, number, figures));
            }
            Parallel.run(tasks);
        }
        long nanos = System.nanoTime() - started - TimeUnit.MILLISECONDS.toNanos(SURPLUS_MILLIS);
        figures.tell("drain_ms", TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private Object take(JMSContext connection, int number, Figures figures) {
        Source source = sources.get(number);
        Sequences sequences = new Sequences(source.name(), source.producers());
        try (JMSContext context = connection.createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = source.consumer(context);
            while (sequences.received() < source.messages()) {
                byte[] bytes = consumer.receiveBody(byte[].class, patienceMillis);
                if (bytes == null) {
                    throw new IllegalStateException(source.name() + " gave nothing for " + patienceMillis
                            + " ms, after " + sequences.received() + " of " + source.messages() + " messages");
                }
                sequences.accept(bytes);
                if (sequences.received() == 1) {
                    long startTime = ManagementFactory.getRuntimeMXBean().getStartTime();
                    figures.tell(FIRST_MESSAGE + number, System.currentTimeMillis() - startTime);
                }
                if (sequences.received() % COMMIT_EVERY == 0) {
                    context.commit();
                }
            }
            context.commit();
            byte[] surplus = consumer.receiveBody(byte[].class, SURPLUS_MILLIS);
            if (surplus != null) {
                throw new IllegalStateException(source.name() + " holds more than the " + source.messages()
                        + " messages that should be there: " + Body.of(surplus));
            }
        }
        return source;
    }
}
