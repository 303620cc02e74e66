package io.chasqui.samples.flashsale;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The books of the shop: one entry per order. For every thread.
 *
 * <p>Design note: the books are outside the JMS transaction, as a database without XA would be. An order is entered before
 * the commit, under its id: should the commit fail, the order comes again and finds its entry. Entered after the commit, an
 * order could be lost between the two; entered under a running number, it could stand there twice.
 */
final class Ledger {

    private final ConcurrentHashMap<String, Order> entries = new ConcurrentHashMap<>();

    /** @return whether it was not there yet; an order that is there stays as it is */
    boolean enter(Order order) {
        return entries.putIfAbsent(order.id(), order) == null;
    }

    long size() {
        return entries.size();
    }

    long missing(Set<String> orderIds) {
        return orderIds.stream().filter(id -> !entries.containsKey(id)).count();
    }

    long totalCents() {
        return entries.values().stream().mapToLong(Order::totalCents).sum();
    }
}
