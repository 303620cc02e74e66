package io.chasqui.api.broker;

import io.chasqui.api.option.Option;
import io.chasqui.api.option.ValueType;
import io.chasqui.api.security.ClientAuthentication;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The options that are about {@link SecuritySettings}; {@link BrokerOptions#TABLE} has them all. */
final class SecurityOptions {

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, String> USER_FILE = option(
            "userFile",
            ValueType.text(),
            s -> s.userFile(),
            BrokerConfigurationBuilder::userFile,
            "A file of users and their roles, made with chasqui users add and read anew when it changes; see SECURITY.md. It takes the place of a list of users and of an authenticator.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, String> PERMISSION_FILE = option(
            "permissionFile",
            ValueType.text(),
            s -> s.permissionFile(),
            BrokerConfigurationBuilder::permissionFile,
            "A file that says which role may do what with which destinations, read anew when it changes; see SECURITY.md. Without it everybody who is connected may do everything.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Boolean> REMOTE_ANONYMOUS_ALLOWED = option(
            "remoteAnonymousAllowed",
            ValueType.flag(),
            s -> s.remoteAnonymousAllowed(),
            BrokerConfigurationBuilder::remoteAnonymousAllowed,
            "Whether a client may connect over the network without a user name; anonymousAllowed has to be true as well.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Boolean> PLAIN_WITHOUT_TLS_ALLOWED = option(
            "plainWithoutTlsAllowed",
            ValueType.flag(),
            s -> s.plainWithoutTlsAllowed(),
            BrokerConfigurationBuilder::plainWithoutTlsAllowed,
            "Whether a broker with an authenticator takes passwords over connections that are not encrypted, where everybody on the way can read them.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, String> TLS_CERTIFICATE_FILE = option(
            "tlsCertificateFile",
            ValueType.text(),
            s -> s.tls().certificateFile(),
            BrokerConfigurationBuilder::tlsCertificateFile,
            "PEM: the certificate of the broker, followed by those between it and the authority.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, String> TLS_KEY_FILE = option(
            "tlsKeyFile",
            ValueType.text(),
            s -> s.tls().keyFile(),
            BrokerConfigurationBuilder::tlsKeyFile,
            "PEM: the private key of that certificate, as unencrypted PKCS#8 (BEGIN PRIVATE KEY).");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, String> TLS_KEY_STORE_FILE = option(
            "tlsKeyStoreFile",
            ValueType.text(),
            s -> s.tls().keyStoreFile(),
            BrokerConfigurationBuilder::tlsKeyStoreFile,
            "PKCS#12: certificate and private key, in place of the two PEM files.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, @Nullable String> TLS_KEY_STORE_PASSWORD =
            option(
                    "tlsKeyStorePassword",
                    ValueType.secretText(),
                    s -> s.tls().keyStorePassword(),
                    BrokerConfigurationBuilder::tlsKeyStorePassword,
                    "The password of that file.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, String> TLS_TRUST_FILE = option(
            "tlsTrustFile",
            ValueType.text(),
            s -> s.tls().trustFile(),
            BrokerConfigurationBuilder::tlsTrustFile,
            "The authorities whose certificates clients may show: PEM, or PKCS#12 when the name ends in .p12 or .pfx.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, @Nullable String> TLS_TRUST_PASSWORD = option(
            "tlsTrustPassword",
            ValueType.secretText(),
            s -> s.tls().trustPassword(),
            BrokerConfigurationBuilder::tlsTrustPassword,
            "The password of that file, when it is PKCS#12.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, ClientAuthentication>
            TLS_CLIENT_AUTHENTICATION = option(
                    "tlsClientAuthentication",
                    ValueType.choice(ClientAuthentication.class),
                    s -> s.tlsClientAuthentication(),
                    BrokerConfigurationBuilder::tlsClientAuthentication,
                    "Whether clients show a certificate: none does not ask, optional takes one that is trusted, required talks to nobody without.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> MAX_CONNECTIONS_PER_USER = option(
            "maxConnectionsPerUser",
            ValueType.integer(0, Integer.MAX_VALUE),
            s -> s.limits().connectionsPerUser(),
            BrokerConfigurationBuilder::maxConnectionsPerUser,
            "How many connections one user may have open at a time, all anonymous ones together counting as one user; 0 for no limit.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> MAX_SESSIONS_PER_CONNECTION = option(
            "maxSessionsPerConnection",
            ValueType.integer(0, Integer.MAX_VALUE),
            s -> s.limits().sessionsPerConnection(),
            BrokerConfigurationBuilder::maxSessionsPerConnection,
            "How many sessions one connection may have open at a time; 0 for no limit.");

    static final Option<BrokerConfiguration, BrokerConfigurationBuilder, Integer> MAX_CONSUMERS_PER_CONNECTION = option(
            "maxConsumersPerConnection",
            ValueType.integer(0, Integer.MAX_VALUE),
            s -> s.limits().consumersPerConnection(),
            BrokerConfigurationBuilder::maxConsumersPerConnection,
            "How many consumers and browsers one connection may have open at a time; 0 for no limit.");

    static final List<Option<BrokerConfiguration, BrokerConfigurationBuilder, ?>> ALL = List.of(
            USER_FILE,
            PERMISSION_FILE,
            REMOTE_ANONYMOUS_ALLOWED,
            PLAIN_WITHOUT_TLS_ALLOWED,
            TLS_CERTIFICATE_FILE,
            TLS_KEY_FILE,
            TLS_KEY_STORE_FILE,
            TLS_KEY_STORE_PASSWORD,
            TLS_TRUST_FILE,
            TLS_TRUST_PASSWORD,
            TLS_CLIENT_AUTHENTICATION,
            MAX_CONNECTIONS_PER_USER,
            MAX_SESSIONS_PER_CONNECTION,
            MAX_CONSUMERS_PER_CONNECTION);

    private SecurityOptions() {}

    private static <V extends @Nullable Object> Option<BrokerConfiguration, BrokerConfigurationBuilder, V> option(
            String name,
            ValueType<V> type,
            Function<SecuritySettings, V> getter,
            BiConsumer<BrokerConfigurationBuilder, V> setter,
            String meaning) {
        return new Option<>(
                BrokerOptions.PREFIX + name,
                type,
                configuration -> getter.apply(configuration.security()),
                setter,
                meaning);
    }
}
