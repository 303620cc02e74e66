package io.chasqui.ra.inbound;

/**
 * When a message comes again that could not be processed.
 *
 * @param initialMillis the pause before it comes again for the first time
 * @param multiplier how much longer each further pause is, at least 1
 * @param maximumMillis the longest pause
 * @param maximumRedeliveries how often it comes again before it is given up on; -1 for as often as the broker delivers it
 */
record RedeliveryPolicy(long initialMillis, double multiplier, long maximumMillis, int maximumRedeliveries) {

    /** How long a delivery waits. */
    long delayMillis(int deliveryCount) {
        if (deliveryCount <= 1) {
            return 0;
        }
        return (long) Math.min(maximumMillis, initialMillis * Math.pow(multiplier, deliveryCount - 2.0));
    }

    /** Whether the message has been delivered in vain too often already. */
    boolean isHopeless(int deliveryCount) {
        return maximumRedeliveries >= 0 && deliveryCount - 1 > maximumRedeliveries;
    }
}
