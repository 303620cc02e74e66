package io.chasqui.ra.inbound;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Where an activation's destination is found: under {@code destinationLookup} in JNDI; else, if that is allowed, under {@code
 * destination} in JNDI; else {@code destination} is its name in the broker.
 *
 * @param destinationLookup null when not set
 * @param destination null when not set
 * @param topic whether it is a topic; null when not said
 * @param environment what to tell JNDI
 */
record DestinationLookup(
        @Nullable String destinationLookup,
        @Nullable String destination,
        @Nullable Boolean topic,
        boolean useJndi,
        Map<String, String> environment) {

    private static final System.Logger LOG = System.getLogger(DestinationLookup.class.getName());

    private static final String PREFIX = "jakarta.jms.";

    static DestinationLookup of(SpecReader in) {
        return new DestinationLookup(
                in.text("destinationLookup"),
                in.text("destination"),
                typeOf(in),
                in.flag("useJNDI", false),
                environment(in));
    }

    private static @Nullable Boolean typeOf(SpecReader in) {
        String type = in.text("destinationType");
        if (type == null) {
            return null;
        }
        // javax is what descriptors of older applications say.
        String simple =
                type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type.replaceFirst("^javax\\.jms\\.", "");
        if (simple.equalsIgnoreCase("queue") || simple.equalsIgnoreCase("topic")) {
            return simple.equalsIgnoreCase("topic");
        }
        if (!type.equals(PREFIX + "Destination")) {
            in.warn("destinationType=" + type + " is neither jakarta.jms.Queue nor jakarta.jms.Topic; what is looked up"
                    + " counts, and a name in the broker is a queue's");
        }
        return null;
    }

    private static Map<String, String> environment(SpecReader in) {
        String params = in.text("jndiParams");
        Map<String, String> environment = new LinkedHashMap<>();
        for (String param : params == null ? new String[0] : params.split(";")) {
            int equals = param.indexOf('=');
            if (equals > 0) {
                environment.put(
                        param.substring(0, equals).trim(),
                        param.substring(equals + 1).trim());
            } else if (!param.isBlank()) {
                in.warn("jndiParams: '" + param + "' is left out, for it is not name=value");
            }
        }
        return environment;
    }

    /** For people: what it was set to. */
    String label() {
        return destinationLookup != null ? destinationLookup : String.valueOf(destination);
    }

    /**
     * The destination by its name in the broker.
     *
     * @throws NamingException when it can be found only in JNDI, and is not there (yet)
     */
    Target find() throws NamingException, JMSException {
        NamingException missing = null;
        for (String name : new String[] {destinationLookup, useJndi ? destination : null}) {
            if (name != null) {
                try {
                    return named(name, lookUp(name));
                } catch (NamingException e) {
                    missing = e;
                }
            }
        }
        if (destination == null) {
            throw missing == null ? new NamingException("no destination is set") : missing;
        }
        Target target = new Target(topic != null && topic, destination);
        if (missing != null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "there is no destination in JNDI as {0} ({1}); destination={2} is taken as its name in the broker",
                    label(),
                    missing,
                    destination);
        }
        return target;
    }

    /** What JNDI has under a name. */
    Object lookUp(String name) throws NamingException {
        InitialContext context = new InitialContext(new Hashtable<>(environment));
        try {
            Object found = context.lookup(name);
            if (found == null) {
                throw new NamingException("JNDI has null as " + name);
            }
            return found;
        } finally {
            context.close();
        }
    }

    /** Of whichever provider and class loader the object is: its name is what counts. */
    private Target named(String jndiName, Object found) throws NamingException, JMSException {
        boolean isQueue = found instanceof Queue && !(found instanceof Topic && Boolean.TRUE.equals(topic));
        String name = null;
        if (isQueue) {
            name = ((Queue) found).getQueueName();
        } else if (found instanceof Topic asTopic) {
            name = asTopic.getTopicName();
        } else if (found instanceof String text) {
            return new Target(topic != null && topic, text);
        }
        if (name == null) {
            throw new NamingException("what JNDI has as " + jndiName + " is no queue and no topic with a name: " + found
                    + " of " + found.getClass());
        }
        if (topic != null && topic == isQueue) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "destinationType says {0}, but {1} is a {2}, which counts",
                    topic ? "topic" : "queue",
                    jndiName,
                    isQueue ? "queue" : "topic");
        }
        return new Target(!isQueue, name);
    }

    /** A destination by its name in the broker. */
    record Target(boolean topic, String name) {
        @Override
        public String toString() {
            return (topic ? "topic " : "queue ") + name;
        }
    }
}
