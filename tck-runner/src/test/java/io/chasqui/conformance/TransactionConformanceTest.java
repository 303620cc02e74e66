package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Local transactions: what commit and rollback do to messages sent and received. */
class TransactionConformanceTest extends SessionScenario {

    private Session transacted;
    private Queue queue;

    @BeforeEach
    void openTransactedSession() throws Exception {
        transacted = newSession(Session.SESSION_TRANSACTED);
        queue = newQueue();
    }

    @Test
    @Covers("TX-1")
    void theNextTransactionBeginsAtOnce() throws Exception {
        sendThrough(transacted, queue, "committed");
        transacted.commit();
        sendThrough(transacted, queue, "rolled back");
        transacted.rollback();
        sendThrough(transacted, queue, "committed too");
        transacted.commit();
        assertHolds(queue, "committed", "committed too");
    }

    @Test
    @Covers("TX-2")
    void whatIsSentIsVisibleToNobodyBeforeCommit() throws Exception {
        Topic topic = newTopic();
        try (MessageConsumer ownConsumer = transacted.createConsumer(queue);
                MessageConsumer subscriber = session().createConsumer(topic);
                MessageConsumer ownSubscriber = transacted.createConsumer(topic)) {
            sendThrough(transacted, queue, "queued");
            sendThrough(transacted, topic, "published");
            assertEquals(List.of(), browse(queue));
            assertEquals(List.of(), browse(transacted, queue));
            assertNull(ownConsumer.receiveNoWait());
            assertNull(ownSubscriber.receiveNoWait());
            assertNull(subscriber.receiveNoWait());
            assertEmpty(queue);
            transacted.commit();
            assertEquals("published", receiveText(subscriber));
            assertEquals("published", receiveText(ownSubscriber));
            assertEquals("queued", receiveText(ownConsumer));
            transacted.commit();
        }
        assertEmpty(queue);
    }

    @Test
    @Covers("TX-3")
    void commitSendsAndAcknowledges() throws Exception {
        Queue out = newQueue();
        send(queue, "one", "two");
        try (MessageConsumer consumer = transacted.createConsumer(queue)) {
            assertEquals(List.of("one", "two"), receiveTexts(consumer, 2));
            sendThrough(transacted, out, "reply");
            transacted.commit();
            transacted.rollback();
        }
        transacted.close();
        assertEmpty(queue);
        assertHolds(out, "reply");
    }

    @Test
    @Covers("TX-3")
    void commitAcknowledgesWhatAListenerGot() throws Exception {
        Queue out = newQueue();
        Collected<String> outcome = new Collected<>();
        transacted.createConsumer(queue).setMessageListener(message -> {
            try {
                sendThrough(transacted, out, "reply to " + textOf(message));
                transacted.commit();
                outcome.add("committed");
            } catch (Exception e) {
                outcome.add(e.toString());
            }
        });
        send(queue, "one", "two");
        assertEquals(List.of("committed", "committed"), outcome.next(2));
        transacted.close();
        assertEmpty(queue);
        assertHolds(out, "reply to one", "reply to two");
    }

    @Test
    @Covers("TX-4")
    void rollbackDiscardsAndRedelivers() throws Exception {
        Queue out = newQueue();
        send(queue, "one", "two");
        try (MessageConsumer consumer = transacted.createConsumer(queue)) {
            assertFirstDelivery("one", receive(consumer));
            assertFirstDelivery("two", receive(consumer));
            sendThrough(transacted, out, "never");
            transacted.rollback();
            assertRedelivery("one", 2, receive(consumer));
            assertRedelivery("two", 2, receive(consumer));
            transacted.rollback();
            assertRedelivery("one", 3, receive(consumer));
            assertRedelivery("two", 3, receive(consumer));
            transacted.commit();
            assertNull(consumer.receiveNoWait());
        }
        assertEmpty(out);
    }

    @Test
    @Covers("TX-5")
    void aTransactionCoversQueuesAndTopicsTogether() throws Exception {
        Queue second = newQueue();
        Queue out = newQueue();
        Topic topic = newTopic();
        send(queue, "a");
        send(second, "b");
        try (MessageConsumer fromFirst = transacted.createConsumer(queue);
                MessageConsumer fromSecond = transacted.createConsumer(second);
                MessageConsumer subscriber = session().createConsumer(topic);
                MessageProducer toOut = transacted.createProducer(out);
                MessageProducer toTopic = transacted.createProducer(topic)) {
            for (boolean commit : List.of(false, true)) {
                assertEquals("a", receiveText(fromFirst));
                assertEquals("b", receiveText(fromSecond));
                toOut.send(transacted.createTextMessage("queued " + commit));
                toTopic.send(transacted.createTextMessage("published " + commit));
                if (commit) {
                    transacted.commit();
                } else {
                    transacted.rollback();
                }
            }
            assertEquals("published true", receiveText(subscriber));
            assertNull(fromFirst.receiveNoWait());
            assertNull(fromSecond.receiveNoWait());
        }
        assertHolds(out, "queued true");
    }

    @Test
    @Covers("TX-6")
    void theTransactionsOfTwoSessionsAreIndependent() throws Exception {
        Session other = newSession(Session.SESSION_TRANSACTED);
        Queue inputs = newQueue();
        send(inputs, "one", "two");
        MessageConsumer mine = transacted.createConsumer(inputs);
        assertEquals("one", receiveText(mine));
        mine.close();
        MessageConsumer theirs = other.createConsumer(inputs);
        assertEquals("two", receiveText(theirs));
        sendThrough(transacted, queue, "mine");
        sendThrough(other, queue, "theirs");
        transacted.rollback();
        other.commit();
        other.close();
        assertHolds(queue, "theirs");
        assertHolds(inputs, "one");
    }

    @Test
    @Covers("TX-13")
    void closingConsumersAndProducersLeavesTheTransactionOpen() throws Exception {
        Queue out = newQueue();
        send(queue, "one");
        for (int delivery = 1; delivery <= 2; delivery++) {
            MessageConsumer consumer = transacted.createConsumer(queue);
            MessageProducer producer = transacted.createProducer(out);
            assertEquals(delivery, receive(consumer).getIntProperty("JMSXDeliveryCount"));
            producer.send(transacted.createTextMessage("sent"));
            consumer.close();
            producer.close();
            // The message still belongs to the transaction: nobody else gets it.
            assertEmpty(queue);
            if (delivery == 1) {
                transacted.rollback();
            }
        }
        transacted.commit();
        assertEmpty(queue);
        assertHolds(out, "sent");
    }

    @Test
    @Covers({"TX-14", "ACK-14"})
    void acknowledgeHasNoEffectInATransaction() throws Exception {
        send(queue, "one");
        try (MessageConsumer consumer = transacted.createConsumer(queue)) {
            receive(consumer).acknowledge();
            transacted.rollback();
            assertRedelivery("one", 2, receive(consumer));
            transacted.rollback();
        }
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        try (JMSConsumer consumer = context.createConsumer(queue)) {
            receive(consumer);
            context.acknowledge();
            context.rollback();
            assertRedelivery("one", 4, receive(consumer));
        }
    }

    @Test
    @Covers("TX-17")
    void aTransactionKeepsTheOrderToEachDestination() throws Exception {
        Topic topic = newTopic();
        List<String> expected = List.of(numbered("", 100));
        try (MessageConsumer subscriber = session().createConsumer(topic);
                MessageProducer one = transacted.createProducer(queue);
                MessageProducer two = transacted.createProducer(queue);
                MessageProducer publisher = transacted.createProducer(topic)) {
            for (String text : expected) {
                TextMessage message = transacted.createTextMessage(text);
                (text.endsWith("7") ? two : one).send(message);
                publisher.send(message);
            }
            transacted.commit();
            assertEquals(expected, receiveTexts(subscriber, expected.size()));
        }
        assertHolds(queue, numbered("", 100));
    }

    @Test
    @Covers("TX-20")
    void afterRollbackTheOldMessagesComeBeforeTheNewOnes() throws Exception {
        send(queue, "one", "two", "three");
        try (MessageConsumer consumer = transacted.createConsumer(queue)) {
            assertEquals(List.of("one", "two"), receiveTexts(consumer, 2));
            send(queue, "four");
            transacted.rollback();
            List<String> all = new ArrayList<>(receiveTexts(consumer, 4));
            transacted.commit();
            assertEquals(List.of("one", "two", "three", "four"), all);
        }
    }

    @Test
    @Covers("TX-21")
    void aRequestIsNotAnsweredWithinItsOwnTransaction() throws Exception {
        Queue replies = newQueue();
        Session server = newSession(Session.AUTO_ACKNOWLEDGE);
        server.createConsumer(queue).setMessageListener(request -> {
            try {
                sendThrough(server, request.getJMSReplyTo(), "reply");
            } catch (Exception e) {
                throw new java.lang.IllegalStateException(e);
            }
        });
        try (MessageConsumer consumer = transacted.createConsumer(replies)) {
            Message request = transacted.createTextMessage("request");
            request.setJMSReplyTo(replies);
            transacted.createProducer(queue).send(request);
            assertNothing(consumer);
            transacted.commit();
            assertEquals("reply", receiveText(consumer));
            transacted.commit();
        }
    }

    @Test
    @Covers("TX-22")
    void temporaryDestinationsTakePartInTransactions() throws Exception {
        Queue temporary = transacted.createTemporaryQueue();
        Topic temporaryTopic = transacted.createTemporaryTopic();
        try (MessageConsumer consumer = transacted.createConsumer(temporary);
                MessageConsumer subscriber = transacted.createConsumer(temporaryTopic)) {
            sendThrough(transacted, temporary, "rolled back");
            transacted.rollback();
            sendThrough(transacted, temporary, "one");
            sendThrough(transacted, temporaryTopic, "two");
            transacted.commit();
            assertEquals("one", receiveText(consumer));
            assertEquals("two", receiveText(subscriber));
            transacted.rollback();
            assertRedelivery("one", 2, receive(consumer));
            assertRedelivery("two", 2, receive(subscriber));
            transacted.commit();
        }
        assertTrue(browse(transacted, temporary).isEmpty());
    }
}
