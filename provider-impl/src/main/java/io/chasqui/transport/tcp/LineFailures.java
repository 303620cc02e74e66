package io.chasqui.transport.tcp;

import io.chasqui.protocol.ErrorCode;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why a socket failed. Stateless. */
final class LineFailures {

    /** What an end says that does not like the other one's certificate. */
    private static final List<String> CERTIFICATE_ALERTS = List.of(
            "bad_certificate",
            "certificate_unknown",
            "certificate_required",
            "unknown_ca",
            "certificate_expired",
            "unsupported_certificate");

    private LineFailures() {}

    /** Why a client cannot connect. */
    static Setback setback(Endpoint endpoint, Throwable cause) {
        SSLException tls = find(cause, SSLException.class);
        if (tls != null) {
            return new Setback(
                    ErrorCode.SECURITY, "TLS with " + endpoint + " failed: " + explainTls(cause, tls, true), false);
        }
        if (find(cause, UnknownHostException.class) != null) {
            return new Setback(
                    ErrorCode.DISCONNECTED, "the host of " + endpoint + " is unknown: " + message(cause), true);
        }
        if (find(cause, ConnectException.class) != null) {
            return new Setback(
                    ErrorCode.DISCONNECTED,
                    "nobody answers at " + endpoint + ": " + message(cause) + "; does a broker run there?",
                    true);
        }
        return new Setback(ErrorCode.DISCONNECTED, "no connection to " + endpoint + ": " + message(cause), true);
    }

    /** Why a socket failed, for a log. */
    static String explain(Throwable cause) {
        SSLException tls = find(cause, SSLException.class);
        return tls == null ? message(cause) : "TLS failed: " + explainTls(cause, tls, false);
    }

    private static String explainTls(Throwable cause, SSLException tls, boolean atClient) {
        CertificateExpiredException expired = find(cause, CertificateExpiredException.class);
        if (expired != null) {
            return "the certificate has expired: " + expired.getMessage();
        }
        CertificateNotYetValidException early = find(cause, CertificateNotYetValidException.class);
        if (early != null) {
            return "the certificate is not valid yet: " + early.getMessage();
        }
        String text = deepest(cause);
        if (text.contains("not an SSL/TLS record")) {
            return "what came is no TLS: the other end speaks plain tcp://, or something else";
        }
        if (text.contains("No name matching") || text.contains("No subject alternative")) {
            return "the certificate is for another host name: " + text;
        }
        if (text.contains("unable to find valid certification path") || text.contains("signed cert")) {
            return "the certificate is not trusted: " + text
                    + "; is the right authority in the trust store (tlsTrustFile)?";
        }
        if (text.contains("Empty client certificate chain") || text.contains("Empty server certificate chain")) {
            return "the client has shown no certificate, or none of an authority that is trusted here (" + text + ")";
        }
        if (CERTIFICATE_ALERTS.stream().anyMatch(text::contains)) {
            return atClient
                    ? "the broker wants a certificate of this client that it trusts (" + text
                            + "); set tlsKeyStoreFile, or tlsCertificateFile and tlsKeyFile, to one of an authority that the"
                            + " broker trusts"
                    : "the client does not trust this broker's certificate, or it is for another host name (" + text
                            + ")";
        }
        return tls.getMessage() == null
                ? text
                : tls.getMessage() + (text.equals(tls.getMessage()) ? "" : " (" + text + ")");
    }

    private static String deepest(Throwable cause) {
        String text = message(cause);
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each.getMessage() != null) {
                text = each.getMessage();
            }
        }
        return limit(text);
    }

    /** What a peer has sent may be in it: no longer than a line. */
    private static String limit(String text) {
        String oneLine = text.replaceAll("\\p{Cntrl}", " ");
        return oneLine.length() <= 200 ? oneLine : oneLine.substring(0, 200) + "…";
    }

    private static String message(Throwable cause) {
        return limit(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    private static <T extends Throwable> @Nullable T find(Throwable cause, Class<T> kind) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return kind.cast(each);
            }
        }
        return null;
    }
}
