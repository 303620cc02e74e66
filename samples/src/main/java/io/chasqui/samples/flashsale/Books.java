package io.chasqui.samples.flashsale;

/**
 * What each part of the shop wrote down, independently of the others.
 *
 * @param handled the orders whose transaction was committed, by worker
 * @param payments by consumer of the queue
 * @param warehouse the stock events of this subscription, by consumer
 * @param analytics the stock events of this subscription, by consumer
 */
record Books(Ledger ledger, Tally handled, Tally payments, Tally warehouse, Tally analytics) {

    static final int CONSUMERS_PER_SUBSCRIPTION = 2;

    Books(int workers) {
        this(
                new Ledger(),
                new Tally(workers),
                new Tally(1),
                new Tally(CONSUMERS_PER_SUBSCRIPTION),
                new Tally(CONSUMERS_PER_SUBSCRIPTION));
    }

    /** Whether what the workers committed has arrived everywhere. */
    boolean areUpToDate() {
        long committed = handled.seen();
        return payments.seen() >= committed && warehouse.seen() >= committed && analytics.seen() >= committed;
    }

    long seen() {
        return handled.seen() + payments.seen() + warehouse.seen() + analytics.seen();
    }
}
