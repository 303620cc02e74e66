package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** The header fields that are times: JMSTimestamp, JMSExpiration, JMSDeliveryTime. */
class HeaderTimesConformanceTest extends ConformanceTest {

    private static final long HOUR_MILLIS = 3_600_000;

    @Test
    @Covers("HDR-8")
    void theTimestampLiesWithinTheSend() throws Exception {
        Queue queue = newQueue();
        Message message = session().createMessage();
        message.setJMSTimestamp(1);
        long before = System.currentTimeMillis();
        send(queue, message);
        long after = System.currentTimeMillis();
        assertBetween(before, message.getJMSTimestamp(), after);
        assertEquals(message.getJMSTimestamp(), receiveFrom(queue).getJMSTimestamp());
    }

    @Test
    @Covers("HDR-9")
    void theTimestampIsNotThatOfTheCommit() throws Exception {
        Queue queue = newQueue();
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        Message message = transacted.createMessage();
        transacted.createProducer(queue).send(message);
        long sent = System.currentTimeMillis();
        awaitClockPast(sent + 5);
        transacted.commit();
        long received = receiveFrom(queue).getJMSTimestamp();
        assertTrue(received <= sent);
        assertEquals(message.getJMSTimestamp(), received);
    }

    @Test
    @Covers("HDR-10")
    void aDisabledTimestampIsZeroOrNormalAndTheOtherTimesAreRight() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDisableMessageTimestamp(true);
        producer.setDeliveryDelay(1);
        producer.setTimeToLive(HOUR_MILLIS);
        Message message = session().createMessage();
        message.setJMSTimestamp(1);
        long before = System.currentTimeMillis();
        producer.send(message);
        long after = System.currentTimeMillis();
        Message received = receiveFrom(queue);
        for (Message each : new Message[] {message, received}) {
            long timestamp = each.getJMSTimestamp();
            if (timestamp != 0) {
                assertBetween(before, timestamp, after);
            }
            assertBetween(before + HOUR_MILLIS, each.getJMSExpiration(), after + HOUR_MILLIS);
            assertBetween(before + 1, each.getJMSDeliveryTime(), after + 1);
        }
    }

    @Test
    @Covers("HDR-23")
    void theExpirationIsTheTimeOfSendingPlusTimeToLive() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        Message message = session().createMessage();
        message.setJMSExpiration(1);
        long before = System.currentTimeMillis();
        producer.send(message, DeliveryMode.PERSISTENT, 4, HOUR_MILLIS);
        long after = System.currentTimeMillis();
        assertBetween(before + HOUR_MILLIS, message.getJMSExpiration(), after + HOUR_MILLIS);
        assertEquals(message.getJMSExpiration(), receiveFrom(queue).getJMSExpiration());

        producer.setTimeToLive(2 * HOUR_MILLIS);
        before = System.currentTimeMillis();
        producer.send(message);
        after = System.currentTimeMillis();
        assertBetween(before + 2 * HOUR_MILLIS, message.getJMSExpiration(), after + 2 * HOUR_MILLIS);
        assertEquals(message.getJMSExpiration(), receiveFrom(queue).getJMSExpiration());
    }

    @Test
    @Covers("HDR-24")
    void withoutTimeToLiveAMessageNeverExpires() throws Exception {
        Queue queue = newQueue();
        Message message = session().createMessage();
        message.setJMSExpiration(1);
        try (MessageProducer producer = session().createProducer(queue)) {
            producer.setTimeToLive(1);
            producer.send(message, DeliveryMode.PERSISTENT, 4, 0);
        }
        assertEquals(0, message.getJMSExpiration());
        awaitClockPast(message.getJMSTimestamp() + 5);
        assertEquals(0, receiveFrom(queue).getJMSExpiration());
    }

    @Test
    @Covers("HDR-26")
    void theDeliveryTimeIsTheTimeOfSendingPlusDelay() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryDelay(30);
        Message message = session().createMessage();
        message.setJMSDeliveryTime(1);
        long before = System.currentTimeMillis();
        producer.send(message);
        long after = System.currentTimeMillis();
        assertBetween(before + 30, message.getJMSDeliveryTime(), after + 30);
        Message received = receiveFrom(queue);
        assertTrue(System.currentTimeMillis() >= received.getJMSDeliveryTime());
        assertEquals(message.getJMSDeliveryTime(), received.getJMSDeliveryTime());
    }

    @Test
    @Covers("HDR-27")
    void withoutDelayTheDeliveryTimeIsTheTimeOfSending() throws Exception {
        Queue queue = newQueue();
        Message message = session().createMessage();
        long before = System.currentTimeMillis();
        send(queue, message);
        long after = System.currentTimeMillis();
        assertBetween(before, message.getJMSDeliveryTime(), after);
        assertEquals(message.getJMSDeliveryTime(), receiveFrom(queue).getJMSDeliveryTime());
    }

    @Test
    @Covers("HDR-35")
    void theTimesOfOneSendComeFromOneReadingOfTheClock() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setTimeToLive(HOUR_MILLIS);
        producer.setDeliveryDelay(1);
        for (int i = 0; i < 20; i++) {
            Message message = session().createMessage();
            producer.send(message);
            assertEquals(HOUR_MILLIS, message.getJMSExpiration() - message.getJMSTimestamp());
            assertEquals(1, message.getJMSDeliveryTime() - message.getJMSTimestamp());
        }
    }

    @Test
    @Covers({"HDR-23", "HDR-24"})
    void anExpirationOfAnEarlierSendDoesNotStay() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        Message message = session().createMessage();
        producer.send(message, DeliveryMode.PERSISTENT, 4, HOUR_MILLIS);
        assertNotEquals(0, receiveFrom(queue).getJMSExpiration());
        producer.send(message);
        assertEquals(0, message.getJMSExpiration());
        assertEquals(0, receiveFrom(queue).getJMSExpiration());
        assertNull(session().createConsumer(queue).receiveNoWait());
    }

    private static void assertBetween(long low, long actual, long high) {
        assertTrue(low <= actual && actual <= high, () -> actual + " is not within " + low + " and " + high);
    }
}
