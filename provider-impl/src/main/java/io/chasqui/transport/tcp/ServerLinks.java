package io.chasqui.transport.tcp;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The links of a broker by their tokens, and how many there are. May be used by any thread. */
final class ServerLinks {

    private static final int TOKEN_BYTES = 24;
    private static final int LEAST_SPARE = 32;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, ServerLink> byToken = new ConcurrentHashMap<>();
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicInteger links = new AtomicInteger();
    private final int mostLinks;
    private final int mostPlaces;

    /** @param mostLinks 0 for any number */
    ServerLinks(int mostLinks) {
        this.mostLinks = mostLinks;
        // Some more sockets than links: for those that come back to a link that is counted, and those that are told why
        // not.
        mostPlaces = mostLinks == 0 ? Integer.MAX_VALUE : mostLinks + Math.max(LEAST_SPARE, mostLinks / 4);
    }

    /** Takes a place for a socket that has no link yet; false when all are taken. */
    boolean takePlace() {
        return take(places, mostPlaces);
    }

    /** Takes the right to one more link, which ends with the link; false when there are as many as may be. */
    boolean takeLink() {
        return take(links, mostLinks == 0 ? Integer.MAX_VALUE : mostLinks);
    }

    private static boolean take(AtomicInteger taken, int most) {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            return false;
        }
        return true;
    }

    void leavePlace() {
        places.decrementAndGet();
    }

    /** How many sockets have a place, or a link that keeps it. */
    int takenPlaces() {
        return places.get();
    }

    int mostLinks() {
        return mostLinks;
    }

    /** A token that nobody can guess. */
    byte[] newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        return token;
    }

    void add(byte[] token, ServerLink link) {
        byToken.put(HexFormat.of().formatHex(token), link);
    }

    @Nullable
    ServerLink find(byte[] token) {
        return byToken.get(HexFormat.of().formatHex(token));
    }

    void remove(byte[] token) {
        if (byToken.remove(HexFormat.of().formatHex(token)) != null) {
            links.decrementAndGet();
            leavePlace();
        }
    }

    /** How many have a socket. */
    int attachedCount() {
        return (int) byToken.values().stream().filter(ServerLink::isReachable).count();
    }

    /** How many links there are. */
    int count() {
        return byToken.size();
    }
}
