package io.chasqui.security;

import io.chasqui.api.security.AccessTarget;
import io.chasqui.api.security.AccessTarget.Kind;
import io.chasqui.api.security.Operation;
import io.chasqui.security.UserLine.InvalidException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file of permissions, {@code allow|deny WHO OPERATION,OPERATION KIND PATTERN}; immutable.
 *
 * @param allows whether it allows or denies what it matches
 * @param who a role, {@code user:NAME}, {@code anonymous} or {@code *}
 */
record PermissionRule(boolean allows, String who, Set<Operation> operations, Set<Kind> kinds, NamePattern names) {

    static final String USER = "user:";
    static final String ANONYMOUS = "anonymous";
    static final String EVERYBODY = "*";

    private static final String FORM = "a line is allow|deny WHO OPERATION,OPERATION KIND PATTERN, as in: allow clerk"
            + " send,consume queue orders.*";
    private static final String ALL = "all";
    private static final Map<String, Set<Kind>> KINDS = Map.of(
            "queue", EnumSet.of(Kind.QUEUE),
            "topic", EnumSet.of(Kind.TOPIC),
            "temporary", EnumSet.of(Kind.TEMPORARY_QUEUE, Kind.TEMPORARY_TOPIC),
            "any", EnumSet.allOf(Kind.class));

    static PermissionRule parse(String line) throws InvalidException {
        String[] words = line.strip().split("\\s+", 5);
        if (words.length < 5) {
            throw new InvalidException(FORM + "; this one has only " + words.length + " words");
        }
        return new PermissionRule(
                allows(words[0]), who(words[1]), operations(words[2]), kinds(words[3]), new NamePattern(words[4]));
    }

    private static boolean allows(String word) throws InvalidException {
        return switch (word) {
            case "allow" -> true;
            case "deny" -> false;
            default -> throw new InvalidException("'" + word + "' is neither allow nor deny; " + FORM);
        };
    }

    private static String who(String word) throws InvalidException {
        if (word.startsWith(USER)) {
            return USER + UserLine.name(word.substring(USER.length()));
        }
        if (!word.equals(EVERYBODY)) {
            UserLine.checkRole(word);
        }
        return word;
    }

    private static Set<Operation> operations(String words) throws InvalidException {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        for (String word : words.split(",", -1)) {
            if (word.equals(ALL)) {
                operations.addAll(EnumSet.allOf(Operation.class));
            } else {
                operations.add(operation(word));
            }
        }
        return operations;
    }

    private static Operation operation(String word) throws InvalidException {
        for (Operation each : Operation.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
                return each;
            }
        }
        throw new InvalidException(
                "'" + word + "' is no operation; take send, consume, browse, create, delete, manage or"
                        + " all, with commas and without spaces between");
    }

    private static Set<Kind> kinds(String word) throws InvalidException {
        Set<Kind> kinds = KINDS.get(word);
        if (kinds == null) {
            throw new InvalidException("'" + word + "' is no kind of destination; take queue, topic, temporary or any");
        }
        return kinds;
    }

    boolean matches(@Nullable String user, Set<String> roles, Operation operation, AccessTarget target) {
        return operations.contains(operation)
                && kinds.contains(target.kind())
                && concerns(user, roles)
                && names.matches(target.name());
    }

    private boolean concerns(@Nullable String user, Set<String> roles) {
        if (who.equals(EVERYBODY)) {
            return true;
        }
        if (who.equals(ANONYMOUS)) {
            return user == null;
        }
        return who.startsWith(USER)
                ? user != null && who.substring(USER.length()).equals(user)
                : roles.contains(who);
    }
}
