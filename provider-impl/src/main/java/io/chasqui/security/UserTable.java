package io.chasqui.security;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The users at one moment; immutable. */
final class UserTable {

    private final Map<String, User> byName = new LinkedHashMap<>();
    private final Map<X500Principal, User> byCertificate = new LinkedHashMap<>();
    private final byte[] secret;
    private final int[] iterations;

    /**
     * @param users with names that differ
     * @param secret makes up the salts of users who do not exist; the longer it stays the same the better
     */
    UserTable(Collection<User> users, byte[] secret) {
        this.secret = secret.clone();
        for (User user : users) {
            byName.put(user.name(), user);
            if (user.certificate() != null) {
                byCertificate.put(user.certificate(), user);
            }
        }
        int[] found = users.stream()
                .map(User::keys)
                .filter(keys -> keys != null)
                .mapToInt(ScramKeys::iterations)
                .toArray();
        iterations = found.length == 0 ? new int[] {ScramKeys.USUAL_ITERATIONS} : found;
    }

    Collection<User> users() {
        return Collections.unmodifiableCollection(byName.values());
    }

    @Nullable
    User find(String name) {
        return byName.get(name);
    }

    /** The keys of a user; for one who is not there, or has no password, keys that nobody fulfils, always the same ones. */
    ScramKeys keysOf(String name) {
        // made for everybody, so that it takes the same time for users who are there and users who are not
        ScramKeys madeUp = ScramKeys.ofNobody(secret, name, iterations[choice(name)]);
        User user = byName.get(name);
        return user != null && user.keys() != null ? user.keys() : madeUp;
    }

    /** Those who do not exist have the iteration counts of those who do, in the same proportion. */
    private int choice(String name) {
        byte[] hash = ScramKeys.hmac(secret, "iterations " + name);
        return ((hash[0] & 0x7f) << 16 | (hash[1] & 0xff) << 8 | hash[2] & 0xff) % iterations.length;
    }

    /** Whom a valid certificate stands for: who claims its subject, else who is called like its common name; or null. */
    @Nullable
    User findByCertificate(String subject) {
        try {
            User claimed = byCertificate.get(new X500Principal(subject));
            if (claimed != null) {
                return claimed;
            }
        } catch (IllegalArgumentException malformed) {
            return null;
        }
        String commonName = commonName(subject);
        User named = commonName == null ? null : byName.get(commonName);
        return named == null || named.certificate() != null ? null : named;
    }

    /** The most specific CN of a subject as a user name; null when there is none that can be one. */
    static @Nullable String commonName(String subject) {
        try {
            LdapName name = new LdapName(subject);
            for (int i = name.size() - 1; i >= 0; i--) {
                Rdn part = name.getRdn(i);
                if (part.getType().equalsIgnoreCase("CN") && part.getValue() instanceof String text) {
                    return Preparation.prepare("the common name", text);
                }
            }
            return null;
        } catch (InvalidNameException | IllegalArgumentException malformed) {
            return null;
        }
    }

    @Override
    public String toString() {
        return byName.size() + " users";
    }
}
