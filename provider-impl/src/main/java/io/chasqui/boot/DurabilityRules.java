package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.journal.Durability;
import io.chasqui.message.Destination;
import java.util.Map;
import java.util.function.Function;

/** What senders to a destination are promised, by the configured patterns. Immutable. */
final class DurabilityRules implements Function<Destination, Durability> {

    private static final String ANY = "*";

    private final Durability otherwise;
    private final Map<String, io.chasqui.api.broker.Durability> byPattern;

    DurabilityRules(BrokerConfiguration configuration) {
        this.otherwise = of(configuration.durability());
        this.byPattern = configuration.destinationDurability();
    }

    private static Durability of(io.chasqui.api.broker.Durability configured) {
        return switch (configured) {
            case FORCED -> Durability.FORCED;
            case WRITTEN -> Durability.WRITTEN;
        };
    }

    /** The first pattern that matches counts. */
    @Override
    public Durability apply(Destination destination) {
        for (Map.Entry<String, io.chasqui.api.broker.Durability> rule : byPattern.entrySet()) {
            if (matches(rule.getKey(), destination.name())) {
                return of(rule.getValue());
            }
        }
        return otherwise;
    }

    private static boolean matches(String pattern, String name) {
        return pattern.endsWith(ANY)
                ? name.startsWith(pattern.substring(0, pattern.length() - ANY.length()))
                : name.equals(pattern);
    }
}
