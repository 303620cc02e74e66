package io.chasqui.ra.access;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.BrokerOptions;
import io.chasqui.api.option.Address;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which broker to connect to, and as whom; null for what is not said. Internal to the adapter, and public only because its
 * packages share it.
 *
 * @param url an address as {@link ChasquiConnectionFactory#setUri} takes it
 * @param user null for the one that the address names, or the anonymous user
 * @param password counts only together with a user
 * @param clientId null for the one that the address names, or none
 */
public record Access(
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String clientId) implements Serializable {

    /** Says nothing. */
    public static final Access UNSAID = new Access(null, null, null, null);

    /** Where the adapter connects that was told nothing: a broker of its own. */
    public static final String DEFAULT_URL = "vm://chasqui";

    /** Application servers give the empty text for what was left empty in their forms. */
    public Access {
        url = unlessEmpty(url);
        user = unlessEmpty(user);
        password = unlessEmpty(password);
        clientId = unlessEmpty(clientId);
    }

    /** The text, or null for an empty one. */
    public static @Nullable String unlessEmpty(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** What this does not say, the other one says. A user and a password belong together: one is never taken without the other. */
    public Access orElse(Access other) {
        boolean own = user != null;
        return new Access(
                url != null ? url : other.url,
                own ? user : other.user,
                own ? password : other.password,
                clientId != null ? clientId : other.clientId);
    }

    /**
     * The URL, or the default one, taken apart.
     *
     * @throws IllegalArgumentException when it is no address of a broker
     */
    public Address address() {
        return Address.parse(url == null ? DEFAULT_URL : url);
    }

    /**
     * A new factory for such connections, the caller's to change.
     *
     * @throws IllegalArgumentException when the URL is no address of a broker, or has an unknown or bad option
     */
    public ChasquiConnectionFactory connectionFactory() {
        // Options of the broker are for who starts it: the adapter.
        Address address = address();
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(
                address.keeping(option -> !address.isVm() || !option.name().startsWith(BrokerOptions.PREFIX))
                        .uri()
                        .toString());
        if (user != null) {
            factory.setUser(user);
            factory.setPassword(password);
        }
        if (clientId != null) {
            factory.setClientID(clientId);
        }
        return factory;
    }

    /** For people; without passwords. */
    @Override
    public String toString() {
        return place() + (user == null ? "" : " as " + user) + (clientId == null ? "" : " with client ID " + clientId);
    }

    private String place() {
        try {
            return address().toString();
        } catch (IllegalArgumentException bad) {
            return "a bad address";
        }
    }
}
