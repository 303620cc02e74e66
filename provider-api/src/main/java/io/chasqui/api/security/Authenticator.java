package io.chasqui.api.security;

import java.util.Set;

/** Decides whether a user is who it says it is; given to a broker by its configuration, and called by several threads. */
@FunctionalInterface
public interface Authenticator {

    /**
     * Judges a name and password. It may block (for a directory server, say): the broker never calls it on an event loop.
     * It is not asked about the anonymous user, whom the option {@code anonymousAllowed} admits or refuses.
     *
     * @param user never empty
     * @param password empty for none; the caller wipes the array afterwards, so keep no reference to it
     * @return false to refuse; the client then gets a {@link jakarta.jms.JMSSecurityException}
     */
    boolean authenticate(String user, char[] password);

    /**
     * The roles of a user who was admitted, for permissions: asked once for each connection, after {@link #authenticate} or
     * after the user's certificate was found valid. It may block, too.
     *
     * @return none unless overridden
     */
    default Set<String> rolesOf(String user) {
        return Set.of();
    }
}
