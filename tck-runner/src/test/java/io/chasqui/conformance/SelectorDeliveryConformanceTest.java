package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a selector does to the messages it does not select, on queues and in subscriptions. */
class SelectorDeliveryConformanceTest extends ConformanceTest {

    @Test
    @Covers("SEL-72")
    void whatOneConsumerDoesNotSelectWaitsForAnotherUntouched() throws Exception {
        Queue queue = newQueue();
        try (MessageConsumer red = session().createConsumer(queue, "colour = 'red'")) {
            sendColoured(queue, "blue", "red");
            assertEquals("red", receiveText(red));
            assertNull(red.receiveNoWait());
            try (MessageConsumer blue = session().createConsumer(queue, "colour = 'blue'")) {
                Message message = receive(blue);
                assertEquals("blue", textOf(message));
                assertFalse(message.getJMSRedelivered());
                assertEquals(1, message.getIntProperty("JMSXDeliveryCount"));
            }
        }
    }

    @Test
    @Covers("SEL-72")
    void whatNobodySelectsStaysInOrder() throws Exception {
        Queue queue = newQueue();
        sendColoured(queue, "blue", "red", "green", "red", "black");
        try (MessageConsumer red = session().createConsumer(queue, "colour = 'red'")) {
            assertEquals("red", receiveText(red));
            assertEquals("red", receiveText(red));
            assertNull(red.receiveNoWait());
        }
        try (MessageConsumer all = session().createConsumer(queue)) {
            assertEquals(
                    List.of("blue", "green", "black"), List.of(receiveText(all), receiveText(all), receiveText(all)));
        }
    }

    @Test
    @Covers({"SEL-28", "SEL-30"})
    void subscribersOfOneTopicEachGetWhatTheySelect() throws Exception {
        Topic topic = newTopic();
        try (MessageConsumer red = session().createConsumer(topic, "colour = 'red'");
                MessageConsumer notRed = session().createConsumer(topic, "colour <> 'red'");
                MessageConsumer numbers = session().createConsumer(topic, "colour > 1 OR colour = 'end'");
                MessageConsumer all = session().createConsumer(topic)) {
            sendColoured(topic, "red", "5", "blue", "end");
            assertEquals("red", receiveText(red));
            assertEquals("5", receiveText(notRed));
            assertEquals("blue", receiveText(notRed));
            assertEquals("end", receiveText(notRed));
            assertEquals("end", receiveText(numbers));
            assertEquals("red", receiveText(all));
        }
    }

    @Test
    @Covers("SEL-73")
    void aDurableSubscriptionSelectsWhenTheMessageIsAdded() throws Exception {
        Session session = newConnection(names.clientId()).createSession();
        Topic topic = newTopic();
        session.createDurableConsumer(topic, "d", "colour = 'red'", false).close();
        sendColoured(topic, "blue", "red");
        try (MessageConsumer again = session.createDurableConsumer(topic, "d", "colour = 'red'", false)) {
            assertEquals("red", receiveText(again));
        }
        sendColoured(topic, "red", "blue");
        // Another selector is another subscription: nothing that was added before, selected or not, is in it.
        try (MessageConsumer changed = session.createDurableConsumer(topic, "d", "colour = 'blue'", false)) {
            assertNull(changed.receiveNoWait());
            sendColoured(topic, "red", "blue");
            assertEquals("blue", receiveText(changed));
            assertNull(changed.receiveNoWait());
        }
        session.unsubscribe("d");
    }

    @Test
    @Covers("SEL-74")
    void aMessageThatMakesNoSenseToTheSelectorDisturbsNobody() throws Exception {
        Queue queue = newQueue();
        String selector = "10 / p = 5 AND -q < 0";
        try (MessageConsumer consumer = session().createConsumer(queue, selector)) {
            sendNumbers(queue, "division by zero", 0, 1);
            sendNumbers(queue, "strings", "two", "one");
            sendNumbers(queue, "booleans", true, false);
            sendNumbers(queue, "no numbers", Double.NaN, Float.NaN);
            sendNumbers(queue, "overflow", Long.MIN_VALUE, Long.MIN_VALUE);
            sendNumbers(queue, "good", 2, 1);
            assertEquals("good", receiveText(consumer));
            assertNull(consumer.receiveNoWait());
        }
        try (MessageConsumer all = session().createConsumer(queue)) {
            assertEquals("division by zero", receiveText(all));
        }
    }

    private void sendColoured(Destination destination, String... colours) throws JMSException {
        try (MessageProducer producer = session().createProducer(destination)) {
            for (String colour : colours) {
                TextMessage message = session().createTextMessage(colour);
                message.setStringProperty("colour", colour);
                producer.send(message);
            }
        }
    }

    private void sendNumbers(Queue queue, String text, Object p, Object q) throws JMSException {
        TextMessage message = session().createTextMessage(text);
        message.setObjectProperty("p", p);
        message.setObjectProperty("q", q);
        send(queue, message);
    }
}
