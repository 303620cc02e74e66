package io.chasqui.ra.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;

/** Queues and topics as an administrator defines them. */
class AdminObjectsTest {

    private static Object copyOf(Object original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    private static Object fromJndi(Reference reference) throws Exception {
        return NamingManager.getObjectInstance(reference, null, null, null);
    }

    @Test
    void areDestinationsLikeAnyOtherInEveryForm() throws Exception {
        QueueObject queue = new QueueObject();
        queue.setPhysicalName("orders");
        TopicObject topic = new TopicObject();
        topic.setName("prices");
        assertEquals(new ChasquiQueue("orders"), queue);
        assertEquals(new ChasquiTopic("prices"), topic);
        assertNotEquals(queue, new TopicObject("orders"));
        List<Object> forms = List.of(
                queue,
                topic,
                copyOf(queue),
                copyOf(topic),
                fromJndi(queue.getReference()),
                fromJndi(topic.getReference()));
        try (Broker broker = Broker.start(
                        BrokerConfiguration.builder().name("admin-objects").build());
                JMSContext context = new ChasquiConnectionFactory("vm://" + broker.name()).createContext()) {
            for (Object form : forms) {
                Destination destination = assertInstanceOf(Destination.class, form);
                try (JMSConsumer consumer = context.createConsumer(destination)) {
                    context.createProducer().setJMSReplyTo(destination).send(destination, "x");
                    Destination replyTo = consumer.receive(5_000).getJMSReplyTo();
                    assertEquals(destination, replyTo);
                }
            }
        }
    }

    @Test
    void haveTheirNameUnderBothNames() throws Exception {
        Queue queue = new QueueObject("orders");
        assertEquals("orders", ((QueueObject) queue).getPhysicalName());
        assertEquals("orders", queue.getQueueName());
        Topic topic = new TopicObject("prices");
        assertEquals("prices", ((TopicObject) topic).getPhysicalName());
        assertEquals("prices", topic.getTopicName());
    }

    /** Servers give the empty text for what was left empty in their forms. */
    @Test
    void anAliasLeftEmptyChangesNothing() {
        QueueObject queue = new QueueObject("orders");
        queue.setPhysicalName("");
        assertEquals("orders", queue.getName());
        TopicObject topic = new TopicObject();
        topic.setPhysicalName("");
        assertNull(topic.getName());
    }

    @Test
    void keepTheReferenceThatTheServerSets() throws Exception {
        Reference reference = new Reference("some.Type");
        QueueObject queue = new QueueObject();
        assertThrows(NamingException.class, queue::getReference);
        queue.setReference(reference);
        assertSame(reference, queue.getReference());
    }
}
