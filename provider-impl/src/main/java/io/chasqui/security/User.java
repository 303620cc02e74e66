package io.chasqui.security;

import io.chasqui.protocol.Identity;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a list or file of users names; immutable.
 *
 * @param name as {@link Preparation} leaves it
 * @param keys null when this user has no password
 * @param roles what this user is, as far as permissions are concerned
 * @param certificate the subject whose certificate stands for this user; null for the one whose common name is the user's
 */
record User(
        String name,
        @Nullable ScramKeys keys,
        Set<String> roles,
        @Nullable X500Principal certificate) {

    Identity identity() {
        return new Identity(name, roles);
    }
}
