package io.chasqui.crash;

import io.chasqui.crash.SubscriptionStates.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one process is told about the backlogs, so that it looks until it has seen what must be there. It judges nothing by
 * it. Immutable.
 *
 * @param messages those that were confirmed and are not known to be consumed
 * @param subscriptions durable subscriptions that come and go
 */
record Expectation(List<Effect> messages, Map<String, State> subscriptions) {

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        messages.forEach(message -> lines.add(message.toString()));
        subscriptions.forEach((place, state) -> lines.add(state + " " + place));
        Files.write(file, lines);
    }

    static Expectation read(Path file) throws IOException {
        List<Effect> messages = new ArrayList<>();
        Map<String, State> subscriptions = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("+")) {
                messages.add(Effect.parse(line));
            } else {
                String[] words = line.split(" ");
                subscriptions.put(words[1], State.valueOf(words[0]));
            }
        }
        return new Expectation(messages, subscriptions);
    }

    /** The messages that must be visible in a backlog if it is looked at now. */
    Set<Item> visibleAt(String place, long nowMillis) {
        Set<Item> items = new HashSet<>();
        for (Effect message : messages) {
            boolean due = message.due() + Verdict.SLACK_MILLIS < nowMillis;
            boolean lasting = message.expiry() == 0 || message.expiry() > nowMillis + 30 * Verdict.SLACK_MILLIS;
            if (message.place().equals(place) && due && lasting) {
                items.add(message.item());
            }
        }
        return items;
    }
}
