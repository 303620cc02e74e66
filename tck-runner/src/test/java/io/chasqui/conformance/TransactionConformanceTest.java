package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Covers("TX-7")
    void onlyATransactedSessionCommitsAndRollsBack(int mode) throws Exception {
        Session session = newSession(mode);
        assertThrows(IllegalStateException.class, session::commit);
        assertThrows(IllegalStateException.class, session::rollback);
        JMSContext context = newContext(mode);
        assertThrows(IllegalStateRuntimeException.class, context::commit);
        assertThrows(IllegalStateRuntimeException.class, context::rollback);
    }

    @Test
    @Covers("TX-8")
    void aTransactedSessionDoesNotRecover() throws Exception {
        assertThrows(IllegalStateException.class, transacted::recover);
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        assertThrows(IllegalStateRuntimeException.class, context::recover);
        sendThrough(transacted, queue, "the session works on");
        transacted.commit();
        assertHolds(queue, "the session works on");
    }

    /** That a message to a deleted destination cannot be committed is our decision. */
    @Test
    @Covers({"TX-10", "TX-23"})
    void aTransactionThatCannotBeCommittedIsRolledBackAsAWhole() throws Exception {
        Queue in = newQueue();
        send(in, "request");
        TemporaryQueue vanishing = session().createTemporaryQueue();
        MessageConsumer consumer = transacted.createConsumer(in);
        assertFirstDelivery("request", receive(consumer));
        sendThrough(transacted, queue, "never");
        sendThrough(transacted, vanishing, "never");
        vanishing.delete();
        assertThrows(TransactionRolledBackException.class, transacted::commit);
        assertEmpty(queue);
        assertRedelivery("request", 2, receive(consumer));
        sendThrough(transacted, queue, "the session works on");
        transacted.commit();
        assertHolds(queue, "the session works on");
        assertEmpty(in);
    }

    @Test
    @Covers({"TX-10", "TX-23"})
    void aContextSaysSoWithItsOwnException() throws Exception {
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        TemporaryQueue vanishing = session().createTemporaryQueue();
        context.createProducer().send(queue, "never").send(vanishing, "never");
        vanishing.delete();
        assertThrows(TransactionRolledBackRuntimeException.class, context::commit);
        assertEmpty(queue);
    }

    @Test
    @Covers("TX-12")
    void closingTheSessionRollsBack() throws Exception {
        Queue out = newQueue();
        send(queue, "one");
        assertFirstDelivery("one", receive(transacted.createConsumer(queue)));
        sendThrough(transacted, out, "never");
        transacted.close();
        assertRedelivery("one", 2, receiveFrom(queue));
        assertEmpty(out);
    }

    @Test
    @Covers("TX-12")
    void closingTheConnectionOrContextRollsBack() throws Exception {
        Queue out = newQueue();
        send(queue, "one");
        Connection connection = newConnection();
        Session session = connection.createSession(true, 0);
        assertFirstDelivery("one", receive(session.createConsumer(queue)));
        sendThrough(session, out, "never");
        connection.close();
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        JMSConsumer consumer = context.createConsumer(queue);
        assertRedelivery("one", 2, receive(consumer));
        context.createProducer().send(out, "never");
        context.close();
        assertRedelivery("one", 3, receiveFrom(queue));
        assertEmpty(out);
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
    @Covers("TX-18")
    void commitAndRollbackWithNothingDoneAreAllowed() throws Exception {
        transacted.commit();
        transacted.commit();
        transacted.rollback();
        transacted.rollback();
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        context.rollback();
        context.commit();
        sendThrough(transacted, queue, "one");
        transacted.commit();
        assertHolds(queue, "one");
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
