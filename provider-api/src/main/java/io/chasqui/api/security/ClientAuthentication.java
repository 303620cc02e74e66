package io.chasqui.api.security;

/** Whether a broker asks clients for a certificate of their own. */
public enum ClientAuthentication {
    /** It does not ask. */
    NONE,

    /** It asks; clients without one prove in another way who they are, and a certificate that is not trusted is refused. */
    OPTIONAL,

    /** It talks to nobody without a certificate that it trusts. */
    REQUIRED
}
