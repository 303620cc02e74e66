package io.chasqui.scale;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;

/**
 * A queue or a durable subscription, and what is in it.
 *
 * @param destination the name of the queue or topic
 * @param subscription its name, empty for a queue
 * @param producers how many have sent to it, numbered from 0
 * @param each how many messages of each are there
 */
record Source(String destination, String subscription, int producers, long each) {

    static Source queue(String name, int producers, long each) {
        return new Source(name, "", producers, each);
    }

    /** Reads what {@link #toText} has written. */
    static Source of(String text) {
        String[] parts = text.split(",", -1);
        return new Source(parts[0], parts[1], Integer.parseInt(parts[2]), Long.parseLong(parts[3]));
    }

    String toText() {
        return String.join(",", destination, subscription, String.valueOf(producers), String.valueOf(each));
    }

    /** The same when all has been taken. */
    Source emptied() {
        return new Source(destination, subscription, producers, 0);
    }

    long messages() {
        return producers * each;
    }

    String name() {
        return subscription.isEmpty() ? "queue " + destination : "subscription " + subscription;
    }

    JMSConsumer consumer(JMSContext context) {
        return subscription.isEmpty()
                ? context.createConsumer(context.createQueue(destination))
                : context.createDurableConsumer(context.createTopic(destination), subscription);
    }
}
