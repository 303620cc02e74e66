package io.chasqui.engine;

import io.chasqui.engine.queue.Overflow;
import io.chasqui.engine.session.Access;
import io.chasqui.engine.session.BrokerTraits;
import io.chasqui.engine.session.Login;
import io.chasqui.journal.Durability;
import io.chasqui.message.Destination;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an engine behaves.
 *
 * @param traits what the broker is and allows
 * @param memoryLimitBytes how many bytes of messages it holds before senders wait, more than 0
 * @param destinationLimitBytes the same for one queue or subscription; 0 for no limit of its own
 * @param sendBlockMillis how long a sender that wants an answer waits for room
 * @param maxDeliveries how often a message is delivered in vain before it goes to the dead-letter queue; 0 for ever
 * @param deadLetterQueue the name of the dead-letter queue; null to drop dead letters
 * @param transactionTimeoutMillis how long an XA branch may stay unprepared by default; 0 for ever
 * @param idleDestinationMillis how long an empty permanent destination may be unused before it is forgotten; 0 for ever
 * @param access who may use it, for what, and how much
 * @param overflow what happens at the limits of memory
 * @param durability what is promised to senders to a destination, where anything survives
 */
public record EngineSettings(
        BrokerTraits traits,
        long memoryLimitBytes,
        long destinationLimitBytes,
        long sendBlockMillis,
        int maxDeliveries,
        @Nullable String deadLetterQueue,
        long transactionTimeoutMillis,
        long idleDestinationMillis,
        Access access,
        Overflow overflow,
        Function<Destination, Durability> durability) {

    /** Settings of an engine that keeps everything in memory. */
    public static EngineSettings inMemory(
            BrokerTraits traits,
            long memoryLimitBytes,
            long destinationLimitBytes,
            long sendBlockMillis,
            int maxDeliveries,
            @Nullable String deadLetterQueue,
            long transactionTimeoutMillis,
            long idleDestinationMillis,
            Login login) {
        return new EngineSettings(
                traits,
                memoryLimitBytes,
                destinationLimitBytes,
                sendBlockMillis,
                maxDeliveries,
                deadLetterQueue,
                transactionTimeoutMillis,
                idleDestinationMillis,
                Access.of(login),
                Overflow.BLOCK,
                destination -> Durability.FORCED);
    }
}
