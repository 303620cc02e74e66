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

    private final SecureRandom random = new SecureRandom();
    private final Map<String, ServerLink> byToken = new ConcurrentHashMap<>();
    private final AtomicInteger places = new AtomicInteger();
    private final int mostPlaces;

    /** @param mostPlaces 0 for any number */
    ServerLinks(int mostPlaces) {
        this.mostPlaces = mostPlaces;
    }

    /** Takes a place for a socket that has no link yet; false when all are taken. */
    boolean takePlace() {
        int taken = places.incrementAndGet();
        if (mostPlaces > 0 && taken > mostPlaces) {
            places.decrementAndGet();
            return false;
        }
        return true;
    }

    void leavePlace() {
        places.decrementAndGet();
    }

    int mostPlaces() {
        return mostPlaces;
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
