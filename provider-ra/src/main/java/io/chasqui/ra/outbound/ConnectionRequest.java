package io.chasqui.ra.outbound;

import io.chasqui.ra.access.Access;
import jakarta.resource.spi.ConnectionRequestInfo;
import org.jspecify.annotations.Nullable;

/**
 * As whom an application wants a connection; null for what it leaves to the configuration. Whether it means to use
 * transactions is no part of this: pools would be divided by it, and the server says so later anyway.
 */
public record ConnectionRequest(
        @Nullable String user,
        @Nullable String password,
        @Nullable String clientId) implements ConnectionRequestInfo {

    /** Leaves everything to the configuration. */
    static final ConnectionRequest ANY = new ConnectionRequest(null, null, null);

    Access access() {
        return new Access(null, user, password, clientId);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionRequest that && access().equals(that.access());
    }

    @Override
    public int hashCode() {
        return access().hashCode();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "user " + user + ", client ID " + clientId;
    }
}
