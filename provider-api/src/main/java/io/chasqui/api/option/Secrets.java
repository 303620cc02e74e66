package io.chasqui.api.option;

import java.util.List;
import java.util.Locale;

/**
 * Says what must not be shown of an address.
 *
 * <p>Design note: this goes by the look of an option's name, not by the tables of options, because the value of a misspelt
 * {@code pasword} is as secret as that of the right one.
 */
final class Secrets {

    static final String MASK = "***";

    private static final List<String> WORDS = List.of("pass", "pwd", "secret", "users", "credential", "token");
    private static final List<String> NAMES = List.of("password", "broker.users");

    private Secrets() {}

    static boolean named(String option) {
        String name = option.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(name::contains)
                || NAMES.stream().anyMatch(secret -> Spelling.edits(name, secret) <= 2);
    }

    /** Hides user and password before the host, which some write although no address takes them there. */
    static String withoutUserInformation(String text) {
        return text.replaceAll("//[^/?#]*@", "//" + MASK + "@");
    }
}
