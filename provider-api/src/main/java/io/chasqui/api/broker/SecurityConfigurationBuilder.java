package io.chasqui.api.broker;

import io.chasqui.api.security.AccessPolicy;
import io.chasqui.api.security.ClientAuthentication;
import io.chasqui.api.security.TlsSettings;
import org.jspecify.annotations.Nullable;

/** The part of {@link BrokerConfigurationBuilder} that is about {@link SecuritySettings}. */
abstract sealed class SecurityConfigurationBuilder permits NetworkConfigurationBuilder {

    private String userFile = "";
    private String permissionFile = "";
    private @Nullable AccessPolicy accessPolicy;
    private boolean remoteAnonymousAllowed;
    private boolean plainWithoutTlsAllowed;
    private String tlsCertificateFile = "";
    private String tlsKeyFile = "";
    private String tlsKeyStoreFile = "";
    private @Nullable String tlsKeyStorePassword;
    private String tlsTrustFile = "";
    private @Nullable String tlsTrustPassword;
    private ClientAuthentication tlsClientAuthentication = ClientAuthentication.NONE;
    private int maxConnectionsPerUser;
    private int maxSessionsPerConnection = 10_000;
    private int maxConsumersPerConnection = 100_000;

    SecurityConfigurationBuilder() {}

    abstract BrokerConfigurationBuilder self();

    /** @see SecuritySettings#userFile() */
    public BrokerConfigurationBuilder userFile(String userFile) {
        this.userFile = SecurityOptions.USER_FILE.checked(userFile);
        return self();
    }

    /** @see SecuritySettings#permissionFile() */
    public BrokerConfigurationBuilder permissionFile(String permissionFile) {
        this.permissionFile = SecurityOptions.PERMISSION_FILE.checked(permissionFile);
        return self();
    }

    /** Lets this one decide in place of a file of permissions; null goes back to the file. */
    public BrokerConfigurationBuilder accessPolicy(@Nullable AccessPolicy accessPolicy) {
        this.accessPolicy = accessPolicy;
        return self();
    }

    /** @see SecuritySettings#remoteAnonymousAllowed() */
    public BrokerConfigurationBuilder remoteAnonymousAllowed(boolean remoteAnonymousAllowed) {
        this.remoteAnonymousAllowed = remoteAnonymousAllowed;
        return self();
    }

    /** @see SecuritySettings#plainWithoutTlsAllowed() */
    public BrokerConfigurationBuilder plainWithoutTlsAllowed(boolean plainWithoutTlsAllowed) {
        this.plainWithoutTlsAllowed = plainWithoutTlsAllowed;
        return self();
    }

    /** @see TlsSettings#certificateFile() */
    public BrokerConfigurationBuilder tlsCertificateFile(String tlsCertificateFile) {
        this.tlsCertificateFile = SecurityOptions.TLS_CERTIFICATE_FILE.checked(tlsCertificateFile);
        return self();
    }

    /** @see TlsSettings#keyFile() */
    public BrokerConfigurationBuilder tlsKeyFile(String tlsKeyFile) {
        this.tlsKeyFile = SecurityOptions.TLS_KEY_FILE.checked(tlsKeyFile);
        return self();
    }

    /** @see TlsSettings#keyStoreFile() */
    public BrokerConfigurationBuilder tlsKeyStoreFile(String tlsKeyStoreFile) {
        this.tlsKeyStoreFile = SecurityOptions.TLS_KEY_STORE_FILE.checked(tlsKeyStoreFile);
        return self();
    }

    /** @see TlsSettings#keyStorePassword() */
    public BrokerConfigurationBuilder tlsKeyStorePassword(@Nullable String tlsKeyStorePassword) {
        this.tlsKeyStorePassword = tlsKeyStorePassword;
        return self();
    }

    /** @see TlsSettings#trustFile() */
    public BrokerConfigurationBuilder tlsTrustFile(String tlsTrustFile) {
        this.tlsTrustFile = SecurityOptions.TLS_TRUST_FILE.checked(tlsTrustFile);
        return self();
    }

    /** @see TlsSettings#trustPassword() */
    public BrokerConfigurationBuilder tlsTrustPassword(@Nullable String tlsTrustPassword) {
        this.tlsTrustPassword = tlsTrustPassword;
        return self();
    }

    /** @see SecuritySettings#tlsClientAuthentication() */
    public BrokerConfigurationBuilder tlsClientAuthentication(ClientAuthentication tlsClientAuthentication) {
        this.tlsClientAuthentication = SecurityOptions.TLS_CLIENT_AUTHENTICATION.checked(tlsClientAuthentication);
        return self();
    }

    /** @see SecuritySettings.Limits#connectionsPerUser() */
    public BrokerConfigurationBuilder maxConnectionsPerUser(int maxConnectionsPerUser) {
        this.maxConnectionsPerUser = SecurityOptions.MAX_CONNECTIONS_PER_USER.checked(maxConnectionsPerUser);
        return self();
    }

    /** @see SecuritySettings.Limits#sessionsPerConnection() */
    public BrokerConfigurationBuilder maxSessionsPerConnection(int maxSessionsPerConnection) {
        this.maxSessionsPerConnection = SecurityOptions.MAX_SESSIONS_PER_CONNECTION.checked(maxSessionsPerConnection);
        return self();
    }

    /** @see SecuritySettings.Limits#consumersPerConnection() */
    public BrokerConfigurationBuilder maxConsumersPerConnection(int maxConsumersPerConnection) {
        this.maxConsumersPerConnection =
                SecurityOptions.MAX_CONSUMERS_PER_CONNECTION.checked(maxConsumersPerConnection);
        return self();
    }

    SecuritySettings security() {
        return new SecuritySettings(
                userFile,
                permissionFile,
                accessPolicy,
                remoteAnonymousAllowed,
                plainWithoutTlsAllowed,
                new TlsSettings(
                        tlsCertificateFile,
                        tlsKeyFile,
                        tlsKeyStoreFile,
                        tlsKeyStorePassword,
                        tlsTrustFile,
                        tlsTrustPassword),
                tlsClientAuthentication,
                new SecuritySettings.Limits(
                        maxConnectionsPerUser, maxSessionsPerConnection, maxConsumersPerConnection));
    }

    /** @throws IllegalArgumentException when these values contradict each other or what is given */
    void checkSecurity(boolean anonymousAllowed, boolean otherUsers, String name) {
        if (!userFile.isEmpty() && otherUsers) {
            throw new IllegalArgumentException(
                    "a broker has either a file of users, a list of users or an authenticator," + " but '" + name
                            + "' is given a userFile and one of the others");
        }
        if (!permissionFile.isEmpty() && accessPolicy != null) {
            throw new IllegalArgumentException(
                    "a broker has either a permissionFile or an accessPolicy, but '" + name + "' is given both");
        }
        if (remoteAnonymousAllowed && !anonymousAllowed) {
            throw new IllegalArgumentException("broker '" + name + "' is to admit the anonymous user over the network"
                    + " (remoteAnonymousAllowed) but not otherwise; set anonymousAllowed=true, too, or neither");
        }
        String contradiction = security().tls().contradiction(BrokerOptions.PREFIX);
        if (contradiction != null) {
            throw new IllegalArgumentException("broker '" + name + "': " + contradiction);
        }
        if (tlsClientAuthentication != ClientAuthentication.NONE && tlsTrustFile.isEmpty()) {
            throw new IllegalArgumentException("broker '" + name + "' asks clients for certificates"
                    + " (tlsClientAuthentication), but trusts no authority; name one in tlsTrustFile");
        }
    }

    boolean hasUserFile() {
        return !userFile.isEmpty();
    }
}
