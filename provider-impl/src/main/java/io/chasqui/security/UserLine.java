package io.chasqui.security;

import io.chasqui.security.ScramText.MalformedException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one user as a line of text:
 *
 * <pre>{@code
 * NAME SCRAM-SHA-256$ITERATIONS:SALT$STORED_KEY:SERVER_KEY roles=ROLE,ROLE certificate=SUBJECT
 * }</pre>
 *
 * A hyphen in the place of the keys is for a user without a password; roles and certificate may be left out.
 */
final class UserLine {

    static final String NO_PASSWORD = "-";

    private static final Pattern FIELDS =
            Pattern.compile("(\\S+)\\s+(\\S+)(?:\\s+roles=(\\S*))?(?:\\s+certificate=(\\S.*?))?\\s*");
    private static final Pattern KEYS = Pattern.compile("([^$]*)\\$(\\d+):([^:$]*)\\$([^:$]*):([^:$]*)");
    private static final Pattern ROLE = Pattern.compile("[\\p{L}\\p{N}._-]+");

    private UserLine() {}

    /** A line breaks the rules; the message says which, and shows neither keys nor salt. */
    static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidException(String message) {
            super(message);
        }
    }

    static User parse(String line) throws InvalidException {
        Matcher fields = FIELDS.matcher(line.strip());
        if (!fields.matches()) {
            throw new InvalidException(
                    "a line is NAME KEYS [roles=ROLE,ROLE] [certificate=SUBJECT], and this one is not;"
                            + " the keys are a single word, or a hyphen for a user without a password");
        }
        return new User(
                name(fields.group(1)),
                fields.group(2).equals(NO_PASSWORD) ? null : keys(fields.group(2)),
                roles(fields.group(3) == null ? "" : fields.group(3)),
                certificate(fields.group(4)));
    }

    /** The name of a user as it can stand in a file. */
    static String name(String text) throws InvalidException {
        String name;
        try {
            name = Preparation.prepare("the user name", text);
        } catch (IllegalArgumentException unusable) {
            throw new InvalidException(String.valueOf(unusable.getMessage()));
        }
        if (name.chars().anyMatch(Character::isWhitespace) || name.startsWith("#") || name.startsWith(":")) {
            throw new InvalidException(
                    "'" + name + "' is no user name for a file: it must contain no space, and not begin with # or :");
        }
        return name;
    }

    private static ScramKeys keys(String text) throws InvalidException {
        Matcher parts = KEYS.matcher(text);
        if (!parts.matches()) {
            throw new InvalidException("the keys are not SCRAM-SHA-256$ITERATIONS:SALT$STORED_KEY:SERVER_KEY");
        }
        if (!parts.group(1).equals(ScramText.MECHANISM)) {
            throw new InvalidException(
                    "the keys are for '" + parts.group(1) + "', and only " + ScramText.MECHANISM + " is known");
        }
        try {
            return new ScramKeys(
                    iterations(parts.group(2)),
                    bytes("salt", parts.group(3), 0),
                    bytes("stored key", parts.group(4), ScramKeys.KEY_BYTES),
                    bytes("server key", parts.group(5), ScramKeys.KEY_BYTES));
        } catch (MalformedException malformed) {
            throw new InvalidException(String.valueOf(malformed.getMessage()));
        }
    }

    private static int iterations(String text) throws InvalidException {
        int iterations = text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (iterations < ScramKeys.LEAST_ITERATIONS || iterations > ScramKeys.MOST_ITERATIONS) {
            throw new InvalidException("the iteration count is " + text + ", but must be from "
                    + ScramKeys.LEAST_ITERATIONS + " to " + ScramKeys.MOST_ITERATIONS);
        }
        return iterations;
    }

    /** @param length 0 for any but none */
    private static byte[] bytes(String what, String text, int length) throws MalformedException {
        byte[] bytes = ScramText.unbase64(what, text);
        if (length == 0 ? bytes.length == 0 : bytes.length != length) {
            throw new MalformedException("the " + what + " has " + bytes.length + " bytes, but must have "
                    + (length == 0 ? "at least one" : length));
        }
        return bytes;
    }

    /** Roles between commas; none when the text is empty. */
    static Set<String> roles(String text) throws InvalidException {
        Set<String> roles = new LinkedHashSet<>();
        if (!text.isEmpty()) {
            for (String role : text.split(",", -1)) {
                checkRole(role);
                roles.add(role);
            }
        }
        return Set.copyOf(roles);
    }

    static void checkRole(String role) throws InvalidException {
        if (!ROLE.matcher(role).matches()) {
            throw new InvalidException("'" + role + "' is no role: take letters, digits, dots, hyphens and underscores,"
                    + " and commas between roles, without spaces");
        }
    }

    private static @Nullable X500Principal certificate(@Nullable String subject) throws InvalidException {
        if (subject == null) {
            return null;
        }
        try {
            return new X500Principal(subject);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidException(
                    "'" + subject + "' is no subject of a certificate; write it as in certificate=CN=till 7,O=Acme");
        }
    }

    static String format(User user) {
        StringBuilder line = new StringBuilder(user.name()).append(' ').append(format(user.keys()));
        if (!user.roles().isEmpty()) {
            line.append(" roles=").append(String.join(",", new TreeSet<>(user.roles())));
        }
        if (user.certificate() != null) {
            line.append(" certificate=").append(user.certificate().getName(X500Principal.RFC2253));
        }
        return line.toString();
    }

    private static String format(@Nullable ScramKeys keys) {
        return keys == null
                ? NO_PASSWORD
                : String.join(
                        "$",
                        Arrays.asList(
                                ScramText.MECHANISM,
                                keys.iterations() + ":" + ScramText.base64(keys.salt()),
                                ScramText.base64(keys.storedKey()) + ":" + ScramText.base64(keys.serverKey())));
    }
}
