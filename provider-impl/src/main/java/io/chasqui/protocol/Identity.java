package io.chasqui.protocol;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom the broker knows.
 *
 * @param user null for the anonymous user
 * @param roles what this user is, as far as permissions are concerned
 */
public record Identity(@Nullable String user, Set<String> roles) {

    public static final Identity ANONYMOUS = new Identity(null, Set.of());
}
