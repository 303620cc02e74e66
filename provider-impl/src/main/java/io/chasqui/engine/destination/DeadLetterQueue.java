package io.chasqui.engine.destination;

import io.chasqui.engine.queue.DeadLetters;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.record.Origin;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages that were delivered in vain into a queue of their own, with properties that tell where they came from and
 * why they are there. In the dead-letter queue itself messages stay, however often they are delivered.
 */
public final class DeadLetterQueue implements DeadLetters {

    /** The destination a dead letter was sent to, for example {@code queue orders}. */
    public static final String ORIGINAL_DESTINATION = "JMS_Chasqui_OriginalDestination";

    /** Why it is here, in words. */
    public static final String CAUSE = "JMS_Chasqui_DeadLetterCause";

    /** How often it was delivered in vain. */
    public static final String DELIVERIES = "JMS_Chasqui_Deliveries";

    /** When it was put here, in milliseconds since the epoch. */
    public static final String TIME = "JMS_Chasqui_DeadLetterTime";

    private static final System.Logger LOG = System.getLogger(DeadLetterQueue.class.getName());
    private static final Origin BROKER = new Origin("", null);

    private final @Nullable Destination queue;
    private final Function<Destination, @Nullable PublishTarget> find;
    private final LongSupplier now;

    /** @param queue null to drop dead letters */
    public DeadLetterQueue(
            @Nullable Destination queue, Function<Destination, @Nullable PublishTarget> find, LongSupplier now) {
        this.queue = queue;
        this.find = find;
        this.now = now;
    }

    @Override
    public void bury(Message message, String source, int deliveries) {
        String cause = "delivered " + deliveries + " times from " + source + " without being acknowledged";
        PublishTarget target = queue == null ? null : find.apply(queue);
        if (target == null) {
            LOG.log(System.Logger.Level.WARNING, "{0} is dropped: {1}", message, cause);
            return;
        }
        LOG.log(System.Logger.Level.WARNING, "{0} goes to {1}: {2}", message, queue, cause);
        Map<String, @Nullable Object> properties = new LinkedHashMap<>(message.properties());
        properties.put(ORIGINAL_DESTINATION, message.destination().toString());
        properties.put(CAUSE, cause);
        properties.put(DELIVERIES, deliveries);
        properties.put(TIME, now.getAsLong());
        Message letter = message.toBuilder(target.destination())
                .properties(Collections.unmodifiableMap(properties))
                .expiration(0)
                .build();
        target.loop().executeDown(() -> target.onCommitted(letter, BROKER));
    }
}
