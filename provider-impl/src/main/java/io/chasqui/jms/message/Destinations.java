package io.chasqui.jms.message;

import io.chasqui.api.ChasquiDestination;
import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import io.chasqui.message.Destination;
import io.chasqui.message.Destination.Kind;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** Goes between {@code jakarta.jms.Destination} and {@link Destination}. */
public final class Destinations {

    private Destinations() {}

    /**
     * Resolves a destination object of ours.
     *
     * @throws InvalidDestinationException when it is null, of another provider, without a name, or both queue and topic
     */
    public static Destination fromJms(jakarta.jms.@Nullable Destination destination)
            throws InvalidDestinationException {
        if (destination instanceof ChasquiDestination ours) {
            return fromOurs(ours);
        }
        if (destination == null) {
            throw new InvalidDestinationException(
                    "the destination is null; name a queue or topic", FailureCodes.INVALID_DESTINATION);
        }
        throw new InvalidDestinationException(
                "the destination " + destination + " of class "
                        + destination.getClass().getName() + " belongs to another provider; get it from createQueue or"
                        + " createTopic of a session, or use ChasquiQueue or ChasquiTopic",
                FailureCodes.INVALID_DESTINATION);
    }

    private static Destination fromOurs(ChasquiDestination ours) throws InvalidDestinationException {
        if (ours instanceof Queue && ours instanceof Topic) {
            throw new InvalidDestinationException(
                    "the destination " + ours + " of class " + ours.getClass().getName()
                            + " is both a queue and a topic; it must be one of them",
                    FailureCodes.INVALID_DESTINATION);
        }
        String name = ours.getName();
        if (name == null) {
            throw new InvalidDestinationException(
                    "the " + (ours instanceof Queue ? "queue" : "topic") + " has no name; call setName before use",
                    FailureCodes.INVALID_DESTINATION);
        }
        return new Destination(kind(ours), name);
    }

    private static Kind kind(ChasquiDestination ours) {
        if (ours instanceof Queue) {
            return ours instanceof JmsTemporaryQueue ? Kind.TEMPORARY_QUEUE : Kind.QUEUE;
        }
        return ours instanceof JmsTemporaryTopic ? Kind.TEMPORARY_TOPIC : Kind.TOPIC;
    }

    /** @param reception what deletes it if it is temporary and was not made here; null for nothing */
    public static jakarta.jms.Destination toJms(Destination destination, @Nullable Reception reception) {
        String name = destination.name();
        return switch (destination.kind()) {
            case QUEUE -> new ChasquiQueue(name);
            case TOPIC -> new ChasquiTopic(name);
            case TEMPORARY_QUEUE -> new JmsTemporaryQueue(name, reception);
            case TEMPORARY_TOPIC -> new JmsTemporaryTopic(name, reception);
        };
    }

    static void delete(Destination destination, @Nullable Reception reception) throws JMSException {
        if (reception == null) {
            throw new IllegalStateException(
                    "this copy of the " + destination
                            + " knows no connection; delete it through the object that createTemporaryQueue or"
                            + " createTemporaryTopic gave, or by closing its connection",
                    FailureCodes.ILLEGAL_STATE);
        }
        reception.deleteTemporary(destination);
    }
}
