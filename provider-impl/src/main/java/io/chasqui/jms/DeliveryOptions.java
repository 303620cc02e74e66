package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** How a producer sends: what its setters set. Owned by one producer. */
final class DeliveryOptions {

    private boolean disableMessageId;
    private boolean disableMessageTimestamp;
    private int deliveryMode = Message.DEFAULT_DELIVERY_MODE;
    private int priority = Message.DEFAULT_PRIORITY;
    private long timeToLiveMillis = Message.DEFAULT_TIME_TO_LIVE;
    private long deliveryDelayMillis = Message.DEFAULT_DELIVERY_DELAY;

    boolean disableMessageId() {
        return disableMessageId;
    }

    void disableMessageId(boolean value) {
        disableMessageId = value;
    }

    boolean disableMessageTimestamp() {
        return disableMessageTimestamp;
    }

    void disableMessageTimestamp(boolean value) {
        disableMessageTimestamp = value;
    }

    int deliveryMode() {
        return deliveryMode;
    }

    boolean persistent() {
        return deliveryMode == DeliveryMode.PERSISTENT;
    }

    void deliveryMode(int value) throws JMSException {
        if (value != DeliveryMode.PERSISTENT && value != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException(
                    "the delivery mode " + value + " does not exist; use DeliveryMode.PERSISTENT ("
                            + DeliveryMode.PERSISTENT + ") or DeliveryMode.NON_PERSISTENT ("
                            + DeliveryMode.NON_PERSISTENT
                            + ")",
                    FailureCodes.INVALID_ARGUMENT);
        }
        deliveryMode = value;
    }

    int priority() {
        return priority;
    }

    void priority(int value) throws JMSException {
        if (value < 0 || value > 9) {
            throw new JMSException(
                    "the priority " + value + " is out of range; use 0 (lowest) to 9", FailureCodes.INVALID_ARGUMENT);
        }
        priority = value;
    }

    long timeToLiveMillis() {
        return timeToLiveMillis;
    }

    void timeToLiveMillis(long value) throws JMSException {
        if (value < 0) {
            throw new JMSException(
                    "the time to live " + value + " ms is negative; use 0 for no limit", FailureCodes.INVALID_ARGUMENT);
        }
        timeToLiveMillis = value;
    }

    long deliveryDelayMillis() {
        return deliveryDelayMillis;
    }

    void deliveryDelayMillis(long value) throws JMSException {
        if (value < 0) {
            throw new JMSException(
                    "the delivery delay " + value + " ms is negative; use 0 for no delay",
                    FailureCodes.INVALID_ARGUMENT);
        }
        deliveryDelayMillis = value;
    }

    /** These options with what one send overrides. */
    DeliveryOptions with(int mode, int newPriority, long newTimeToLiveMillis) throws JMSException {
        DeliveryOptions options = new DeliveryOptions();
        options.disableMessageId = disableMessageId;
        options.disableMessageTimestamp = disableMessageTimestamp;
        options.deliveryDelayMillis = deliveryDelayMillis;
        options.deliveryMode(mode);
        options.priority(newPriority);
        options.timeToLiveMillis(newTimeToLiveMillis);
        return options;
    }
}
