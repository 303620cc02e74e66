package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.SecuritySettings;
import io.chasqui.api.security.AccessPolicy;
import io.chasqui.api.security.TlsSettings;
import io.chasqui.engine.session.Access;
import io.chasqui.engine.session.Permissions;
import io.chasqui.security.Accounts;
import io.chasqui.security.Gate;
import io.chasqui.security.Gatekeeper;
import io.chasqui.security.PermissionTable;
import io.chasqui.security.TlsMaterial;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Who may use a broker, made from its configuration. The files are read when it is made, so that a broken one is noticed. */
final class BrokerSecurity {

    private static final System.Logger LOG = System.getLogger(BrokerSecurity.class.getName());

    private final BrokerConfiguration configuration;
    private final Accounts accounts;
    private final @Nullable AccessPolicy policy;

    /** Reads files anew; at once as long as there are no threads for it. */
    private volatile Executor refresher = Runnable::run;

    private BrokerSecurity(BrokerConfiguration configuration) throws IOException {
        this.configuration = configuration;
        this.accounts = Accounts.of(configuration);
        this.policy = PermissionTable.of(configuration, task -> refresher.execute(task));
        if (policy != null && accounts.isNobodyKnown()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "broker {0} has permissions but no users: whoever connects in this JVM is believed to be the user"
                            + " whose name it gives; add users with broker.userFile",
                    configuration.name());
        }
    }

    /** @throws IOException when a file cannot be used, or a user of the list cannot be one; the message says what is wrong */
    static BrokerSecurity of(BrokerConfiguration configuration) throws IOException {
        try {
            return new BrokerSecurity(configuration);
        } catch (IllegalArgumentException unusable) {
            throw new IOException(unusable.getMessage(), unusable);
        }
    }

    /** @param blocking runs what may block */
    Access access(Executor blocking) {
        refresher = blocking;
        SecuritySettings.Limits limits = configuration.security().limits();
        return new Access(
                new ConfiguredLogin(accounts, configuration.anonymousAllowed(), blocking),
                policy == null ? Permissions.ALL : new ConfiguredPermissions(policy),
                new Access.Limits(
                        limits.connectionsPerUser(), limits.sessionsPerConnection(), limits.consumersPerConnection()));
    }

    /** What admits clients over the network. */
    Gate gate(Executor blocking) {
        return new Gatekeeper(configuration, accounts, blocking);
    }

    /**
     * Certificate and key of the broker, and the authorities of its clients.
     *
     * @throws IOException when they cannot be used, or no certificate is configured; the message says what to do
     */
    TlsMaterial tls() throws IOException {
        TlsSettings settings = configuration.security().tls();
        if (!settings.hasOwnCertificate()) {
            throw new IOException("broker " + configuration.name() + " has no certificate for TLS; name one in"
                    + " broker.tlsCertificateFile and broker.tlsKeyFile, or in broker.tlsKeyStoreFile");
        }
        return TlsMaterial.load(settings);
    }
}
