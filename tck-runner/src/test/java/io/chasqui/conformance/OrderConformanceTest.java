package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order in which messages arrive. */
class OrderConformanceTest extends SessionScenario {

    private static final int COUNT = 200;

    private Queue queue;

    @BeforeEach
    void nameTheQueue() throws Exception {
        queue = newQueue();
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Covers("ORD-1")
    void messagesArriveInSendingOrder(int deliveryMode) throws Exception {
        Topic topic = newTopic();
        try (MessageConsumer consumer = session().createConsumer(queue);
                MessageConsumer subscriber = session().createConsumer(topic)) {
            for (Destination destination : List.of(queue, topic)) {
                try (MessageProducer producer = session().createProducer(destination)) {
                    producer.setDeliveryMode(deliveryMode);
                    for (String text : numbered("", COUNT)) {
                        producer.send(session().createTextMessage(text));
                    }
                }
            }
            assertEquals(List.of(numbered("", COUNT)), receiveTexts(consumer, COUNT));
            assertEquals(List.of(numbered("", COUNT)), receiveTexts(subscriber, COUNT));
        }
    }

    @Test
    @Covers("ORD-1")
    void aListenerGetsThemInSendingOrder() throws Exception {
        Collected<Message> received = new Collected<>();
        newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(received::add);
        send(queue, numbered("", COUNT));
        List<String> texts = new ArrayList<>();
        for (Message message : received.next(COUNT)) {
            texts.add(textOf(message));
        }
        assertEquals(List.of(numbered("", COUNT)), texts);
    }

    /** The specification promises it for each session and destination; for producers, see decision D-12. */
    @Test
    @Covers("ORD-2")
    void theProducersOfASessionShareOneOrder() throws Exception {
        MessageProducer[] producers = {
            session().createProducer(queue),
            session().createProducer(null),
            session().createProducer(queue)
        };
        for (int i = 0; i < COUNT; i++) {
            Message message = session().createTextMessage("" + i);
            if (i % 3 == 1) {
                producers[1].send(queue, message);
            } else {
                producers[i % 3].send(message);
            }
        }
        assertHolds(queue, numbered("", COUNT));
    }

    @Test
    @Covers({"ORD-3", "ORD-10"})
    void higherPriorityMayOvertakeEqualPriorityDoesNot() throws Exception {
        try (MessageProducer producer = session().createProducer(queue)) {
            for (int i = 0; i < 100; i++) {
                producer.send(session().createTextMessage("" + i), DeliveryMode.PERSISTENT, i * 7 % 10, 0);
            }
        }
        int[] last = IntStream.generate(() -> -1).limit(10).toArray();
        List<Boolean> expedited = new ArrayList<>();
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            for (int i = 0; i < 100; i++) {
                Message message = receive(consumer);
                int number = Integer.parseInt(textOf(message));
                int priority = message.getJMSPriority();
                assertEquals(number * 7 % 10, priority);
                assertTrue(
                        last[priority] < number, "priority " + priority + ": " + number + " after " + last[priority]);
                last[priority] = number;
                expedited.add(priority > 4);
            }
        }
        assertEquals(50, expedited.lastIndexOf(true) + 1, "5 to 9 come before 0 to 4");
    }

    @Test
    @Covers({"ORD-4", "ORD-15"})
    void eachDeliveryModeKeepsItsOrderOnOneDestination() throws Exception {
        Topic topic = newTopic();
        try (MessageConsumer consumer = session().createConsumer(queue);
                MessageConsumer subscriber = session().createConsumer(topic);
                MessageProducer producer = session().createProducer(null)) {
            for (int i = 0; i < COUNT; i++) {
                int mode = i % 3 == 0 ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
                Message message = session().createTextMessage("" + i);
                producer.send(queue, message, mode, 4, 0);
                producer.send(topic, message, mode, 4, 0);
            }
            assertInOrderForEachMode(consumer);
            assertInOrderForEachMode(subscriber);
        }
    }

    private void assertInOrderForEachMode(MessageConsumer consumer) throws Exception {
        int[] last = {-1, -1, -1};
        for (int i = 0; i < COUNT; i++) {
            Message message = receive(consumer);
            int mode = message.getJMSDeliveryMode();
            int number = Integer.parseInt(textOf(message));
            assertEquals(number % 3 == 0 ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT, mode);
            assertTrue(last[mode] < number, number + " after " + last[mode]);
            last[mode] = number;
        }
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers("ORD-5")
    void laterDeliveryTimesMayBeOvertakenEqualOnesKeepTheirOrder() throws Exception {
        Queue plain = queue;
        try (MessageProducer producer = session().createProducer(plain)) {
            producer.setDeliveryDelay(500);
            producer.send(session().createTextMessage("late one"));
            producer.send(session().createTextMessage("late two"));
            producer.send(session().createTextMessage("late three"));
            producer.setDeliveryDelay(150);
            producer.send(session().createTextMessage("soon one"));
            producer.send(session().createTextMessage("soon two"));
            producer.setDeliveryDelay(0);
            producer.send(session().createTextMessage("now one"));
            producer.send(session().createTextMessage("now two"));
        }
        try (MessageConsumer consumer = session().createConsumer(plain)) {
            List<String> expected =
                    List.of("now one", "now two", "soon one", "soon two", "late one", "late two", "late three");
            assertEquals(expected, receiveTexts(consumer, expected.size()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Covers("ORD-6")
    void synchronousAndAsynchronousSendsKeepTheirOrder(int deliveryMode) throws Exception {
        Collected<String> completed = new Collected<>();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completed.add("completed");
            }

            @Override
            public void onException(Message message, Exception exception) {
                completed.add(exception.toString());
            }
        };
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        try (MessageProducer producer = session.createProducer(queue)) {
            producer.setDeliveryMode(deliveryMode);
            for (int i = 0; i < COUNT; i++) {
                TextMessage message = session.createTextMessage("" + i);
                if (i % 5 == 0) {
                    producer.send(message);
                } else {
                    producer.send(message, listener);
                }
            }
        }
        assertHolds(queue, numbered("", COUNT));
        assertTrue(completed.next(COUNT * 4 / 5).stream().allMatch("completed"::equals));
    }

    @Test
    @Covers("ORD-8")
    void aSelectorSeesASubsequenceInOrder() throws Exception {
        try (MessageConsumer even = session().createConsumer(queue, "even = TRUE");
                MessageProducer producer = session().createProducer(queue)) {
            List<String> evens = new ArrayList<>();
            List<String> odds = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                TextMessage message = session().createTextMessage("" + i);
                message.setBooleanProperty("even", i % 2 == 0);
                producer.send(message);
                (i % 2 == 0 ? evens : odds).add("" + i);
            }
            assertEquals(evens, receiveTexts(even, evens.size()));
            assertHolds(queue, odds.toArray(String[]::new));
        }
    }

    @Test
    @Covers("ORD-8")
    void eachOfSeveralConsumersSeesASubsequenceInOrder() throws Exception {
        List<Collected<Message>> all = new ArrayList<>();
        Collected<Boolean> any = new Collected<>();
        for (int i = 0; i < 3; i++) {
            Collected<Message> received = new Collected<>();
            newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(queue).setMessageListener(message -> {
                received.add(message);
                any.add(true);
            });
            all.add(received);
        }
        send(queue, numbered("", COUNT));
        any.next(COUNT);
        int total = 0;
        for (Collected<Message> received : all) {
            int last = -1;
            for (Message message : received.next(received.size())) {
                int number = Integer.parseInt(textOf(message));
                assertTrue(last < number, number + " after " + last);
                last = number;
                total++;
            }
        }
        assertEquals(COUNT, total);
    }
}
