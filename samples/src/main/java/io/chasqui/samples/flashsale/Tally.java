package io.chasqui.samples.flashsale;

import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts which order was seen how often, and by whom of several; for every thread. The proof is made of these. */
final class Tally {

    private final ConcurrentHashMap<String, Integer> timesByOrder = new ConcurrentHashMap<>();
    private final AtomicLongArray byConsumer;
    private final LongAdder seen = new LongAdder();
    private final LongAdder cents = new LongAdder();

    Tally(int consumers) {
        byConsumer = new AtomicLongArray(consumers);
    }

    void count(int consumer, String orderId, long amountCents) {
        timesByOrder.merge(orderId, 1, Integer::sum);
        byConsumer.incrementAndGet(consumer);
        cents.add(amountCents);
        seen.increment();
    }

    long seen() {
        return seen.sum();
    }

    long cents() {
        return cents.sum();
    }

    /** Each order that was seen, once. */
    Set<String> orderIds() {
        return Collections.unmodifiableSet(timesByOrder.keySet());
    }

    long duplicates() {
        return seen() - timesByOrder.size();
    }

    long missing(Set<String> orderIds) {
        return orderIds.stream().filter(id -> !timesByOrder.containsKey(id)).count();
    }

    /** Each of these orders once, and no other. */
    boolean isExactly(Set<String> orderIds) {
        return seen() == orderIds.size() && duplicates() == 0 && missing(orderIds) == 0;
    }

    /** How the consumers divided them, as in {@code 30,012 + 29,988}. */
    String shares() {
        StringBuilder text = new StringBuilder();
        for (int consumer = 0; consumer < byConsumer.length(); consumer++) {
            text.append(consumer == 0 ? "" : " + ").append(Text.count(byConsumer.get(consumer)));
        }
        return text.toString();
    }
}
