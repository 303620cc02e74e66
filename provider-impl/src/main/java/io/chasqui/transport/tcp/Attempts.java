package io.chasqui.transport.tcp;

import java.util.List;
import java.util.random.RandomGenerator;

/** Which address is tried next, and when. Owned by the link's loop. */
final class Attempts {

    private final List<Endpoint> endpoints;
    private final ClientSettings settings;
    private final RandomGenerator random;
    private int next;
    private int made;
    private boolean everConnected;
    private long beganMillis;

    Attempts(List<Endpoint> endpoints, ClientSettings settings, RandomGenerator random) {
        this.endpoints = List.copyOf(endpoints);
        this.settings = settings;
        this.random = random;
    }

    /** A series of attempts begins: the link is new, or has broken. */
    void begin(long nowMillis) {
        made = 0;
        beganMillis = nowMillis;
    }

    /** The address to try now. */
    Endpoint endpoint() {
        made++;
        return endpoints.get(next);
    }

    /** The last one was in vain: the next address has its turn. */
    void failed() {
        next = (next + 1) % endpoints.size();
    }

    /** The last one led to a link. */
    void succeeded() {
        everConnected = true;
    }

    int made() {
        return made;
    }

    boolean everConnected() {
        return everConnected;
    }

    /** Whether one more attempt is to be made. */
    boolean goOn(long nowMillis) {
        if (everConnected) {
            return settings.reconnectAttempts() < 0 || made < settings.reconnectAttempts();
        }
        return made < endpoints.size() || nowMillis - beganMillis < settings.initialConnectMillis();
    }

    /**
     * How long to wait before it: not at all until each address has been tried once, then twice as long each time. A random
     * part of up to a half is left out, so that many clients do not come at the same moment.
     */
    long pauseMillis() {
        int rounds = made / endpoints.size();
        if (rounds == 0 || made % endpoints.size() != 0) {
            return 0;
        }
        long pause = settings.reconnectDelayMillis();
        for (int i = 1; i < rounds && pause < settings.reconnectMaxDelayMillis(); i++) {
            pause *= 2;
        }
        long most = Math.min(pause, settings.reconnectMaxDelayMillis());
        return most - (long) (random.nextDouble() * most / 2);
    }

    /** All addresses, for people. */
    String describe() {
        return endpoints.size() == 1 ? endpoints.get(0).toString() : endpoints.toString();
    }
}
