package io.chasqui.api.broker;

import io.chasqui.api.security.AccessPolicy;
import io.chasqui.api.security.ClientAuthentication;
import io.chasqui.api.security.TlsSettings;
import org.jspecify.annotations.Nullable;

/**
 * Who may use a broker, and for what; immutable. Units, ranges, defaults and meanings stand in {@link BrokerOptions}.
 *
 * @param userFile the file of users; empty for none
 * @param permissionFile the file of permissions; empty for none
 * @param accessPolicy decides in place of that file; null for none
 * @param remoteAnonymousAllowed whether a client may connect over the network without a user name
 * @param plainWithoutTlsAllowed whether an authenticator gets passwords that crossed the network unencrypted
 * @param tls certificates and keys of the broker, and the authorities of its clients' certificates
 * @param tlsClientAuthentication whether clients show certificates
 * @param limits how much one user or connection may have open
 */
public record SecuritySettings(
        String userFile,
        String permissionFile,
        @Nullable AccessPolicy accessPolicy,
        boolean remoteAnonymousAllowed,
        boolean plainWithoutTlsAllowed,
        TlsSettings tls,
        ClientAuthentication tlsClientAuthentication,
        Limits limits) {

    /**
     * How much one user or connection may have open; 0 is for no limit.
     *
     * @param connectionsPerUser counts those of this broker; all anonymous ones are of one user
     */
    public record Limits(int connectionsPerUser, int sessionsPerConnection, int consumersPerConnection) {}
}
