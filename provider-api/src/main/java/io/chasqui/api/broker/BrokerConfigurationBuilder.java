package io.chasqui.api.broker;

import io.chasqui.api.security.Authenticator;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of a {@link BrokerConfiguration}, starting from the defaults; for one thread. Every setter checks its
 * value against the rule of {@link BrokerOptions} and throws {@link IllegalArgumentException} with that rule.
 */
public final class BrokerConfigurationBuilder extends NetworkConfigurationBuilder {

    String name = "default";
    int eventLoops;
    long memoryLimitBytes = Runtime.getRuntime().maxMemory() / 2;
    long destinationLimitBytes;
    long sendBlockMillis = 10_000;
    int maxDeliveries = 10;
    String deadLetterQueue = "DLQ";
    Map<String, String> users = Map.of();

    @Nullable
    Authenticator authenticator;

    boolean anonymousAllowed = true;
    long transactionTimeoutMillis = 600_000;
    long idleDestinationMillis = 60_000;
    long maxMessageBytes = Integer.MAX_VALUE;
    String dataDirectory = "";
    Durability durability = Durability.FORCED;
    Map<String, Durability> destinationDurability = Map.of();
    LimitPolicy limitPolicy = LimitPolicy.PAGE;
    long storeLimitBytes;
    int segmentBytes = 32 << 20;
    long checkpointMillis = 5_000;

    BrokerConfigurationBuilder() {}

    @Override
    BrokerConfigurationBuilder self() {
        return this;
    }

    /** The name in {@code vm://NAME}: letters, digits, dots, hyphens and underscores. */
    public BrokerConfigurationBuilder name(String name) {
        this.name = BrokerOptions.checkedName(name);
        return this;
    }

    /** @see BrokerConfiguration#eventLoops() */
    public BrokerConfigurationBuilder eventLoops(int eventLoops) {
        this.eventLoops = BrokerOptions.EVENT_LOOPS.checked(eventLoops);
        return this;
    }

    /** @see BrokerConfiguration#memoryLimitBytes() */
    public BrokerConfigurationBuilder memoryLimitBytes(long memoryLimitBytes) {
        this.memoryLimitBytes = BrokerOptions.MEMORY_LIMIT_BYTES.checked(memoryLimitBytes);
        return this;
    }

    /** @see BrokerConfiguration#destinationLimitBytes() */
    public BrokerConfigurationBuilder destinationLimitBytes(long destinationLimitBytes) {
        this.destinationLimitBytes = BrokerOptions.DESTINATION_LIMIT_BYTES.checked(destinationLimitBytes);
        return this;
    }

    /** @see BrokerConfiguration#sendBlockMillis() */
    public BrokerConfigurationBuilder sendBlockMillis(long sendBlockMillis) {
        this.sendBlockMillis = BrokerOptions.SEND_BLOCK_MILLIS.checked(sendBlockMillis);
        return this;
    }

    /** @see BrokerConfiguration#maxDeliveries() */
    public BrokerConfigurationBuilder maxDeliveries(int maxDeliveries) {
        this.maxDeliveries = BrokerOptions.MAX_DELIVERIES.checked(maxDeliveries);
        return this;
    }

    /** @see BrokerConfiguration#deadLetterQueue() */
    public BrokerConfigurationBuilder deadLetterQueue(String deadLetterQueue) {
        this.deadLetterQueue = BrokerOptions.DEAD_LETTER_QUEUE.checked(deadLetterQueue);
        return this;
    }

    /** Replaces the list of users: passwords by user name. */
    public BrokerConfigurationBuilder users(Map<String, String> users) {
        this.users = Map.copyOf(BrokerOptions.USERS.checked(
                Objects.requireNonNull(users, "the users are null; give Map.of() to admit any user")));
        return this;
    }

    /** Adds a user to the list, or changes the password. */
    public BrokerConfigurationBuilder user(String user, String password) {
        Map<String, String> more = new LinkedHashMap<>(users);
        more.put(user, password);
        return users(more);
    }

    /** Lets this one decide instead of a list of users; null goes back to the list. */
    public BrokerConfigurationBuilder authenticator(@Nullable Authenticator authenticator) {
        this.authenticator = authenticator;
        return this;
    }

    /** @see BrokerConfiguration#anonymousAllowed() */
    public BrokerConfigurationBuilder anonymousAllowed(boolean anonymousAllowed) {
        this.anonymousAllowed = anonymousAllowed;
        return this;
    }

    /** @see BrokerConfiguration#transactionTimeoutMillis() */
    public BrokerConfigurationBuilder transactionTimeoutMillis(long transactionTimeoutMillis) {
        this.transactionTimeoutMillis = BrokerOptions.TRANSACTION_TIMEOUT_MILLIS.checked(transactionTimeoutMillis);
        return this;
    }

    /** @see BrokerConfiguration#idleDestinationMillis() */
    public BrokerConfigurationBuilder idleDestinationMillis(long idleDestinationMillis) {
        this.idleDestinationMillis = BrokerOptions.IDLE_DESTINATION_MILLIS.checked(idleDestinationMillis);
        return this;
    }

    /** @see BrokerConfiguration#maxMessageBytes() */
    public BrokerConfigurationBuilder maxMessageBytes(long maxMessageBytes) {
        this.maxMessageBytes = BrokerOptions.MAX_MESSAGE_BYTES.checked(maxMessageBytes);
        return this;
    }

    /** @see BrokerConfiguration#dataDirectory() */
    public BrokerConfigurationBuilder dataDirectory(String dataDirectory) {
        this.dataDirectory = BrokerOptions.DATA_DIRECTORY.checked(dataDirectory);
        return this;
    }

    /** @see BrokerConfiguration#durability() */
    public BrokerConfigurationBuilder durability(Durability durability) {
        this.durability = BrokerOptions.DURABILITY.checked(durability);
        return this;
    }

    /** @see BrokerConfiguration#destinationDurability() */
    public BrokerConfigurationBuilder destinationDurability(Map<String, Durability> destinationDurability) {
        this.destinationDurability = Collections.unmodifiableMap(
                new LinkedHashMap<>(BrokerOptions.DESTINATION_DURABILITY.checked(destinationDurability)));
        return this;
    }

    /** @see BrokerConfiguration#limitPolicy() */
    public BrokerConfigurationBuilder limitPolicy(LimitPolicy limitPolicy) {
        this.limitPolicy = BrokerOptions.LIMIT_POLICY.checked(limitPolicy);
        return this;
    }

    /** @see BrokerConfiguration#storeLimitBytes() */
    public BrokerConfigurationBuilder storeLimitBytes(long storeLimitBytes) {
        this.storeLimitBytes = BrokerOptions.STORE_LIMIT_BYTES.checked(storeLimitBytes);
        return this;
    }

    /** @see BrokerConfiguration#segmentBytes() */
    public BrokerConfigurationBuilder segmentBytes(int segmentBytes) {
        this.segmentBytes = BrokerOptions.SEGMENT_BYTES.checked(segmentBytes);
        return this;
    }

    /** @see BrokerConfiguration#checkpointMillis() */
    public BrokerConfigurationBuilder checkpointMillis(long checkpointMillis) {
        this.checkpointMillis = BrokerOptions.CHECKPOINT_MILLIS.checked(checkpointMillis);
        return this;
    }

    /** @throws IllegalArgumentException when values contradict each other */
    public BrokerConfiguration build() {
        if (authenticator != null && !users.isEmpty()) {
            throw new IllegalArgumentException(
                    "a broker has either a list of users or an authenticator, but '" + name + "' is given both");
        }
        checkSecurity(anonymousAllowed, authenticator != null || !users.isEmpty(), name);
        if (!anonymousAllowed && authenticator == null && users.isEmpty() && !hasUserFile()) {
            throw new IllegalArgumentException("broker '" + name + "' refuses the anonymous user, but knows no other;"
                    + " give it users or an authenticator, or leave anonymousAllowed=true");
        }
        return new BrokerConfiguration(this);
    }
}
