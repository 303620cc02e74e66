package io.chasqui.api.option;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is, with options: {@code vm://NAME}, {@code tcp://HOST:PORT}, {@code tls://HOST:PORT}, or a list of
 * addresses to try, {@code (tcp://HOST:PORT,tcp://HOST:PORT)}, each followed by {@code ?option=value&option=value}. Other
 * schemes are left to the providers that serve them. Immutable.
 */
public final class Address {

    /** The scheme under which a list goes on: {@code failover:(…)}, for {@link URI} knows no scheme-less list. */
    public static final String LIST_SCHEME = "failover";

    private static final Pattern BROKER_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Set<String> NETWORK = Set.of("tcp", "tls");
    private static final String FORMS =
            "; write vm://NAME, tcp://HOST:PORT, tls://HOST:PORT or a list (tcp://HOST:PORT,tcp://HOST:PORT)";

    private final URI base;
    private final List<Setting> settings;

    /** One option as it stands in an address, percent-decoded. */
    public record Setting(String name, String value) {

        /** Without the value, which may be secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    private Address(URI base, List<Setting> settings) {
        this.base = base;
        this.settings = List.copyOf(settings);
    }

    /** @throws IllegalArgumentException when it has none of the forms; the message names the address and the rule */
    public static Address parse(String text) {
        String stripped = Objects.requireNonNull(text, "the address of the broker is null; write vm://NAME")
                .strip();
        boolean list = stripped.startsWith("(") || stripped.startsWith(LIST_SCHEME + ":");
        int query = stripped.indexOf('?', list ? Math.max(0, stripped.indexOf(')')) : 0);
        String where = query < 0 ? stripped : stripped.substring(0, query);
        try {
            URI base = list ? list(where) : single(where);
            return new Address(base, query < 0 ? List.of() : settings(stripped.substring(query + 1)));
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("'" + masked(where, query < 0 ? "" : stripped.substring(query))
                    + "' is not an address of a broker: " + refused.getMessage());
        }
    }

    /** Whether a broker may have this name, and {@code vm://} be followed by it. */
    public static boolean isBrokerName(String name) {
        return BROKER_NAME.matcher(name).matches();
    }

    public String scheme() {
        return base.getScheme();
    }

    /** Whether it is the address of a broker in this JVM. */
    public boolean isVm() {
        return scheme().equals("vm");
    }

    /** Whether it leads to another process: {@code tcp}, {@code tls}, or a list of these. */
    public boolean isRemote() {
        return NETWORK.contains(scheme()) || scheme().equals(LIST_SCHEME);
    }

    /** The {@code NAME} of {@code vm://NAME}. */
    public String vmName() {
        return base.getRawAuthority();
    }

    /** Where it leads to, without options: the members of a list, or itself alone. */
    public List<URI> members() {
        if (!scheme().equals(LIST_SCHEME)) {
            return List.of(base);
        }
        String members = base.getRawSchemeSpecificPart();
        return Stream.of(members.substring(1, members.length() - 1).split(","))
                .map(URI::create)
                .toList();
    }

    public Stream<Setting> options() {
        return settings.stream();
    }

    /** The same address with those options alone that fit. */
    public Address keeping(Predicate<Setting> fits) {
        return new Address(base, settings.stream().filter(fits).toList());
    }

    /** The same address with these options added behind its own. */
    public Address with(List<Setting> more) {
        return new Address(base, Stream.concat(settings.stream(), more.stream()).toList());
    }

    /** With all options, secret ones too: not for messages. */
    public URI uri() {
        return settings.isEmpty() ? base : URI.create(base + query(false));
    }

    /** For people: with the options, but with {@code ***} for secret values. */
    @Override
    public String toString() {
        return Secrets.withoutUserInformation(base.toString()) + query(true);
    }

    private String query(boolean masked) {
        return settings.isEmpty()
                ? ""
                : settings.stream()
                        .map(setting -> Percent.encode(setting.name()) + "="
                                + (masked && Secrets.named(setting.name())
                                        ? Secrets.MASK
                                        : Percent.encode(setting.value())))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static URI single(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(malformed.getReason() + FORMS);
        }
        require(uri.getScheme() != null, "it has no scheme" + FORMS);
        require(uri.getRawFragment() == null, "it must not contain '#'; write %23 inside a value");
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        switch (scheme) {
            case "vm" -> requireVm(uri);
            case "tcp", "tls" -> requireHostAndPort(uri);
            default -> {
                return uri;
            }
        }
        return URI.create(scheme + "://" + uri.getRawAuthority());
    }

    private static void requireVm(URI uri) {
        require(
                uri.getRawAuthority() != null && isBrokerName(uri.getRawAuthority()) && hasNoPath(uri),
                "vm:// must be followed by the name of a broker (letters, digits, '.', '-' and '_'), and by nothing else"
                        + " but ?options");
    }

    private static void requireHostAndPort(URI uri) {
        require(uri.getRawUserInfo() == null, "it must not name a user; use the options user and password");
        require(
                uri.getHost() != null && uri.getPort() > 0 && uri.getPort() <= 65_535 && hasNoPath(uri),
                uri.getScheme()
                        + ":// must be followed by HOST:PORT with a port from 1 to 65535, and by nothing else but"
                        + " ?options");
    }

    /**
     * Reads where to listen: {@code tcp://HOST:PORT} or {@code tls://HOST:PORT}, without options.
     *
     * @throws IllegalArgumentException when it is something else
     */
    static URI parseListener(String text) {
        URI uri = URI.create(text.strip());
        require(
                uri.getScheme() != null
                        && NETWORK.contains(uri.getScheme())
                        && uri.getRawUserInfo() == null
                        && uri.getRawQuery() == null
                        && uri.getHost() != null
                        && uri.getPort() >= 0
                        && uri.getPort() <= 65_535
                        && hasNoPath(uri),
                "write tcp://HOST:PORT or tls://HOST:PORT");
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
    }

    private static boolean hasNoPath(URI uri) {
        String path = uri.getRawPath();
        return path == null || path.isEmpty() || path.equals("/");
    }

    private static URI list(String text) {
        int open = text.startsWith("(") ? 0 : LIST_SCHEME.length() + 1;
        require(text.startsWith("(", open) && text.endsWith(")"), "a list starts with '(' and ends with ')'" + FORMS);
        List<String> members = new ArrayList<>();
        for (String member : text.substring(open + 1, text.length() - 1).split(",", -1)) {
            require(member.indexOf('?') < 0, "options stand behind the list, not inside it");
            URI address = single(member.strip());
            require(NETWORK.contains(address.getScheme()), "a list takes tcp:// and tls:// addresses only");
            members.add(address.toString());
        }
        return URI.create(LIST_SCHEME + ":(" + String.join(",", members) + ")");
    }

    private static List<Setting> settings(String query) {
        require(query.indexOf('#') < 0, "it must not contain '#'; write %23 inside a value");
        List<Setting> settings = new ArrayList<>();
        for (String part : query.split("&")) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                require(equals > 0, "an option is written name=value, but '=' or the name is missing");
                settings.add(new Setting(
                        Percent.decode(part.substring(0, equals)), Percent.decode(part.substring(equals + 1))));
            }
        }
        return settings;
    }

    /** What did not parse, to be shown; options inside a list are left out, for they are not told apart from secrets. */
    private static String masked(String where, String query) {
        int inside = where.indexOf('?');
        String shown = Secrets.withoutUserInformation(inside < 0 ? where : where.substring(0, inside + 1) + "...");
        return query.isEmpty()
                ? shown
                : Stream.of(query.substring(1).split("&"))
                        .map(Address::masked)
                        .collect(Collectors.joining("&", shown + "?", ""));
    }

    private static String masked(String option) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        return Secrets.named(name) ? name + "=" + Secrets.MASK : option;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Letter by letter, unlike addresses of the Web: {@code vm://orders} and {@code vm://Orders} are two brokers. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Address that
                && base.toString().equals(that.base.toString())
                && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return base.toString().hashCode() * 31 + settings.hashCode();
    }
}
