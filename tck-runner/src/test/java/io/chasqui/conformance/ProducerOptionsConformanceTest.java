package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delivery mode, priority, time to live and delivery delay: their defaults, their limits and how long they hold. */
class ProducerOptionsConformanceTest extends ConformanceTest {

    @Test
    @Covers("PRD-1")
    void aNewProducerHasTheDefaultOptions() throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        assertAll(
                () -> assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode()),
                () -> assertEquals(4, producer.getPriority()),
                () -> assertEquals(0, producer.getTimeToLive()),
                () -> assertEquals(0, producer.getDeliveryDelay()),
                () -> assertFalse(producer.getDisableMessageID()),
                () -> assertFalse(producer.getDisableMessageTimestamp()));
    }

    @Test
    @Covers("PRD-1")
    void aNewJmsProducerHasTheDefaultOptions() {
        JMSProducer producer = newContext().createProducer();
        assertAll(
                () -> assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode()),
                () -> assertEquals(4, producer.getPriority()),
                () -> assertEquals(0, producer.getTimeToLive()),
                () -> assertEquals(0, producer.getDeliveryDelay()),
                () -> assertFalse(producer.getDisableMessageID()),
                () -> assertFalse(producer.getDisableMessageTimestamp()),
                () -> assertNull(producer.getAsync()));
    }

    @Test
    @Covers("PRD-2")
    void gettersReturnWhatTheSettersSet() throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(9);
        producer.setTimeToLive(60_000);
        producer.setDeliveryDelay(17);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        assertAll(
                () -> assertEquals(DeliveryMode.NON_PERSISTENT, producer.getDeliveryMode()),
                () -> assertEquals(9, producer.getPriority()),
                () -> assertEquals(60_000, producer.getTimeToLive()),
                () -> assertEquals(17, producer.getDeliveryDelay()),
                () -> assertTrue(producer.getDisableMessageID()),
                () -> assertTrue(producer.getDisableMessageTimestamp()));
    }

    @Test
    @Covers("PRD-2")
    void jmsProducerGettersReturnWhatTheSettersSet() {
        JMSProducer producer = newContext()
                .createProducer()
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(0)
                .setTimeToLive(60_000)
                .setDeliveryDelay(17)
                .setDisableMessageID(true)
                .setDisableMessageTimestamp(true);
        assertAll(
                () -> assertEquals(DeliveryMode.NON_PERSISTENT, producer.getDeliveryMode()),
                () -> assertEquals(0, producer.getPriority()),
                () -> assertEquals(60_000, producer.getTimeToLive()),
                () -> assertEquals(17, producer.getDeliveryDelay()),
                () -> assertTrue(producer.getDisableMessageID()),
                () -> assertTrue(producer.getDisableMessageTimestamp()));
    }

    @Test
    @Covers("PRD-2")
    void settingsAffectLaterSendsOnly() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        MessageProducer producer = session().createProducer(queue);
        producer.send(session().createTextMessage("before"));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(2);
        producer.setTimeToLive(60_000);
        producer.send(session().createTextMessage("after"));

        assertHeaders(receive(consumer), DeliveryMode.PERSISTENT, 4, false);
        assertHeaders(receive(consumer), DeliveryMode.NON_PERSISTENT, 2, true);
    }

    @Test
    @Covers("PRD-3")
    void argumentsOfSendHoldForThatSendOnly() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        MessageProducer producer = session().createProducer(queue);
        producer.send(session().createMessage(), DeliveryMode.NON_PERSISTENT, 9, 60_000);
        assertHeaders(receive(consumer), DeliveryMode.NON_PERSISTENT, 9, true);

        producer.send(session().createMessage());
        assertHeaders(receive(consumer), DeliveryMode.PERSISTENT, 4, false);
        assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode());
        assertEquals(4, producer.getPriority());
        assertEquals(0, producer.getTimeToLive());
    }

    private static void assertHeaders(Message message, int mode, int priority, boolean expires) throws JMSException {
        assertEquals(mode, message.getJMSDeliveryMode());
        assertEquals(priority, message.getJMSPriority());
        assertEquals(expires, message.getJMSExpiration() != 0);
    }

    @Test
    @Covers("PRD-4")
    void theDeliveryDelayAppliesToEveryFormOfSend() throws Exception {
        Queue queue = newQueue();
        MessageProducer identified = session().createProducer(queue);
        identified.setDeliveryDelay(60_000);
        MessageProducer unidentified = session().createProducer(null);
        unidentified.setDeliveryDelay(60_000);
        Completions done = new Completions();
        new Calls<Message>()
                .with("send(message)", identified::send)
                .with("send(message, options)", m -> identified.send(m, DeliveryMode.NON_PERSISTENT, 3, 0))
                .with("send(destination, message)", m -> unidentified.send(queue, m))
                .with("send(destination, message, options)", m -> unidentified.send(queue, m, 2, 3, 0))
                .with("send(message, listener)", m -> {
                    identified.send(m, done);
                    done.nextCompleted();
                })
                .with("send(destination, message, listener)", m -> {
                    unidentified.send(queue, m, done);
                    done.nextCompleted();
                })
                .with("JMSProducer.send", m -> newContext()
                        .createProducer()
                        .setDeliveryDelay(60_000)
                        .send(queue, m))
                .each(call -> {
                    Message message = session().createMessage();
                    long before = System.currentTimeMillis();
                    call.on(message);
                    assertTrue(message.getJMSDeliveryTime() >= before + 60_000, "the delay was ignored");
                });
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertNull(consumer.receiveNoWait());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, -1, Integer.MAX_VALUE})
    @Covers("PRD-5")
    void anUnknownDeliveryModeIsRefusedByTheSetter(int mode) throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        assertThrows(JMSException.class, () -> producer.setDeliveryMode(mode));
        assertEquals(DeliveryMode.PERSISTENT, producer.getDeliveryMode());
        JMSProducer simplified = newContext().createProducer();
        assertThrows(JMSRuntimeException.class, () -> simplified.setDeliveryMode(mode));
        assertEquals(DeliveryMode.PERSISTENT, simplified.getDeliveryMode());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10, Integer.MIN_VALUE, Integer.MAX_VALUE})
    @Covers("PRD-6")
    void aPriorityOutsideItsRangeIsRefusedByTheSetter(int priority) throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        assertThrows(JMSException.class, () -> producer.setPriority(priority));
        assertEquals(4, producer.getPriority());
        JMSProducer simplified = newContext().createProducer();
        assertThrows(JMSRuntimeException.class, () -> simplified.setPriority(priority));
        assertEquals(4, simplified.getPriority());
    }

    @Test
    @Covers({"PRD-7", "PRD-19"})
    void invalidArgumentsMakeASendFailAndNothingIsSent() throws Exception {
        Queue queue = newQueue();
        MessageProducer identified = session().createProducer(queue);
        MessageProducer unidentified = session().createProducer(null);
        new Calls<Message>()
                .with("mode 0", m -> identified.send(m, 0, 4, 0))
                .with("mode 3", m -> identified.send(m, 3, 4, 0))
                .with("priority -1", m -> identified.send(m, 2, -1, 0))
                .with("priority 10", m -> identified.send(m, 2, 10, 0))
                .with("unidentified, mode 3", m -> unidentified.send(queue, m, 3, 4, 0))
                .with("unidentified, priority 10", m -> unidentified.send(queue, m, 2, 10, 0))
                .allThrow(JMSException.class, session().createTextMessage("refused"));
        send(queue, "marker");
        assertEquals("marker", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers("PRD-7")
    void invalidArgumentsMakeAnAsynchronousSendFailOneWayOrTheOther() throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        new Calls<CompletionsOnce>()
                .with("mode 3", c -> producer.send(session().createMessage(), 3, 4, 0, c))
                .with("priority 10", c -> producer.send(session().createMessage(), 2, 10, 0, c))
                .each(call -> assertInstanceOf(JMSException.class, new CompletionsOnce().failureOf(call)));
    }

    /** An asynchronous send must fail either from send or by onException. */
    private static final class CompletionsOnce extends Completions {

        Exception failureOf(Calls.Call<? super CompletionsOnce> send) throws InterruptedException {
            try {
                send.on(this);
            } catch (Exception e) {
                return e;
            }
            Exception failure = next().failure();
            assertTrue(failure != null, "the send was accepted");
            return failure;
        }
    }

    @Test
    @Covers("PRD-8")
    void aNegativeTimeToLiveIsRefused() throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        assertThrows(JMSException.class, () -> producer.setTimeToLive(-1));
        assertThrows(JMSException.class, () -> producer.send(session().createMessage(), 2, 4, -1));
        JMSProducer simplified = newContext().createProducer();
        assertThrows(JMSRuntimeException.class, () -> simplified.setTimeToLive(-1));
        assertEquals(0, producer.getTimeToLive());
        assertEquals(0, simplified.getTimeToLive());
    }

    @Test
    @Covers("PRD-9")
    void aNegativeDeliveryDelayIsRefused() throws Exception {
        MessageProducer producer = session().createProducer(newQueue());
        assertThrows(JMSException.class, () -> producer.setDeliveryDelay(-1));
        JMSProducer simplified = newContext().createProducer();
        assertThrows(JMSRuntimeException.class, () -> simplified.setDeliveryDelay(-1));
        assertEquals(0, producer.getDeliveryDelay());
        assertEquals(0, simplified.getDeliveryDelay());
    }

    @Test
    @Covers("PRD-10")
    void aTimeToLiveBeyondTheEndOfTimeMeansNever() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setTimeToLive(Long.MAX_VALUE);
        producer.send(session().createTextMessage("for ever"));
        Message message = receiveFrom(queue);
        assertEquals("for ever", textOf(message));
        long expiration = message.getJMSExpiration();
        assertTrue(expiration == 0 || expiration > System.currentTimeMillis(), "expiration " + expiration);
    }

    @Test
    @Covers("PRD-10")
    void aDelayBeyondTheEndOfTimeIsNotInThePast() throws Exception {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryDelay(Long.MAX_VALUE);
        Message delayed = session().createTextMessage("delayed");
        producer.send(delayed);
        assertTrue(delayed.getJMSDeliveryTime() > System.currentTimeMillis(), "due " + delayed.getJMSDeliveryTime());
        send(queue, "marker");
        assertEquals("marker", textOf(receiveFrom(queue)));
    }
}
