package io.chasqui.crash;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which of the durable subscriptions that come and go must exist, and which must not. Owned by {@link Oracle}. */
final class SubscriptionStates {

    /** What is known of a subscription. */
    enum State {
        EXISTS,
        GONE,
        UNSURE
    }

    private final Findings findings;
    private final Map<String, State> states = new TreeMap<>();
    private final Set<String> probed = new HashSet<>();

    SubscriptionStates(Findings findings) {
        this.findings = findings;
    }

    /** Those a dead process was about to unsubscribe to see whether they are there may have gone by that. */
    void beginRound() {
        probed.forEach(place -> states.replace(place, State.EXISTS, State.UNSURE));
        probed.clear();
    }

    void set(String place, State state) {
        states.put(place, state);
    }

    void probe(String place) {
        probed.add(place);
    }

    void found(String place) {
        probed.remove(place);
        if (states.put(place, State.GONE) == State.GONE) {
            findings.add("RESURRECTED subscription: " + place + " was unsubscribed, confirmed, and exists again");
        }
    }

    /** One that is gone, and was looked for, need not be looked for again. */
    void absent(String place) {
        probed.remove(place);
        State before = states.remove(place);
        if (before == State.EXISTS) {
            findings.add("LOST subscription: the creation of " + place + " was confirmed, and it does not exist");
        }
    }

    /** Whether messages are expected there; true for backlogs that are no such subscription. */
    boolean isKept(String place) {
        return states.getOrDefault(place, State.EXISTS) == State.EXISTS;
    }

    Map<String, State> all() {
        return Map.copyOf(states);
    }
}
