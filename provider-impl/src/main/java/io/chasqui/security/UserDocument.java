package io.chasqui.security;

import io.chasqui.security.ScramText.MalformedException;
import io.chasqui.security.UserLine.InvalidException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file of users, line by line: what people wrote between the users stays when one of them changes. A line that
 * begins with {@code #} is a remark; {@code :secret} holds what the salts of unknown users are made from. For one thread.
 */
final class UserDocument {

    private static final String SECRET = ":secret ";
    private static final int LEAST_SECRET_BYTES = 16;

    private final Path file;
    private final List<String> lines;
    private final String original;
    private final Map<String, User> users = new LinkedHashMap<>();
    private final Map<String, Integer> lineOf = new LinkedHashMap<>();
    private byte @Nullable [] secret;

    private UserDocument(Path file, String text) throws SecurityFileException {
        this.file = file;
        this.original = text;
        this.lines = new ArrayList<>(text.lines().toList());
        index();
    }

    /** @throws SecurityFileException when it is not there, cannot be read, or has a wrong line, with the number of that */
    static UserDocument read(Path file) throws SecurityFileException {
        return new UserDocument(file, SecurityFiles.read(file));
    }

    /** As {@link #read}, but a file that is not there is an empty one. */
    static UserDocument readOrEmpty(Path file) throws SecurityFileException {
        return Files.exists(file) ? read(file) : new UserDocument(file, "");
    }

    private void index() throws SecurityFileException {
        users.clear();
        lineOf.clear();
        Map<Object, String> subjects = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            try {
                if (line.startsWith(SECRET)) {
                    secret = secret(line.substring(SECRET.length()).strip());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    User user = UserLine.parse(line);
                    add(user, i, subjects);
                }
            } catch (InvalidException | MalformedException invalid) {
                throw new SecurityFileException(file, i + 1, String.valueOf(invalid.getMessage()));
            }
        }
    }

    private void add(User user, int line, Map<Object, String> subjects) throws InvalidException {
        Integer before = lineOf.putIfAbsent(user.name(), line);
        if (before != null) {
            throw new InvalidException("user " + user.name() + " stands in line " + (before + 1) + " already");
        }
        String other = user.certificate() == null ? null : subjects.putIfAbsent(user.certificate(), user.name());
        if (other != null) {
            throw new InvalidException("the certificate of user " + user.name() + " is that of user " + other
                    + "; a certificate stands for one user");
        }
        users.put(user.name(), user);
    }

    private static byte[] secret(String text) throws InvalidException, MalformedException {
        byte[] bytes = ScramText.unbase64("secret", text);
        if (bytes.length < LEAST_SECRET_BYTES) {
            throw new InvalidException("the secret has " + bytes.length + " bytes, but must have at least "
                    + LEAST_SECRET_BYTES + "; remove the line, and chasqui users makes a new one");
        }
        return bytes;
    }

    Collection<User> users() {
        return List.copyOf(users.values());
    }

    @Nullable
    User find(String name) {
        return users.get(name);
    }

    /** @param fallback the secret to use when the file has none */
    UserTable table(byte[] fallback) {
        return new UserTable(users.values(), secret == null ? fallback : secret);
    }

    /** Puts a user in, in the place of one of that name or at the end. */
    void put(User user) {
        String line = UserLine.format(user);
        Integer place = lineOf.get(user.name());
        if (place == null) {
            lineOf.put(user.name(), lines.size());
            lines.add(line);
        } else {
            lines.set(place, line);
        }
        users.put(user.name(), user);
    }

    /** Takes a user out; false when there is none of that name. */
    boolean remove(String name) throws SecurityFileException {
        Integer place = lineOf.get(name);
        if (place == null) {
            return false;
        }
        lines.remove(place.intValue());
        index();
        return true;
    }

    /** Changes a user; false when there is none of that name. */
    boolean change(String name, UnaryOperator<User> change) {
        User before = users.get(name);
        if (before == null) {
            return false;
        }
        put(change.apply(before));
        return true;
    }

    /** Writes all of it, or nothing, so that its owner alone can read it. */
    void write(SecureRandom random) throws IOException {
        if (secret == null) {
            byte[] made = new byte[ScramKeys.KEY_BYTES];
            random.nextBytes(made);
            secret = made;
            lines.add(0, SECRET + ScramText.base64(made));
            lines.add(0, "# Users of a Chasqui broker. Keep this file to yourself; roles= may be edited by hand.");
        }
        index();
        String now = Files.exists(file) ? SecurityFiles.read(file) : "";
        if (!now.equals(original)) {
            throw new SecurityFileException(
                    file, "somebody else has changed it meanwhile; nothing was written, try again", null);
        }
        SecurityFiles.write(file, String.join("\n", lines) + "\n");
    }

    /** A new user without a password. */
    static User named(String name) throws InvalidException {
        return new User(UserLine.name(name), null, Set.of(), null);
    }
}
