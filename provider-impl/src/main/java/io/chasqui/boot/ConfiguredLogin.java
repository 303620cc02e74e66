package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.security.Authenticator;
import io.chasqui.engine.session.Login;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the configured authenticator, on a thread that may block. */
final class ConfiguredLogin implements Login {

    private static final System.Logger LOG = System.getLogger(ConfiguredLogin.class.getName());

    private final Authenticator authenticator;
    private final boolean anonymousAllowed;
    private final Executor blocking;

    ConfiguredLogin(BrokerConfiguration configuration, Executor blocking) {
        this.authenticator = configuration.admission();
        this.anonymousAllowed = configuration.anonymousAllowed();
        this.blocking = blocking;
    }

    @Override
    public void check(@Nullable String user, @Nullable String password, Consumer<@Nullable String> refusal) {
        if (user == null || user.isEmpty()) {
            refusal.accept(
                    anonymousAllowed
                            ? null
                            : "this broker admits nobody without a user name (anonymousAllowed is off); give user and"
                                    + " password to the connection factory or to createConnection");
        } else {
            blocking.execute(() -> refusal.accept(ask(user, password)));
        }
    }

    private @Nullable String ask(String user, @Nullable String password) {
        char[] secret = password == null ? new char[0] : password.toCharArray();
        try {
            return authenticator.authenticate(user, secret)
                    ? null
                    : "user " + user + " is unknown, or the password is wrong";
        } catch (RuntimeException | Error failure) {
            LOG.log(System.Logger.Level.ERROR, "the authenticator failed on user " + user, failure);
            return "user " + user + " could not be checked; the broker's log says why";
        } finally {
            Arrays.fill(secret, '\0');
        }
    }
}
