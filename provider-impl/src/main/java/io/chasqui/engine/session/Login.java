package io.chasqui.engine.session;

import io.chasqui.protocol.Identity;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Decides who may connect. May take its time: it does not run on a loop. */
@FunctionalInterface
public interface Login {

    /** Admits everybody as whoever they say they are. */
    Login OPEN = (user, password, outcome) -> outcome.accept(Outcome.admitted(new Identity(user, Set.of())));

    /**
     * What comes of it.
     *
     * @param identity null when the user is refused
     * @param reason why, for the client
     */
    record Outcome(@Nullable Identity identity, String reason) {

        public static Outcome admitted(Identity identity) {
            return new Outcome(identity, "");
        }

        public static Outcome refused(String reason) {
            return new Outcome(null, reason);
        }
    }

    /**
     * Checks a user.
     *
     * @param user null for the anonymous user
     * @param outcome told once, on any thread
     */
    void check(@Nullable String user, @Nullable String password, Consumer<Outcome> outcome);
}
