package io.chasqui.engine.session;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides who may connect. May take its time: it does not run on a loop. */
@FunctionalInterface
public interface Login {

    /**
     * Checks a user.
     *
     * @param user null for the anonymous user
     * @param refusal gets null when the user may connect, or the reason why not, on any thread
     */
    void check(@Nullable String user, @Nullable String password, Consumer<@Nullable String> refusal);
}
