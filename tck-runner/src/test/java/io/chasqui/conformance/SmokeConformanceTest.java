package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** Queues and topics work at all: the first place to look when everything fails. */
class SmokeConformanceTest extends ConformanceTest {

    @Test
    @Covers("GEN-1")
    void deliversAMessageThroughAQueue() throws Exception {
        Queue queue = newQueue();
        send(queue, "hello");
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertEquals("hello", receiveText(consumer));
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @Covers("GEN-1")
    void deliversAMessageToEverySubscriberOfATopic() throws Exception {
        Topic topic = newTopic();
        try (MessageConsumer first = session().createConsumer(topic);
                MessageConsumer second = session().createConsumer(topic)) {
            send(topic, "hello");
            assertEquals("hello", receiveText(first));
            assertEquals("hello", receiveText(second));
        }
    }
}
