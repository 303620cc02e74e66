package io.chasqui.api;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerOptions;
import io.chasqui.api.option.Address;
import io.chasqui.api.option.Option;
import io.chasqui.api.option.OptionTable;
import io.chasqui.api.spi.ConnectionSettings;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a {@link ChasquiConnectionFactory}, each of them also an option of its address. Set them before the
 * factory is shared between threads; afterwards any thread may read them.
 *
 * <p>The last call wins: {@link #setUri} sets the options that its address names and leaves the others as they are, and a
 * setter called later changes its one property. Each setter refuses a bad value with an {@link IllegalArgumentException} that
 * names the value and the rule, and then nothing has changed. Ranges, defaults and meanings stand in {@link FactoryOptions}.
 */
public abstract sealed class FactorySettings extends FactoryNetwork permits ChasquiConnectionFactory {

    /** Where a factory connects that was told nothing else: the broker named {@code default} in this JVM. */
    public static final String DEFAULT_URI = "vm://default";

    private static final long serialVersionUID = 1L;

    private URI address = URI.create(DEFAULT_URI);
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable String clientId;
    private int prefetch = 1000;
    private long sendTimeoutMillis = 30_000;
    private long requestTimeoutMillis = 30_000;
    private boolean alwaysSyncSend;

    @SuppressWarnings("serial") // always an immutable list, which can be serialised
    private List<String> deserializationAllowList = List.of();

    FactorySettings() {}

    /** The address with the options that concern the broker; those that concern the connection have become properties. */
    public final String getUri() {
        return address.toString();
    }

    /**
     * Sets the address and the properties that its options name.
     *
     * @param uri {@code vm://NAME}, {@code tcp://HOST:PORT}, {@code tls://HOST:PORT} or a list {@code (ADDRESS,ADDRESS)},
     *     followed by {@code ?option=value&option=value}; values are percent-encoded. Options that start with {@code broker.}
     *     configure the broker that a {@code vm} address starts
     * @throws IllegalArgumentException when the address has another form, or an option is unknown or has a bad value;
     *     nothing has changed then
     */
    public final void setUri(String uri) {
        Address parsed = Address.parse(uri);
        if (parsed.isVm()) {
            BrokerConfiguration.fromAddress(parsed.uri());
        }
        FactorySettings rehearsal = new ChasquiConnectionFactory();
        rehearsal.apply(parsed);
        apply(parsed);
    }

    private void apply(Address parsed) {
        parsed.options()
                .filter(option -> !concernsBroker(option, parsed))
                .forEach(option -> FactoryOptions.TABLE.apply(this, known(option, parsed), parsed));
        address = parsed.keeping(option -> concernsBroker(option, parsed)).uri();
    }

    /** A remote broker is configured where it is started, so that its options are unknown in such an address. */
    private static boolean concernsBroker(Address.Setting option, Address address) {
        return option.name().startsWith(BrokerOptions.PREFIX) && !address.isRemote();
    }

    private static Address.Setting known(Address.Setting option, Address address) {
        if (FactoryOptions.TABLE.find(option.name()).isPresent()) {
            return option;
        }
        if (option.name().startsWith(BrokerOptions.PREFIX)) {
            throw new IllegalArgumentException("option '" + option.name() + "' in " + address
                    + " concerns the broker; set it where that broker is started, and leave it out here");
        }
        Stream<String> names = FactoryOptions.TABLE.options().stream().map(Option::name);
        Stream<String> brokerNames = BrokerOptions.TABLE.options().stream().map(Option::name);
        throw OptionTable.unknown(
                option.name(), address, address.isRemote() ? names : Stream.concat(names, brokerNames));
    }

    /** Who connects when the call that connects does not say; null for the anonymous user. */
    public final @Nullable String getUser() {
        return user;
    }

    public final void setUser(@Nullable String user) {
        this.user = emptyToNull(user);
    }

    public final @Nullable String getPassword() {
        return password;
    }

    public final void setPassword(@Nullable String password) {
        this.password = emptyToNull(password);
    }

    /** The client ID that every connection of this factory gets, or null for none. */
    public final @Nullable String getClientID() {
        return clientId;
    }

    public final void setClientID(@Nullable String clientId) {
        this.clientId = emptyToNull(clientId);
    }

    /** How many messages a consumer may hold that the application has not seen. */
    public final int getPrefetch() {
        return prefetch;
    }

    public final void setPrefetch(int prefetch) {
        this.prefetch = FactoryOptions.PREFETCH.checked(prefetch);
    }

    /** How long a send waits for room or for its answer; 0 for ever. */
    public final long getSendTimeoutMillis() {
        return sendTimeoutMillis;
    }

    public final void setSendTimeoutMillis(long sendTimeoutMillis) {
        this.sendTimeoutMillis = FactoryOptions.SEND_TIMEOUT_MILLIS.checked(sendTimeoutMillis);
    }

    /** How long any other request waits for its answer; 0 for ever. */
    public final long getRequestTimeoutMillis() {
        return requestTimeoutMillis;
    }

    public final void setRequestTimeoutMillis(long requestTimeoutMillis) {
        this.requestTimeoutMillis = FactoryOptions.REQUEST_TIMEOUT_MILLIS.checked(requestTimeoutMillis);
    }

    /** Whether non-persistent sends wait for the broker's answer too. */
    public final boolean isAlwaysSyncSend() {
        return alwaysSyncSend;
    }

    public final void setAlwaysSyncSend(boolean alwaysSyncSend) {
        this.alwaysSyncSend = alwaysSyncSend;
    }

    /** Which classes an {@code ObjectMessage} may deserialise. */
    public final List<String> getDeserializationAllowList() {
        return deserializationAllowList;
    }

    public final void setDeserializationAllowList(List<String> deserializationAllowList) {
        this.deserializationAllowList =
                List.copyOf(FactoryOptions.DESERIALIZATION_ALLOW_LIST.checked(deserializationAllowList));
    }

    final ConnectionSettings settings() {
        return new ConnectionSettings(
                clientId,
                prefetch,
                sendTimeoutMillis,
                requestTimeoutMillis,
                alwaysSyncSend,
                deserializationAllowList,
                security(),
                network());
    }

    final URI address() {
        return address;
    }

    /** Two factories are equal when they connect to the same address in the same way, the password included. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof FactorySettings that
                && getClass() == that.getClass()
                && getUri().equals(that.getUri())
                && FactoryOptions.TABLE.valuesOf(this).equals(FactoryOptions.TABLE.valuesOf(that));
    }

    @Override
    public final int hashCode() {
        return Objects.hash(getUri(), user, clientId, prefetch);
    }

    /** The address with every property that differs from its default; without passwords. */
    @Override
    public final String toString() {
        Address whole =
                Address.parse(getUri()).with(FactoryOptions.TABLE.differences(this, new ChasquiConnectionFactory()));
        return "ChasquiConnectionFactory " + whole;
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
