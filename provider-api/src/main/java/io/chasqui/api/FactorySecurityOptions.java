package io.chasqui.api;

import io.chasqui.api.option.Option;
import io.chasqui.api.option.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that are about {@link FactorySecurity}; {@link FactoryOptions#TABLE} has them all. */
final class FactorySecurityOptions {

    static final Option<FactorySettings, FactorySettings, String> TLS_TRUST_FILE = new Option<>(
            "tlsTrustFile",
            ValueType.text(),
            FactorySettings::getTlsTrustFile,
            FactorySettings::setTlsTrustFile,
            "The authorities whose certificates a broker may show: PEM, or PKCS#12 when the name ends in .p12 or .pfx; empty for those of the JVM.");

    static final Option<FactorySettings, FactorySettings, @Nullable String> TLS_TRUST_PASSWORD = new Option<>(
            "tlsTrustPassword",
            ValueType.secretText(),
            FactorySettings::getTlsTrustPassword,
            FactorySettings::setTlsTrustPassword,
            "The password of that file, when it is PKCS#12.");

    static final Option<FactorySettings, FactorySettings, String> TLS_CERTIFICATE_FILE = new Option<>(
            "tlsCertificateFile",
            ValueType.text(),
            FactorySettings::getTlsCertificateFile,
            FactorySettings::setTlsCertificateFile,
            "PEM: a certificate of the client's own, followed by those between it and the authority, for brokers that ask for one.");

    static final Option<FactorySettings, FactorySettings, String> TLS_KEY_FILE = new Option<>(
            "tlsKeyFile",
            ValueType.text(),
            FactorySettings::getTlsKeyFile,
            FactorySettings::setTlsKeyFile,
            "PEM: the private key of that certificate, as unencrypted PKCS#8 (BEGIN PRIVATE KEY).");

    static final Option<FactorySettings, FactorySettings, String> TLS_KEY_STORE_FILE = new Option<>(
            "tlsKeyStoreFile",
            ValueType.text(),
            FactorySettings::getTlsKeyStoreFile,
            FactorySettings::setTlsKeyStoreFile,
            "PKCS#12: certificate and private key, in place of the two PEM files.");

    static final Option<FactorySettings, FactorySettings, @Nullable String> TLS_KEY_STORE_PASSWORD = new Option<>(
            "tlsKeyStorePassword",
            ValueType.secretText(),
            FactorySettings::getTlsKeyStorePassword,
            FactorySettings::setTlsKeyStorePassword,
            "The password of that file.");

    static final Option<FactorySettings, FactorySettings, Boolean> TLS_INSECURE_HOST_NAME_UNCHECKED = new Option<>(
            "tlsInsecureHostNameUnchecked",
            ValueType.flag(),
            FactorySettings::isTlsInsecureHostNameUnchecked,
            FactorySettings::setTlsInsecureHostNameUnchecked,
            "Whether a broker may show a trusted certificate that was issued for another host: whoever has any such certificate can then pretend to be the broker.");

    static final Option<FactorySettings, FactorySettings, Boolean> PLAIN_WITHOUT_TLS_ALLOWED = new Option<>(
            "plainWithoutTlsAllowed",
            ValueType.flag(),
            FactorySettings::isPlainWithoutTlsAllowed,
            FactorySettings::setPlainWithoutTlsAllowed,
            "Whether the password may be sent over a connection that is not encrypted, where everybody on the way can read it, when the broker takes it in no other way.");

    static final List<Option<FactorySettings, FactorySettings, ?>> ALL = List.of(
            TLS_TRUST_FILE,
            TLS_TRUST_PASSWORD,
            TLS_CERTIFICATE_FILE,
            TLS_KEY_FILE,
            TLS_KEY_STORE_FILE,
            TLS_KEY_STORE_PASSWORD,
            TLS_INSECURE_HOST_NAME_UNCHECKED,
            PLAIN_WITHOUT_TLS_ALLOWED);

    private FactorySecurityOptions() {}
}
