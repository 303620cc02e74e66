package io.chasqui.api.security;

/**
 * How a client protects its connections over the network; immutable.
 *
 * @param tls certificates and keys
 * @param hostNameUnchecked whether a broker may show a trusted certificate of another host than that of the address
 * @param plainWithoutTlsAllowed whether the password may be sent so that everybody on the way can read it
 */
public record ClientSecurity(TlsSettings tls, boolean hostNameUnchecked, boolean plainWithoutTlsAllowed) {

    /** Trusts the authorities of the JVM, checks host names, and sends no readable password. */
    public static final ClientSecurity DEFAULT = new ClientSecurity(TlsSettings.NONE, false, false);
}
