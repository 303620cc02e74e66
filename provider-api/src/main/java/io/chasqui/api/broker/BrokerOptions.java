package io.chasqui.api.broker;

import io.chasqui.api.option.Address;
import io.chasqui.api.option.Option;
import io.chasqui.api.option.OptionTable;
import io.chasqui.api.option.ValueType;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Every option of a broker, in the order of the documentation: the one place that says names, rules and meanings. */
public final class BrokerOptions {

    /** What the name of every broker option starts with: {@code vm://orders?broker.maxDeliveries=5}. */
    public static final String PREFIX = "broker.";

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> EVENT_LOOPS = new Option<>(
            PREFIX + "eventLoops",
            ValueType.integer(0, 1024),
            BrokerConfiguration::eventLoops,
            BrokerConfigurationBuilder::eventLoops,
            "How many event loops run the broker; 0 chooses by the number of cores.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Long> MEMORY_LIMIT_BYTES = new Option<>(
                    PREFIX + "memoryLimitBytes",
                    ValueType.bytes(1, Long.MAX_VALUE),
                    BrokerConfiguration::memoryLimitBytes,
                    BrokerConfigurationBuilder::memoryLimitBytes,
                    "How many bytes of messages the broker holds in memory at most; see limitPolicy.")
            .withComputedDefault("half of the maximal heap");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Long> DESTINATION_LIMIT_BYTES = new Option<>(
            PREFIX + "destinationLimitBytes",
            ValueType.bytes(0, Long.MAX_VALUE),
            BrokerConfiguration::destinationLimitBytes,
            BrokerConfigurationBuilder::destinationLimitBytes,
            "How many bytes of messages one destination holds in memory at most; 0 for no limit but the broker's.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Long> SEND_BLOCK_MILLIS = new Option<>(
            PREFIX + "sendBlockMillis",
            ValueType.millis(0),
            BrokerConfiguration::sendBlockMillis,
            BrokerConfigurationBuilder::sendBlockMillis,
            "How long a confirmed send waits at a limit before it is refused; 0 refuses it at once.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> MAX_DELIVERIES = new Option<>(
            PREFIX + "maxDeliveries",
            ValueType.integer(0, Integer.MAX_VALUE),
            BrokerConfiguration::maxDeliveries,
            BrokerConfigurationBuilder::maxDeliveries,
            "After how many deliveries without an acknowledgement a message is a dead letter; 0 for never.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, String> DEAD_LETTER_QUEUE = new Option<>(
            PREFIX + "deadLetterQueue",
            ValueType.text(),
            BrokerConfiguration::deadLetterQueue,
            BrokerConfigurationBuilder::deadLetterQueue,
            "The queue dead letters go to; empty drops them.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Map<String, String>> USERS = new Option<>(
            PREFIX + "users",
            ValueType.passwordsByUser(),
            BrokerConfiguration::users,
            BrokerConfigurationBuilder::users,
            "Who may connect. Without it, a userFile and an authenticator every user of this JVM is let in with any password, and nobody over the network.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Boolean> ANONYMOUS_ALLOWED = new Option<>(
            PREFIX + "anonymousAllowed",
            ValueType.flag(),
            BrokerConfiguration::anonymousAllowed,
            BrokerConfigurationBuilder::anonymousAllowed,
            "Whether a client may connect without a user name.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Long> TRANSACTION_TIMEOUT_MILLIS =
            new Option<>(
                    PREFIX + "transactionTimeoutMillis",
                    ValueType.millis(1),
                    BrokerConfiguration::transactionTimeoutMillis,
                    BrokerConfigurationBuilder::transactionTimeoutMillis,
                    "How long a distributed (XA) transaction may take before it is rolled back, unless it asks for another"
                            + " time.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Long> IDLE_DESTINATION_MILLIS = new Option<>(
            PREFIX + "idleDestinationMillis",
            ValueType.millis(0),
            BrokerConfiguration::idleDestinationMillis,
            BrokerConfigurationBuilder::idleDestinationMillis,
            "How long a queue or topic may be empty and unused before the broker forgets it (use makes it anew); 0 for ever.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Long> MAX_MESSAGE_BYTES = new Option<>(
            PREFIX + "maxMessageBytes",
            ValueType.bytes(1, Integer.MAX_VALUE),
            BrokerConfiguration::maxMessageBytes,
            BrokerConfigurationBuilder::maxMessageBytes,
            "How long a message may be: headers, properties and body. The body of one that comes over the network and takes more"
                    + " than 1 MiB is not kept in memory but in a file.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, String> DATA_DIRECTORY = new Option<>(
            PREFIX + "dataDirectory",
            ValueType.text(),
            BrokerConfiguration::dataDirectory,
            BrokerConfigurationBuilder::dataDirectory,
            "Where the broker keeps what must survive it: persistent messages, durable subscriptions, prepared transactions. Empty keeps everything in memory, and then nothing survives the JVM.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Durability> DURABILITY = new Option<>(
            PREFIX + "durability",
            ValueType.choice(Durability.class),
            BrokerConfiguration::durability,
            BrokerConfigurationBuilder::durability,
            "When a confirmed persistent message is safe: forced, when it is on the disk (it survives a power failure); written, when the operating system has it (it survives the process, not the machine).");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Map<String, Durability>>
            DESTINATION_DURABILITY = new Option<>(
                    PREFIX + "destinationDurability",
                    ValueType.choiceByPattern(Durability.class),
                    BrokerConfiguration::destinationDurability,
                    BrokerConfigurationBuilder::destinationDurability,
                    "The same for queues and topics whose names match; the first pattern that matches counts. What belongs to several destinations, such as a transaction, is as safe as the safest of them.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, LimitPolicy> LIMIT_POLICY = new Option<>(
            PREFIX + "limitPolicy",
            ValueType.choice(LimitPolicy.class),
            BrokerConfiguration::limitPolicy,
            BrokerConfigurationBuilder::limitPolicy,
            "What happens when memoryLimitBytes or destinationLimitBytes is reached: page moves persistent messages out of memory (with a dataDirectory; others wait), block lets senders wait for sendBlockMillis, fail refuses at once.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Long> STORE_LIMIT_BYTES = new Option<>(
            PREFIX + "storeLimitBytes",
            ValueType.bytes(0, Long.MAX_VALUE),
            BrokerConfiguration::storeLimitBytes,
            BrokerConfigurationBuilder::storeLimitBytes,
            "How much disk the messages may take before senders and transactions that add persistent ones wait, and are refused after sendBlockMillis; at least 512 KiB count, 0 is for as much as there is. What is consumed frees disk a segment at a time.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> SEGMENT_BYTES = new Option<>(
            PREFIX + "segmentBytes",
            ValueType.byteCount(1 << 16, 1 << 30),
            BrokerConfiguration::segmentBytes,
            BrokerConfigurationBuilder::segmentBytes,
            "The size of one file of the journal, at most an eighth of storeLimitBytes. Disk is given back a file at a time.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Long> CHECKPOINT_MILLIS = new Option<>(
            PREFIX + "checkpointMillis",
            ValueType.millis(100),
            BrokerConfiguration::checkpointMillis,
            BrokerConfigurationBuilder::checkpointMillis,
            "How often the state is written down, after which a restart need not read older parts of the journal, and what is not needed of them is freed.");

    /** All of them. */
    public static final OptionTable<BrokerConfiguration, BrokerConfigurationBuilder> TABLE =
            new OptionTable<>(Stream.concat(
                            Stream.of(
                                    EVENT_LOOPS,
                                    DATA_DIRECTORY,
                                    DURABILITY,
                                    DESTINATION_DURABILITY,
                                    MEMORY_LIMIT_BYTES,
                                    DESTINATION_LIMIT_BYTES,
                                    LIMIT_POLICY,
                                    STORE_LIMIT_BYTES,
                                    MAX_MESSAGE_BYTES,
                                    SEND_BLOCK_MILLIS,
                                    MAX_DELIVERIES,
                                    DEAD_LETTER_QUEUE,
                                    USERS,
                                    ANONYMOUS_ALLOWED,
                                    TRANSACTION_TIMEOUT_MILLIS,
                                    IDLE_DESTINATION_MILLIS,
                                    SEGMENT_BYTES,
                                    CHECKPOINT_MILLIS),
                            Stream.concat(NetworkOptions.ALL.stream(), SecurityOptions.ALL.stream()))
                    .toList());

    private BrokerOptions() {}

    static String checkedName(String name) {
        Objects.requireNonNull(name, "the name of the broker is null; leave name() out for vm://default");
        if (!Address.isBrokerName(name)) {
            throw new IllegalArgumentException(
                    "'" + name
                            + "' is not a name for a broker; take letters, digits, '.', '-' and '_', for vm://NAME to be its address");
        }
        return name;
    }
}
