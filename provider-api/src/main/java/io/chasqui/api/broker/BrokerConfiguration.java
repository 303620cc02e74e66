package io.chasqui.api.broker;

import io.chasqui.api.option.Address;
import io.chasqui.api.security.Authenticator;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a broker runs: immutable, made by {@link #builder()} or read from the {@code broker.*} options of an address by
 * {@link #fromAddress}. Units, ranges, defaults and meanings of all values stand in {@link BrokerOptions}.
 */
public final class BrokerConfiguration {

    private final String name;
    private final int eventLoops;
    private final long memoryLimitBytes;
    private final long destinationLimitBytes;
    private final long sendBlockMillis;
    private final int maxDeliveries;
    private final String deadLetterQueue;
    private final Map<String, String> users;
    private final @Nullable Authenticator authenticator;
    private final boolean anonymousAllowed;
    private final long transactionTimeoutMillis;
    private final long idleDestinationMillis;
    private final long maxMessageBytes;
    private final String dataDirectory;
    private final Durability durability;
    private final Map<String, Durability> destinationDurability;
    private final LimitPolicy limitPolicy;
    private final long storeLimitBytes;
    private final int segmentBytes;
    private final long checkpointMillis;
    private final NetworkSettings network;

    BrokerConfiguration(BrokerConfigurationBuilder builder) {
        name = builder.name;
        eventLoops = builder.eventLoops;
        memoryLimitBytes = builder.memoryLimitBytes;
        destinationLimitBytes = builder.destinationLimitBytes;
        sendBlockMillis = builder.sendBlockMillis;
        maxDeliveries = builder.maxDeliveries;
        deadLetterQueue = builder.deadLetterQueue;
        users = builder.users;
        authenticator = builder.authenticator;
        anonymousAllowed = builder.anonymousAllowed;
        transactionTimeoutMillis = builder.transactionTimeoutMillis;
        idleDestinationMillis = builder.idleDestinationMillis;
        maxMessageBytes = builder.maxMessageBytes;
        dataDirectory = builder.dataDirectory;
        durability = builder.durability;
        destinationDurability = builder.destinationDurability;
        limitPolicy = builder.limitPolicy;
        storeLimitBytes = builder.storeLimitBytes;
        segmentBytes = builder.segmentBytes;
        checkpointMillis = builder.checkpointMillis;
        network = builder.network();
    }

    /** A builder that holds the defaults. */
    public static BrokerConfigurationBuilder builder() {
        return new BrokerConfigurationBuilder();
    }

    /**
     * Reads the broker options of an address such as {@code vm://orders?broker.maxDeliveries=5}. Options without the prefix
     * {@code broker.} concern the connection and are left alone.
     *
     * @throws IllegalArgumentException when the address is not of the scheme {@code vm}, or an option is unknown or has a
     *     bad value
     */
    public static BrokerConfiguration fromAddress(URI address) {
        Address parsed = Address.parse(address.toString());
        if (!parsed.isVm()) {
            throw new IllegalArgumentException("only an address vm://NAME can configure a broker, not " + parsed);
        }
        BrokerConfigurationBuilder builder = builder().name(parsed.vmName());
        parsed.options()
                .filter(option -> option.name().startsWith(BrokerOptions.PREFIX))
                .forEach(option -> BrokerOptions.TABLE.apply(builder, option, parsed));
        try {
            return builder.build();
        } catch (IllegalArgumentException conflict) {
            throw new IllegalArgumentException(conflict.getMessage() + " (in " + parsed + ")", conflict);
        }
    }

    /** The {@code NAME} of the address {@code vm://NAME} it serves. */
    public String name() {
        return name;
    }

    /** How many event loops run the broker; 0 chooses by the number of cores. */
    public int eventLoops() {
        return eventLoops;
    }

    /** How many bytes of messages the broker holds at most. */
    public long memoryLimitBytes() {
        return memoryLimitBytes;
    }

    /** How many bytes of messages one destination holds at most; 0 for no limit but the broker's. */
    public long destinationLimitBytes() {
        return destinationLimitBytes;
    }

    /** How long a confirmed send waits at a limit before it is refused; 0 refuses it at once. */
    public long sendBlockMillis() {
        return sendBlockMillis;
    }

    /** After how many deliveries without an acknowledgement a message is a dead letter; 0 for never. */
    public int maxDeliveries() {
        return maxDeliveries;
    }

    /** Where dead letters go; empty drops them. */
    public String deadLetterQueue() {
        return deadLetterQueue;
    }

    /** The passwords by user name; empty when there is no such list. */
    public Map<String, String> users() {
        return users;
    }

    /** The authenticator given to the builder, or null; see {@link #admission()} for the rule as a whole. */
    public @Nullable Authenticator authenticator() {
        return authenticator;
    }

    /** Whether a client may connect without a user name. */
    public boolean anonymousAllowed() {
        return anonymousAllowed;
    }

    /** After how long without an end a distributed transaction is rolled back, unless its resource sets another time. */
    public long transactionTimeoutMillis() {
        return transactionTimeoutMillis;
    }

    /** How long a queue or topic may be empty and unused before the broker forgets it; 0 for ever. */
    public long idleDestinationMillis() {
        return idleDestinationMillis;
    }

    /** How long a message may be: header, properties and body. */
    public long maxMessageBytes() {
        return maxMessageBytes;
    }

    /** The directory of everything that survives the broker; empty when nothing does. */
    public String dataDirectory() {
        return dataDirectory;
    }

    /** What a confirmation of something persistent promises, where {@link #destinationDurability()} says nothing else. */
    public Durability durability() {
        return durability;
    }

    /** What a confirmation promises, by name of the destination or beginning of it with a {@code *}; the first match counts. */
    public Map<String, Durability> destinationDurability() {
        return destinationDurability;
    }

    /** What happens at the limits of memory. */
    public LimitPolicy limitPolicy() {
        return limitPolicy;
    }

    /** How much disk the messages may take; 0 for as much as there is. */
    public long storeLimitBytes() {
        return storeLimitBytes;
    }

    /** The size of one file of the journal. */
    public int segmentBytes() {
        return segmentBytes;
    }

    /** How often the state is written down, so that a restart is quick. */
    public long checkpointMillis() {
        return checkpointMillis;
    }

    /** Where the broker listens, and what it allows those who connect. */
    public NetworkSettings network() {
        return network;
    }

    /**
     * Who decides about users that give a name: the authenticator of this configuration, else its list of users, else
     * nobody, which admits everyone. The anonymous user is decided about by {@link #anonymousAllowed()} alone.
     */
    public Authenticator admission() {
        if (authenticator != null) {
            return authenticator;
        }
        return users.isEmpty() ? (user, password) -> true : new UserList(users);
    }

    /** Compares every value; authenticators by their own {@code equals}. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BrokerConfiguration that
                && name.equals(that.name)
                && BrokerOptions.TABLE.valuesOf(this).equals(BrokerOptions.TABLE.valuesOf(that))
                && Objects.equals(authenticator, that.authenticator);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, eventLoops, maxDeliveries, deadLetterQueue);
    }

    /** The address that configures such a broker, with the options that differ from the default, and without passwords. */
    @Override
    public String toString() {
        return Address.parse("vm://" + name)
                .with(BrokerOptions.TABLE.differences(this, builder().build()))
                .toString();
    }
}
