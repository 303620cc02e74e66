package io.chasqui.security;

import io.chasqui.security.UserLine.InvalidException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Changes a file of users, for the command line. Each change reads the file, and writes all of it or nothing; a running
 * broker sees it within seconds. Methods throw {@link IllegalArgumentException} for a name, password, role or subject that
 * breaks its rule, and {@link SecurityFileException} when the file cannot be used, or a user is there already or missing.
 */
public final class UserFile {

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    public UserFile(Path file) {
        this.file = file;
    }

    /**
     * What may be shown of a user.
     *
     * @param iterations how often the password was hashed; 0 for a user without one
     * @param certificate the subject that stands for the user; null for none
     */
    public record Row(
            String name,
            int iterations,
            Set<String> roles,
            @Nullable String certificate) {}

    /**
     * A new password.
     *
     * @param iterations how often it is hashed: more make guessing slower, and logging in, too
     */
    public record Password(String text, int iterations) {

        /** With as many iterations as are usual. */
        public Password(String text) {
            this(text, ScramKeys.USUAL_ITERATIONS);
        }

        /** @throws IllegalArgumentException with the rule that is broken */
        public Password {
            Preparation.prepare("the password", text);
            if (iterations < ScramKeys.LEAST_ITERATIONS || iterations > ScramKeys.MOST_ITERATIONS) {
                throw new IllegalArgumentException("the iteration count is " + iterations + ", but must be from "
                        + ScramKeys.LEAST_ITERATIONS + " to " + ScramKeys.MOST_ITERATIONS);
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "a password to be hashed " + iterations + " times";
        }
    }

    /**
     * Adds a user; makes the file if need be.
     *
     * @param password null for a user who connects by certificate alone
     * @param certificate the subject that stands for the user; null for none
     */
    public void add(String name, @Nullable Password password, Set<String> roles, @Nullable String certificate)
            throws IOException {
        checkRoles(roles);
        User user = new User(
                prepared(name),
                password == null ? null : keys(password),
                Set.copyOf(roles),
                certificate == null ? null : subject(certificate));
        UserDocument document = UserDocument.readOrEmpty(file);
        if (document.find(user.name()) != null) {
            throw new SecurityFileException(
                    file,
                    "user " + user.name() + " is there already; change password or roles, or remove it first",
                    null);
        }
        document.put(user);
        document.write(random);
    }

    public void remove(String name) throws IOException {
        String prepared = prepared(name);
        UserDocument document = UserDocument.read(file);
        require(document.remove(prepared), prepared);
        document.write(random);
    }

    public void setPassword(String name, Password password) throws IOException {
        String prepared = prepared(name);
        ScramKeys keys = keys(password);
        UserDocument document = UserDocument.read(file);
        require(
                document.change(prepared, user -> new User(user.name(), keys, user.roles(), user.certificate())),
                prepared);
        document.write(random);
    }

    /** Gives a user these roles in the place of those it had. */
    public void setRoles(String name, Set<String> roles) throws IOException {
        checkRoles(roles);
        String prepared = prepared(name);
        UserDocument document = UserDocument.read(file);
        require(
                document.change(
                        prepared, user -> new User(user.name(), user.keys(), Set.copyOf(roles), user.certificate())),
                prepared);
        document.write(random);
    }

    /** In the order of the file. */
    public List<Row> list() throws IOException {
        return UserDocument.read(file).users().stream().map(UserFile::row).toList();
    }

    private static Row row(User user) {
        X500Principal certificate = user.certificate();
        return new Row(
                user.name(),
                user.keys() == null ? 0 : user.keys().iterations(),
                new TreeSet<>(user.roles()),
                certificate == null ? null : certificate.getName(X500Principal.RFC2253));
    }

    private ScramKeys keys(Password password) {
        return ScramKeys.ofNew(password.text(), password.iterations(), random);
    }

    private void require(boolean found, String name) throws SecurityFileException {
        if (!found) {
            throw new SecurityFileException(
                    file, "there is no user " + name + "; 'chasqui users list' shows all", null);
        }
    }

    private static String prepared(String name) {
        try {
            return UserLine.name(name);
        } catch (InvalidException invalid) {
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
    }

    private static void checkRoles(Set<String> roles) {
        try {
            for (String role : roles) {
                UserLine.checkRole(role);
            }
        } catch (InvalidException invalid) {
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
    }

    private static X500Principal subject(String text) {
        try {
            return new X500Principal(text);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no subject of a certificate; write it like CN=till 7,O=Acme", malformed);
        }
    }
}
