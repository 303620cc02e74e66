package io.chasqui.spring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.ConformanceTest;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.Map;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jms.InvalidSelectorException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.support.JmsHeaders;
import org.springframework.jms.support.SimpleJmsHeaderMapper;

/** Spring's {@code JmsTemplate} on the plain factory: it opens a connection for every call. */
class JmsTemplateIT extends ConformanceTest {

    private JmsTemplate template;
    private String queue;

    @BeforeEach
    void makeTemplate() {
        template = new JmsTemplate(provider.connectionFactory());
        template.setReceiveTimeout(WAIT_MILLIS);
        queue = names.queue();
    }

    private Message received() {
        Message message = template.receive(queue);
        assertNotNull(message, "no message came within " + WAIT_MILLIS + " ms");
        return message;
    }

    @Test
    void sendsAndReceivesEveryKindOfBody() {
        template.convertAndSend(queue, "text");
        template.convertAndSend(queue, new byte[] {1, 2, 3});
        template.convertAndSend(queue, Map.of("key", 42));
        template.convertAndSend(queue, 4711L);

        assertEquals("text", template.receiveAndConvert(queue));
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) template.receiveAndConvert(queue));
        assertEquals(Map.of("key", 42), template.receiveAndConvert(queue));
        assertEquals(4711L, template.receiveAndConvert(queue));
    }

    @Test
    void receivesNothingFromAnEmptyQueueAtOnce() {
        template.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        assertNull(template.receive(queue));
    }

    @Test
    void receivesWhatTheSelectorSelects() {
        for (int number = 0; number < 4; number++) {
            int value = number;
            template.convertAndSend(queue, "number " + number, message -> {
                message.setIntProperty("number", value);
                return message;
            });
        }
        assertEquals("number 2", template.receiveSelectedAndConvert(queue, "number >= 2"));
        assertEquals("number 0", template.receiveAndConvert(queue));
    }

    @Test
    void translatesAnInvalidSelector() {
        assertThrows(InvalidSelectorException.class, () -> template.receiveSelected(queue, "number >"));
    }

    @Test
    void sendsWithTheQualityOfServiceOfTheTemplate() throws Exception {
        template.setExplicitQosEnabled(true);
        template.setPriority(9);
        template.setDeliveryPersistent(false);
        template.setTimeToLive(60_000);
        template.convertAndSend(queue, "urgent");

        Message message = received();
        assertEquals(9, message.getJMSPriority());
        assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
        assertEquals(message.getJMSTimestamp() + 60_000, message.getJMSExpiration());
    }

    @Test
    void delaysDelivery() throws Exception {
        template.setDeliveryDelay(200);
        template.convertAndSend(queue, "later");

        Message message = received();
        assertTrue(System.currentTimeMillis() >= message.getJMSDeliveryTime());
        assertEquals("later", ((TextMessage) message).getText());
    }

    @Test
    void browsesWithoutTaking() {
        template.convertAndSend(queue, "one");
        template.convertAndSend(queue, "two");

        Integer seen = template.browse(queue, (session, browser) -> {
            int count = 0;
            for (var messages = browser.getEnumeration(); messages.hasMoreElements(); messages.nextElement()) {
                count++;
            }
            return count;
        });
        assertEquals(2, seen);
        assertEquals("one", template.receiveAndConvert(queue));
    }

    @Test
    void runsSeveralCallsInOneSession() {
        String answer = template.execute(
                session -> {
                    var destination = session.createQueue(queue);
                    try (var producer = session.createProducer(destination);
                            var consumer = session.createConsumer(destination)) {
                        producer.send(session.createTextMessage("same session"));
                        return textOf(receive(consumer));
                    }
                },
                true);
        assertEquals("same session", answer);
    }

    @Test
    void answersARequest() throws Exception {
        Future<String> answering = inBackground(() -> {
            Message request = received();
            template.send(request.getJMSReplyTo(), session -> {
                Message reply = session.createTextMessage("answer to " + textOf(request));
                reply.setJMSCorrelationID(request.getJMSMessageID());
                return reply;
            });
            return request.getJMSMessageID();
        });

        Message reply = template.sendAndReceive(queue, session -> session.createTextMessage("question"));

        assertNotNull(reply, "no reply came within " + WAIT_MILLIS + " ms");
        assertEquals("answer to question", textOf(reply));
        assertEquals(resultOf(answering), reply.getJMSCorrelationID());
    }

    @Test
    void leavesARequestWithoutAnAnswerAfterItsTimeout() {
        template.setReceiveTimeout(QUIET_MILLIS);
        assertNull(template.sendAndReceive(queue, session -> session.createTextMessage("question")));
    }

    @Test
    void publishesToSubscribers() throws Exception {
        String topic = names.topic();
        template.setPubSubDomain(true);
        try (var one = session().createConsumer(session().createTopic(topic));
                var two = session().createConsumer(session().createTopic(topic))) {
            template.convertAndSend(topic, "news");
            assertEquals("news", receiveText(one));
            assertEquals("news", receiveText(two));
        }
    }

    @Test
    void mapsHeadersOfSpringMessages() throws Exception {
        template.convertAndSend(queue, "typed", message -> {
            message.setJMSType("note");
            message.setJMSCorrelationID("7");
            return message;
        });
        var headers = new SimpleJmsHeaderMapper().toHeaders(received());
        assertEquals("note", headers.get(JmsHeaders.TYPE));
        assertEquals("7", headers.get(JmsHeaders.CORRELATION_ID));
        assertNotNull(headers.get(JmsHeaders.MESSAGE_ID));
    }
}
