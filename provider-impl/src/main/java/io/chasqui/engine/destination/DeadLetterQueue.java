package io.chasqui.engine.destination;

import io.chasqui.engine.queue.DeadLetters;
import io.chasqui.engine.queue.Entry;
import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.record.Origin;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.tx.DetachedSend;
import io.chasqui.engine.tx.Work;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final Memory memory;
    private final @Nullable Records records;

    /**
     * @param queue null to drop dead letters
     * @param records null when nothing is recorded
     */
    public DeadLetterQueue(
            @Nullable Destination queue,
            Function<Destination, @Nullable PublishTarget> find,
            LongSupplier now,
            Memory memory,
            @Nullable Records records) {
        this.memory = memory;
        this.records = records;
        this.queue = queue;
        this.find = find;
        this.now = now;
    }

    @Override
    public void bury(Entry entry, String source) {
        Message message = entry.message();
        int deliveries = entry.deliveries();
        String cause = "delivered " + deliveries + " times from " + source + " without being acknowledged";
        PublishTarget target = queue == null ? null : find.apply(queue);
        if (target == null) {
            LOG.log(System.Logger.Level.WARNING, "{0} is dropped: {1}", message, cause);
            entry.backlog().forget(entry);
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
        Work move = new Work(memory, records);
        move.addConsumed(List.of(entry));
        move.addSend(new DetachedSend(target, letter, BROKER));
        move.commit(
                () -> {},
                reason -> LOG.log(
                        System.Logger.Level.ERROR,
                        "{0} cannot be moved to {1}: {2}; it is where it was after a restart",
                        message,
                        queue,
                        reason));
    }
}
