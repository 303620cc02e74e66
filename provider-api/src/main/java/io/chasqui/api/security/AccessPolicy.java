package io.chasqui.api.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides who may do what; given to a broker by its configuration, and called by several threads. */
@FunctionalInterface
public interface AccessPolicy {

    /**
     * Judges one request. It is called on event loops, so it must answer at once, from memory. A sender is asked about when it
     * turns to another destination, not for each message. What the broker does itself, such as moving a message to the
     * dead-letter queue, is not asked about.
     *
     * @param user null for the anonymous user
     * @param roles those that the user had when it connected
     * @return false to refuse; the client then gets a {@link jakarta.jms.JMSSecurityException}, and nothing has changed
     */
    boolean allows(@Nullable String user, Set<String> roles, Operation operation, AccessTarget target);
}
