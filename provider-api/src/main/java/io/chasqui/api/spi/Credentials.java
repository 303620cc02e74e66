package io.chasqui.api.spi;

import org.jspecify.annotations.Nullable;

/**
 * Who connects.
 *
 * @param user null for the anonymous user
 * @param password null for none
 */
public record Credentials(@Nullable String user, @Nullable String password) {

    /** Leaves out the password. */
    @Override
    public String toString() {
        return "user " + (user == null ? "(anonymous)" : user);
    }
}
