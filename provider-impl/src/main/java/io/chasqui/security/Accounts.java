package io.chasqui.security;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.security.Authenticator;
import io.chasqui.protocol.Identity;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The users of a broker: those of a file, those of a list, or those whom an authenticator knows. May be used by any thread
 * that may block.
 */
public final class Accounts {

    private static final System.Logger LOG = System.getLogger(Accounts.class.getName());

    private final @Nullable Supplier<UserTable> tables;
    private final @Nullable Authenticator authenticator;
    private final boolean checkedByKeys;

    private Accounts(
            @Nullable Supplier<UserTable> tables, @Nullable Authenticator authenticator, boolean checkedByKeys) {
        this.tables = tables;
        this.authenticator = authenticator;
        this.checkedByKeys = checkedByKeys;
    }

    /**
     * What a user and a password are worth.
     *
     * @param identity null when they are refused
     * @param detail why, for the broker's log; without the password
     * @param failed whether the broker could not find out
     */
    public record Answer(@Nullable Identity identity, String detail, boolean failed) {

        static Answer accepted(Identity identity) {
            return new Answer(identity, "", false);
        }

        static Answer refused(String detail) {
            return new Answer(null, detail, false);
        }

        static Answer failed(String detail) {
            return new Answer(null, detail, true);
        }
    }

    /**
     * @throws SecurityFileException when there is a file of users and it cannot be used
     * @throws IllegalArgumentException when a user of the list has a name that cannot be used
     */
    public static Accounts of(BrokerConfiguration configuration) throws SecurityFileException {
        byte[] secret = new byte[ScramKeys.KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        String file = configuration.security().userFile();
        if (!file.isEmpty()) {
            return new Accounts(
                    new Watched<>(Path.of(file), path -> table(path, secret), System::nanoTime, Runnable::run),
                    null,
                    true);
        }
        if (!configuration.users().isEmpty()) {
            return new Accounts(new Listed(configuration.users(), secret), configuration.admission(), false);
        }
        return new Accounts(null, configuration.authenticator(), false);
    }

    private static UserTable table(Path file, byte[] secret) throws SecurityFileException {
        if (SecurityFiles.isOpenToOthers(file)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "others than its owner may read {0}, which helps them to guess passwords; take that away with:"
                            + " chmod 600 {0}",
                    file);
        }
        return UserDocument.read(file).table(secret);
    }

    /** The users of the configuration. Their keys are made at the first use, all at once, which is the same for all. */
    private static final class Listed implements Supplier<UserTable> {

        private final List<Map.Entry<String, String>> passwords = new ArrayList<>();
        private final byte[] secret;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile @Nullable UserTable table;

        Listed(Map<String, String> users, byte[] secret) {
            this.secret = secret;
            Set<String> names = new HashSet<>();
            users.forEach((user, password) -> {
                String name = Preparation.prepare("the name of user " + user, user);
                if (!names.add(name)) {
                    throw new IllegalArgumentException(
                            "two users of the list are both called " + name + " but for how that is typed; keep one");
                }
                passwords.add(Map.entry(name, password));
            });
        }

        @Override
        public UserTable get() {
            UserTable known = table;
            if (known != null) {
                return known;
            }
            lock.lock();
            try {
                known = table;
                if (known == null) {
                    known = new UserTable(passwords.stream().map(this::user).toList(), secret);
                    table = known;
                }
                return known;
            } finally {
                lock.unlock();
            }
        }

        /** More iterations would protect nothing: the password stands in the memory beside the keys. */
        private User user(Map.Entry<String, String> entry) {
            String name = entry.getKey();
            ScramKeys keys;
            try {
                keys = ScramKeys.derive(entry.getValue(), ScramKeys.saltFor(secret, name), ScramKeys.LEAST_ITERATIONS);
            } catch (IllegalArgumentException unusable) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "user {0} of the list of users cannot connect over the network: {1}",
                        name,
                        unusable.getMessage());
                keys = null;
            }
            return new User(name, keys, Set.of(), null);
        }
    }

    /** Whether there is neither list nor file nor authenticator. */
    public boolean isNobodyKnown() {
        return tables == null && authenticator == null;
    }

    /** Whether passwords can be checked without being sent. */
    boolean hasKeys() {
        return tables != null;
    }

    /** The users as they are now. Only when {@link #hasKeys()}. */
    UserTable table() {
        Supplier<UserTable> known = tables;
        if (known == null) {
            throw new IllegalStateException("this broker has no table of users");
        }
        return known.get();
    }

    /** Checks a password. May block, and never throws. */
    public Answer login(String user, String password) {
        try {
            return checkedByKeys ? byKeys(user, password) : byAuthenticator(user, password);
        } catch (RuntimeException | Error failure) {
            RefusalLog.FAILURES.failed("user " + user + " could not be checked, and is refused", failure);
            return Answer.failed("user " + user + " could not be checked");
        }
    }

    private Answer byKeys(String user, String password) {
        String name;
        try {
            name = Preparation.prepare("the user name", user);
            Preparation.prepare("the password", password);
        } catch (IllegalArgumentException unusable) {
            return Answer.refused("a user or password that cannot be: " + unusable.getMessage());
        }
        UserTable table = table();
        boolean matches = table.keysOf(name).matches(password);
        User known = table.find(name);
        return matches && known != null ? Answer.accepted(known.identity()) : Answer.refused(why(table, name));
    }

    /** Why a proof of this user failed, for the log. */
    static String why(UserTable table, String name) {
        User known = table.find(name);
        if (known == null) {
            return "there is no user " + name;
        }
        return "user " + name + (known.keys() == null ? " has no password" : " gave a wrong password");
    }

    private Answer byAuthenticator(String user, String password) {
        Authenticator asked = authenticator;
        if (asked == null) {
            return Answer.accepted(new Identity(user, Set.of()));
        }
        char[] secret = password.toCharArray();
        try {
            return asked.authenticate(user, secret)
                    ? Answer.accepted(identityOf(asked, user))
                    : Answer.refused("user " + user + " is unknown, or the password is wrong");
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private static Identity identityOf(Authenticator asked, String user) {
        return new Identity(user, Set.copyOf(asked.rolesOf(user)));
    }

    /** Whom a certificate stands for that was found valid. May block, and never throws. */
    Answer byCertificate(String subject) {
        try {
            if (tables != null) {
                User known = table().findByCertificate(subject);
                return known == null
                        ? Answer.refused("no user has the certificate of " + subject)
                        : Answer.accepted(known.identity());
            }
            String name = UserTable.commonName(subject);
            if (name == null || authenticator == null) {
                return Answer.refused("the certificate of " + subject + " names no user in a common name (CN)");
            }
            return Answer.accepted(identityOf(authenticator, name));
        } catch (RuntimeException | Error failure) {
            RefusalLog.FAILURES.failed("the certificate of " + subject + " could not be checked", failure);
            return Answer.failed("the certificate of " + subject + " could not be checked");
        }
    }

    @Override
    public String toString() {
        return isNobodyKnown()
                ? "no users"
                : tables != null ? "users of " + tables.getClass().getSimpleName() : "users of an authenticator";
    }
}
