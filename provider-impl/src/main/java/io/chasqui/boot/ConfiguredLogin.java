package io.chasqui.boot;

import io.chasqui.engine.session.Login;
import io.chasqui.protocol.Identity;
import io.chasqui.security.Accounts;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the configured users or authenticator, on a thread that may block. */
final class ConfiguredLogin implements Login {

    private final Accounts accounts;
    private final boolean anonymousAllowed;
    private final Executor blocking;

    ConfiguredLogin(Accounts accounts, boolean anonymousAllowed, Executor blocking) {
        this.accounts = accounts;
        this.anonymousAllowed = anonymousAllowed;
        this.blocking = blocking;
    }

    @Override
    public void check(@Nullable String user, @Nullable String password, Consumer<Outcome> outcome) {
        if (user == null || user.isEmpty()) {
            outcome.accept(
                    anonymousAllowed
                            ? Outcome.admitted(Identity.ANONYMOUS)
                            : Outcome.refused("this broker admits nobody without a user name (anonymousAllowed is off);"
                                    + " give user and password to the connection factory or to createConnection"));
        } else {
            blocking.execute(() -> outcome.accept(ask(user, password == null ? "" : password)));
        }
    }

    private Outcome ask(String user, String password) {
        Accounts.Answer answer = accounts.login(user, password);
        Identity identity = answer.identity();
        if (identity != null) {
            return Outcome.admitted(identity);
        }
        return Outcome.refused(
                answer.failed()
                        ? "user " + user + " could not be checked; the broker's log says why"
                        : "user " + user + " is unknown, or the password is wrong");
    }
}
