package io.chasqui.samples.flashsale;

/** The names of queues, topic and subscriptions; the destinations come into being when they are first used. */
final class Destinations {

    static final String ORDERS = "orders";
    static final String PAYMENTS = "payments";
    static final String STOCK = "stock";
    static final String WAREHOUSE = "warehouse";
    static final String ANALYTICS = "analytics";

    private Destinations() {}
}
