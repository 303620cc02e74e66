package io.chasqui.ra.inbound;

import io.chasqui.ra.access.Access;
import jakarta.jms.Session;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An activation specification that has been understood. Immutable.
 *
 * @param access whom to connect as; what it does not say, the adapter says
 * @param connectionFactoryLookup null when the adapter says which broker it is
 * @param lookup where to find the destination
 * @param selector null for all messages
 * @param acknowledgeMode as {@link Session} numbers them
 * @param subscription what kind it is when the destination is a topic
 * @param maxSession at least 1
 * @param maxSessionSet whether somebody has said so
 * @param prefetch at least {@code batchSize}
 * @param batchSize at least 1
 * @param setup how often and when to try to connect
 * @param warnings for people: what was not understood, or has no effect
 */
record ActivationSettings(
        Access access,
        @Nullable String connectionFactoryLookup,
        DestinationLookup lookup,
        @Nullable String selector,
        boolean noLocal,
        int acknowledgeMode,
        Subscription subscription,
        int maxSession,
        boolean maxSessionSet,
        int prefetch,
        int batchSize,
        RedeliveryPolicy redelivery,
        Setup setup,
        long deactivationTimeoutMillis,
        List<String> warnings) {

    private static final Map<String, Integer> ACKNOWLEDGE_MODES = Map.of(
            "auto-acknowledge", Session.AUTO_ACKNOWLEDGE,
            "auto_acknowledge", Session.AUTO_ACKNOWLEDGE,
            "autoacknowledge", Session.AUTO_ACKNOWLEDGE,
            "dups-ok-acknowledge", Session.DUPS_OK_ACKNOWLEDGE,
            "dups_ok_acknowledge", Session.DUPS_OK_ACKNOWLEDGE,
            "dupsokacknowledge", Session.DUPS_OK_ACKNOWLEDGE);

    private static final Map<String, Boolean> DURABILITIES = Map.of(
            "durable", true,
            "nondurable", false,
            "non-durable", false);

    /**
     * Attempts to connect and subscribe.
     *
     * @param attempts in a row, at least 1; -1 for ever
     * @param intervalMillis the longest pause between two
     */
    record Setup(int attempts, long intervalMillis) {

        private static final long SHORTEST_MILLIS = 100;

        /** Whether there is another attempt after so many in vain. */
        boolean goesOn(int failures) {
            return attempts < 0 || failures < attempts;
        }

        /** It begins with a short pause, which doubles. */
        long pauseMillis(int failures) {
            long doubled = SHORTEST_MILLIS << Math.min(30, Math.max(0, failures - 1));
            return Math.min(intervalMillis, doubled);
        }
    }

    /**
     * The subscription to a topic.
     *
     * @param name null when it has none, which only one that is not durable can do without
     * @param clientId for one that needs a client ID, where nothing else says any
     */
    record Subscription(
            boolean durable, boolean shared, @Nullable String name, String clientId) {}

    /** @param activationName what the server calls the endpoint, the same after a restart; null when it has no name */
    static ActivationSettings of(ChasquiActivationSpec spec, @Nullable String activationName) {
        SpecReader in = new SpecReader(spec);
        boolean durable = in.oneOf("subscriptionDurability", DURABILITIES, false);
        boolean shared = in.flag("shareSubscriptions", false);
        String clientId = in.text("clientId");
        DestinationLookup lookup = DestinationLookup.of(in);
        Subscription subscription =
                subscription(in, durable, shared, activationName == null ? lookup.label() : activationName);
        if (!in.flag("singleConnection", true)) {
            in.warn("singleConnection=false has no effect: all sessions of an activation share one connection");
        }
        if (in.text("password") != null && in.text("user") == null) {
            in.warn("the password has no effect, for no user is set; set user too");
        }
        if (in.flag("noLocal", false) && shared && subscription.name() != null) {
            in.warn("noLocal=true has no effect on a shared subscription");
        }
        int batchSize = in.number("batchSize", 1, 1);
        return new ActivationSettings(
                new Access(null, in.text("user"), in.text("password"), clientId),
                in.text("connectionFactoryLookup"),
                lookup,
                in.text("messageSelector"),
                in.flag("noLocal", false),
                in.oneOf("acknowledgeMode", ACKNOWLEDGE_MODES, Session.AUTO_ACKNOWLEDGE),
                subscription,
                in.number("maxSession", 10, 1),
                in.text("maxSession") != null,
                Math.min(Short.MAX_VALUE, Math.max(batchSize, in.number("prefetch", 16, 1))),
                batchSize,
                redelivery(in),
                new Setup(attempts(in), in.millis("setupInterval", 5000, 0)),
                in.millis("deactivationTimeout", 30_000, 0),
                List.copyOf(in.warnings()));
    }

    private static Subscription subscription(SpecReader in, boolean durable, boolean shared, String activationName) {
        String name = in.text("subscriptionName");
        if (name == null && durable) {
            in.warn("subscriptionDurability=Durable without subscriptionName: the name of the activation, "
                    + activationName + ", is the name of the subscription");
            name = activationName;
        }
        if (name == null && shared) {
            in.warn(
                    "shareSubscriptions=true has no effect without subscriptionName: nobody else knows the subscription");
        }
        return new Subscription(durable, shared, name, activationName);
    }

    private static RedeliveryPolicy redelivery(SpecReader in) {
        return new RedeliveryPolicy(
                in.millis("initialRedeliveryDelay", 1000, 0),
                in.factor("redeliveryBackOffMultiplier", 2),
                in.millis("maximumRedeliveryDelay", 60_000, 0),
                in.number("maximumRedeliveries", -1, -1));
    }

    private static int attempts(SpecReader in) {
        int attempts = in.number("setupAttempts", -1, -1);
        return attempts == 0 ? 1 : attempts;
    }
}
