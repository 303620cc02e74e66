package io.chasqui.security;

import io.chasqui.api.security.TlsSettings;
import io.chasqui.security.SecurityFiles.Stamp;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Certificates, keys and trust of one end of TLS connections, loaded and checked. May be used by any thread; what it was
 * loaded from does not change, {@link #refreshed} gives a new one when the files have. Loading reads files, so not on a loop.
 */
public final class TlsMaterial {

    /** What both ends speak, the best first; older versions are broken. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private static final System.Logger LOG = System.getLogger(TlsMaterial.class.getName());

    private final TlsSettings settings;
    private final KeyStores.@Nullable Keys own;
    private final @Nullable KeyStore trusted;
    private final List<String> warnings;

    /** Of the files as they were when somebody last tried to load them. */
    private volatile Map<Path, @Nullable Stamp> stamps;

    private TlsMaterial(TlsSettings settings, Instant now) throws SecurityFileException {
        this.settings = settings;
        this.stamps = stampsOf(settings);
        this.own = KeyStores.own(settings);
        this.trusted = KeyStores.trusted(settings);
        this.warnings = warnings(now);
    }

    /**
     * Loads and checks what the settings name. A certificate whose time is over, or has not come, is used all the same: it is
     * logged with its dates.
     *
     * @throws SecurityFileException when something cannot be used; the message names the file, and says what to do
     */
    public static TlsMaterial load(TlsSettings settings) throws SecurityFileException {
        return load(settings, Instant.now());
    }

    static TlsMaterial load(TlsSettings settings, Instant now) throws SecurityFileException {
        TlsMaterial material = new TlsMaterial(settings, now);
        material.warnings.forEach(warning -> LOG.log(System.Logger.Level.WARNING, "{0}", warning));
        return material;
    }

    /**
     * This one while the files are as they were, else a new one. When what the files hold now cannot be used, that is logged
     * once, and this one stays.
     */
    public TlsMaterial refreshed() {
        Map<Path, @Nullable Stamp> now = stampsOf(settings);
        if (now.equals(stamps)) {
            return this;
        }
        stamps = now;
        try {
            TlsMaterial fresh = load(settings);
            LOG.log(System.Logger.Level.INFO, "certificates have changed and were loaded anew: {0}", settings);
            return fresh;
        } catch (SecurityFileException broken) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "changed certificates are not used, and those from before stay in use: {0}",
                    broken.getMessage());
            return this;
        }
    }

    private static Map<Path, @Nullable Stamp> stampsOf(TlsSettings settings) {
        Map<Path, @Nullable Stamp> stamps = new LinkedHashMap<>();
        Stream.of(settings.certificateFile(), settings.keyFile(), settings.keyStoreFile(), settings.trustFile())
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .forEach(file -> stamps.put(file, Stamp.of(file)));
        return stamps;
    }

    private List<String> warnings(Instant now) throws SecurityFileException {
        List<String> found = new ArrayList<>();
        if (own != null) {
            own.chain().forEach(each -> check(each, now, "this end's", found));
        }
        if (trusted != null) {
            try {
                for (String alias : Collections.list(trusted.aliases())) {
                    if (trusted.getCertificate(alias) instanceof X509Certificate each) {
                        check(each, now, "the trusted", found);
                    }
                }
            } catch (KeyStoreException impossible) {
                throw new SecurityFileException(Path.of(settings.trustFile()), "it cannot be read", impossible);
            }
        }
        return List.copyOf(found);
    }

    private static void check(X509Certificate certificate, Instant now, String whose, List<String> found) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        String what = whose + " certificate of " + KeyStores.name(certificate);
        if (now.isAfter(end)) {
            found.add(what + " has expired on " + end + ": the other end will refuse it; renew it");
        } else if (now.isBefore(begin)) {
            found.add(what + " is valid from " + begin
                    + " on: until then the other end will refuse it; is the clock right?");
        }
    }

    /** What is not as it should be, but does not keep anybody from loading it. */
    List<String> warnings() {
        return warnings;
    }

    /** The certificate and key of this end; null when there are none. Each call makes a new one. */
    public @Nullable KeyManagerFactory keyManagerFactory() {
        if (own == null) {
            return null;
        }
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(own.store(), own.password());
            return factory;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a key that was checked cannot be used", impossible);
        }
    }

    /** Whom this end trusts; null when no file says so: then a client trusts the JVM's authorities, and a broker nobody. */
    public @Nullable TrustManagerFactory trustManagerFactory() {
        if (trusted == null) {
            return null;
        }
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("certificates that were checked cannot be trusted", impossible);
        }
    }

    /** Both together. It restricts neither protocols nor host names: see {@link #PROTOCOLS}. */
    public SSLContext sslContext() {
        KeyManagerFactory keys = keyManagerFactory();
        TrustManagerFactory trust = trustManagerFactory();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keys == null ? null : keys.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM has no TLS", impossible);
        }
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return settings.toString();
    }
}
