package io.chasqui.scale;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Sends a backlog of persistent messages in transactions: half of the producers to a queue, the other half to a topic with
 * two durable subscriptions.
 *
 * @param producers how many for each of the two
 * @param each how many messages each producer sends
 */
record Fill(int producers, long each) implements Program {

    private static final String QUEUE = "backlog";
    private static final String TOPIC = "news";
    private static final List<String> SUBSCRIPTIONS = List.of("first", "second");
    private static final int COMMIT_EVERY = 500;

    /** What is there when it has run. */
    List<Source> sources() {
        List<Source> sources = new ArrayList<>(List.of(Source.queue(QUEUE, producers, each)));
        SUBSCRIPTIONS.forEach(name -> sources.add(new Source(TOPIC, name, producers, each)));
        return sources;
    }

    long messages() {
        return 2 * producers * each;
    }

    @Override
    public void run(ConnectionFactory factory, Figures figures) throws Exception {
        try (JMSContext context = factory.createContext()) {
            context.setClientID(CLIENT_ID);
            for (String name : SUBSCRIPTIONS) {
                context.createDurableConsumer(context.createTopic(TOPIC), name).close();
            }
        }
        long started = System.nanoTime();
        List<Callable<?>> tasks = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            int producer = i;
            tasks.add(() -> send(factory, false, producer));
            tasks.add(() -> send(factory, true, producer));
        }
        Parallel.run(tasks);
        figures.tell("fill_ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
    }

    private Object send(ConnectionFactory factory, boolean toTopic, int number) {
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            Destination to = toTopic ? context.createTopic(TOPIC) : context.createQueue(QUEUE);
            JMSProducer producer = context.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
            for (long sequence = 0; sequence < each; sequence++) {
                producer.send(to, new Body(number, sequence).toBytes());
                if (sequence % COMMIT_EVERY == COMMIT_EVERY - 1) {
                    context.commit();
                }
            }
            context.commit();
        }
        return number;
    }
}
