package io.chasqui.scale;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Creates, looks for and deletes many durable subscriptions, spread over connections and topics, each of which gets a message.
 *
 * <p>The API has no list of subscriptions. But deleting one that is not there fails, so deleting them all shows that all were
 * there, and failing to delete shows that one is gone.
 *
 * @param steps what to do, in this order
 * @param threads how many connections, each with a client ID and a share of the subscriptions; the same in all JVMs
 */
record SubscriptionSteps(List<Step> steps, int count, int threads, long patienceMillis) implements Program {

    /** One thing to do with all the subscriptions, or with a sample of them. */
    enum Step {
        CREATE,
        /** Sends a message to each topic, and so to each subscription. */
        PUBLISH,
        /** Takes a sample's messages. */
        CHECK,
        DELETE,
        /** Makes sure that a sample is not there. */
        GONE
    }

    private static final int TOPICS = 100;
    private static final int SAMPLE = 1000;

    @Override
    public void run(ConnectionFactory factory, Figures figures) throws Exception {
        for (Step step : steps) {
            long started = System.nanoTime();
            if (step == Step.PUBLISH) {
                publish(factory);
            } else {
                List<Callable<?>> tasks = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    int thread = i;
                    tasks.add(() -> share(factory, thread, step));
                }
                Parallel.run(tasks);
            }
            figures.tell(figure(step), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
        }
    }

    /** Under which name the time of a step is told. */
    static String figure(Step step) {
        return step.name().toLowerCase(Locale.ROOT) + "_ms";
    }

    private static String topicOf(int number) {
        return "topic-" + number % TOPICS;
    }

    private static String nameOf(int number) {
        return "subscription-" + number;
    }

    private void publish(ConnectionFactory factory) {
        try (JMSContext context = factory.createContext()) {
            for (int i = 0; i < Math.min(count, TOPICS); i++) {
                context.createProducer().send(context.createTopic(topicOf(i)), topicOf(i));
            }
        }
    }

    private Object share(ConnectionFactory factory, int thread, Step step) {
        int every = step == Step.CHECK || step == Step.GONE ? Math.max(1, count / SAMPLE) : 1;
        try (JMSContext context = factory.createContext()) {
            context.setClientID(CLIENT_ID + "-" + thread);
            for (int number = thread; number < count; number += threads) {
                if (number / threads % every == 0) {
                    perform(context, step, number);
                }
            }
        }
        return thread;
    }

    private void perform(JMSContext context, Step step, int number) {
        switch (step) {
            case CREATE -> subscribe(context, number).close();
            case CHECK -> check(context, number);
            case DELETE -> context.unsubscribe(nameOf(number));
            case GONE -> checkGone(context, number);
            case PUBLISH -> throw new IllegalArgumentException("not for each subscription: " + step);
        }
    }

    private static JMSConsumer subscribe(JMSContext context, int number) {
        Topic topic = context.createTopic(topicOf(number));
        return context.createDurableConsumer(topic, nameOf(number));
    }

    private void check(JMSContext context, int number) {
        try (JMSConsumer consumer = subscribe(context, number)) {
            String text = consumer.receiveBody(String.class, patienceMillis);
            if (!topicOf(number).equals(text)) {
                throw new IllegalStateException(
                        nameOf(number) + " gave " + text + " within " + patienceMillis + " ms, not " + topicOf(number));
            }
        }
    }

    private static void checkGone(JMSContext context, int number) {
        try {
            context.unsubscribe(nameOf(number));
        } catch (InvalidDestinationRuntimeException expected) {
            return;
        }
        throw new IllegalStateException(nameOf(number) + " was deleted, and is there again");
    }
}
