package io.chasqui.crash;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes messages of one place and writes down each, until they are settled. Used by one thread.
 */
final class Reception {

    private final Place place;
    private final String holder;
    private final OracleLog log;
    private final MessageConsumer consumer;
    private final List<Item> unsettled = new ArrayList<>();

    Reception(Place place, String holder, OracleLog log, MessageConsumer consumer) {
        this.place = place;
        this.holder = holder;
        this.log = log;
        this.consumer = consumer;
    }

    /** @return what was received; null if nothing came in time */
    @org.jspecify.annotations.Nullable
    Message take(long timeoutMillis) throws JMSException {
        Message message = consumer.receive(timeoutMillis);
        if (message != null) {
            Item item = Parcel.unwrap(message);
            log.write(
                    Verb.TOOK,
                    place.name(),
                    item,
                    holder,
                    message.getIntProperty("JMSXDeliveryCount"),
                    message.getJMSRedelivered(),
                    message.getJMSDeliveryTime(),
                    message.getJMSExpiration());
            unsettled.add(item);
        }
        return message;
    }

    /** Takes up to so many, as long as they come at once. */
    void takeUpTo(int count, long timeoutMillis) throws JMSException {
        while (count > 0 && take(timeoutMillis) != null) {
            count--;
        }
    }

    List<Item> unsettled() {
        return unsettled;
    }

    /** What an operation does that consumes all that is unsettled. */
    List<Effect> effects() {
        return unsettled.stream().map(item -> Effect.take(place.name(), item)).toList();
    }

    /** The words of {@link Verb#BACK}. */
    List<String> returns() {
        return unsettled.stream().map(item -> place.name() + '|' + item).toList();
    }

    void settled() {
        unsettled.clear();
    }

    void close() throws JMSException {
        consumer.close();
    }
}
