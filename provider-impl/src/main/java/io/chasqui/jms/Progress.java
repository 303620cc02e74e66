package io.chasqui.jms;

/**
 * How far the application has got with one consumer's deliveries. Written by the thread that hands messages over or
 * settles them, read by any.
 */
final class Progress {

    private final long consumerId;
    private volatile long seen;
    private volatile long settled;
    private volatile boolean retired;

    Progress(long consumerId) {
        this.consumerId = consumerId;
    }

    long consumerId() {
        return consumerId;
    }

    /** The last delivery handed to the application, 0 for none. */
    long seen() {
        return seen;
    }

    void seen(long deliveryId) {
        seen = deliveryId;
    }

    /** Up to where the broker was told to acknowledge, commit or redeliver. */
    void settle(long deliveryId) {
        if (deliveryId > settled) {
            settled = deliveryId;
        }
    }

    boolean isUnsettled() {
        return seen > settled;
    }

    /** The consumer is closed: it is forgotten once it is settled. */
    void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }
}
