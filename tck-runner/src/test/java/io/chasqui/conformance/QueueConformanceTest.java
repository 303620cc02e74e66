package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Queues: each message to one consumer, kept until then. */
class QueueConformanceTest extends ConformanceTest {

    @Test
    @Covers("QUE-1")
    void eachMessageGoesToExactlyOneConsumer() throws Exception {
        int amount = 300;
        Queue queue = newQueue();
        Collected<Message> all = new Collected<>();
        for (int i = 0; i < 3; i++) {
            newConnection().createSession().createConsumer(queue).setMessageListener(all::add);
        }
        Session sending = newConnection().createSession();
        MessageProducer producer = sending.createProducer(queue);
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < amount; i++) {
            producer.send(sending.createTextMessage("message " + i));
            expected.add("message " + i);
        }
        Set<String> seen = new HashSet<>();
        for (Message message : all.next(amount)) {
            seen.add(textOf(message));
        }
        assertEquals(expected, seen);
        assertEquals(0, all.size());
    }

    @Test
    @Covers({"QUE-2", "QUE-7"})
    void aQueueKeepsMessagesWithoutAConsumer() throws Exception {
        Queue queue = newQueue();
        try (Connection sender = newConnection()) {
            Session session = sender.createSession();
            session.createProducer(queue).send(session.createTextMessage("kept"));
        }
        assertEquals("kept", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers({"QUE-3", "QUE-6"})
    void messagesNotSelectedStayForOthers() throws Exception {
        Queue queue = newQueue();
        sendColoured(queue, "red", "blue", "green", "blue");
        try (MessageConsumer blue = session().createConsumer(queue, "colour = 'blue'")) {
            assertEquals("blue", receive(blue).getStringProperty("colour"));
            assertEquals("blue", receive(blue).getStringProperty("colour"));
            assertNull(blue.receiveNoWait());
        }
        MessageConsumer rest = session().createConsumer(queue);
        assertEquals("red", receive(rest).getStringProperty("colour"));
        assertEquals("green", receive(rest).getStringProperty("colour"));
        assertNull(rest.receiveNoWait());
    }

    private void sendColoured(Queue queue, String... colours) throws Exception {
        for (String colour : colours) {
            Message message = session().createMessage();
            message.setStringProperty("colour", colour);
            send(queue, message);
        }
    }

    @Test
    @Covers("QUE-5")
    void aSelectorFindsItsMessageBehindManyOthers() throws Exception {
        Queue queue = newQueue();
        MessageConsumer early = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue, "wanted = 1");
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        for (int i = 0; i < 5_000; i++) {
            producer.send(session().createMessage());
        }
        for (int wanted = 1; wanted <= 2; wanted++) {
            Message message = session().createMessage();
            message.setIntProperty("wanted", wanted);
            producer.send(message);
        }
        assertEquals(1, receive(early).getIntProperty("wanted"));
        MessageConsumer late = newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue, "wanted = 2");
        assertEquals(2, receive(late).getIntProperty("wanted"));
    }
}
