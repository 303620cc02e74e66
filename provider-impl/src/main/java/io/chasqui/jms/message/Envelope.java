package io.chasqui.jms.message;

import io.chasqui.message.Destination;
import io.chasqui.message.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * What one send decides about a message: the header fields that the provider sets and no setter of the message can
 * (Jakarta Messaging 3.1, 3.4.11). Times are milliseconds since the epoch, all from one reading of the clock.
 *
 * @param id null when the application disabled message IDs
 * @param identity by what the broker knows the message, also when nobody else is shown an ID; null when it need not
 * @param timestamp 0 when the application disabled timestamps
 * @param expiration 0 for never
 * @param deliveryTime the send time when the message is not delayed
 */
public record Envelope(
        Destination destination,
        @Nullable MessageId id,
        @Nullable MessageId identity,
        boolean persistent,
        int priority,
        long timestamp,
        long expiration,
        long deliveryTime) {}
