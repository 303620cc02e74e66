package io.chasqui.protocol;

/** The four kinds of subscription (Jakarta Messaging 3.1, 8.3). */
public enum SubscriptionKind {
    /** Unshared and non-durable: no name, one consumer, ends with it. */
    PLAIN(false, false),
    /** Shared and non-durable: many consumers, ends with the last of them. */
    SHARED(true, false),
    /** Unshared and durable: one consumer at a time, kept until it is unsubscribed. */
    DURABLE(false, true),
    /** Shared and durable: many consumers, kept until it is unsubscribed. */
    SHARED_DURABLE(true, true);

    private final boolean shared;
    private final boolean durable;

    SubscriptionKind(boolean shared, boolean durable) {
        this.shared = shared;
        this.durable = durable;
    }

    public boolean isShared() {
        return shared;
    }

    public boolean isDurable() {
        return durable;
    }
}
