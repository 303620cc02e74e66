package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import io.chasqui.message.Destination;
import io.chasqui.message.Destination.Kind;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DestinationsTest {

    private final FakeReception reception = new FakeReception();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void keepsKindAndName_HDR_16_TMP_13(Kind kind) throws JMSException {
        Destination destination = new Destination(kind, "name");
        jakarta.jms.Destination object = Destinations.toJms(destination, reception);
        assertEquals(destination, Destinations.fromJms(object));
        assertEquals(destination.isQueue(), object instanceof Queue);
        assertEquals(destination.isTopic(), object instanceof Topic);
        assertEquals(destination.isTemporary(), object instanceof TemporaryQueue || object instanceof TemporaryTopic);
        assertEquals(destination.toString(), object.toString());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void survivesSerialisation_DST_3(Kind kind) throws Exception {
        Destination destination = new Destination(kind, "name");
        jakarta.jms.Destination copy = copied(Destinations.toJms(destination, reception));
        assertEquals(destination, Destinations.fromJms(copy));
        assertEquals(Destinations.toJms(destination, null), copy);
    }

    private static jakarta.jms.Destination copied(jakarta.jms.Destination destination)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(destination);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (jakarta.jms.Destination) in.readObject();
        }
    }

    @Test
    void refusesNull_DST_13() {
        assertThrows(InvalidDestinationException.class, () -> Destinations.fromJms(null));
    }

    @Test
    void refusesOtherProvidersDestinations_DST_14() {
        Queue foreign = () -> "orders";
        InvalidDestinationException refused =
                assertThrows(InvalidDestinationException.class, () -> Destinations.fromJms(foreign));
        assertTrue(refused.getMessage().contains("another provider"));
    }

    @Test
    void refusesWhatIsBothQueueAndTopic_DST_17() {
        assertThrows(InvalidDestinationException.class, () -> Destinations.fromJms(new QueueAndTopic("both")));
    }

    private static final class QueueAndTopic extends ChasquiQueue implements Topic {
        private static final long serialVersionUID = 1L;

        QueueAndTopic(String name) {
            super(name);
        }

        @Override
        public String getTopicName() {
            return getName();
        }
    }

    @Test
    void refusesADestinationWithoutName() {
        assertThrows(InvalidDestinationException.class, () -> Destinations.fromJms(new ChasquiQueue()));
        assertThrows(InvalidDestinationException.class, () -> Destinations.fromJms(new ChasquiTopic()));
    }

    @Test
    void aQueueNeverEqualsATopic_DST_11() {
        assertNotEquals(
                Destinations.toJms(Destination.queue("n"), reception),
                Destinations.toJms(Destination.topic("n"), reception));
        assertEquals(new ChasquiQueue("n"), Destinations.toJms(Destination.queue("n"), reception));
    }

    @Test
    void deletesTemporaryDestinationsThroughTheirSession_DOM_11() throws Exception {
        Destination queue = new Destination(Kind.TEMPORARY_QUEUE, "q");
        Destination topic = new Destination(Kind.TEMPORARY_TOPIC, "t");
        assertInstanceOf(TemporaryQueue.class, Destinations.toJms(queue, reception))
                .delete();
        assertInstanceOf(TemporaryTopic.class, Destinations.toJms(topic, reception))
                .delete();
        assertEquals(List.of(queue, topic), reception.deleted);
    }

    @Test
    void refusesToDeleteACopyThatKnowsNoConnection() throws Exception {
        TemporaryQueue copy = (TemporaryQueue) copied(new JmsTemporaryQueue("q", reception));
        assertThrows(JMSException.class, copy::delete);
        assertEquals(List.of(), reception.deleted);
    }
}
