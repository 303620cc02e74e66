package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import jakarta.jms.XATopicSession;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** XA connections, sessions and contexts as the application and its container see them. */
class XaSessionConformanceTest extends XaScenario {

    @Test
    @Covers("XA-1")
    void xaConnectionsAndContextsAuthenticateLikeOthers() throws Exception {
        XAConnectionFactory factory = provider.xaConnectionFactory();
        String user = provider.user();
        String password = provider.password();
        assertNotNull(track(factory.createXAConnection(user, password)).createXASession());
        assertNotNull(track(factory.createXAContext()).getXAResource());
        assertNotNull(track(factory.createXAContext(user, password)).getXAResource());
        assertThrows(JMSSecurityException.class, () -> factory.createXAConnection(user, password + "x"));
    }

    @Test
    @Covers("XA-1")
    void theQueueAndTopicVariantsWorkWhereTheFactoryHasThem() throws Exception {
        XAConnectionFactory factory = provider.xaConnectionFactory();
        Assumptions.assumeTrue(
                factory instanceof XAQueueConnectionFactory && factory instanceof XATopicConnectionFactory,
                "this provider has other classes for them");
        XAQueueConnection queues = track(((XAQueueConnectionFactory) factory).createXAQueueConnection());
        XAQueueSession queueSession = queues.createXAQueueSession();
        assertTrue(queueSession.getTransacted());
        queueSession.getXAResource().start(xid, XAResource.TMNOFLAGS);
        queueSession.getQueueSession().createSender(queue).send(queueSession.createTextMessage("one"));
        queueSession.getXAResource().end(xid, XAResource.TMSUCCESS);
        assertEmpty(queue);
        queueSession.getXAResource().commit(xid, true);
        assertHolds(queue, "one");

        XATopicConnection topics = track(((XATopicConnectionFactory) factory).createXATopicConnection());
        XATopicSession topicSession = topics.createXATopicSession();
        Topic topic = newTopic();
        try (MessageConsumer subscriber = session().createConsumer(topic)) {
            topicSession.getXAResource().start(xid, XAResource.TMNOFLAGS);
            topicSession.getTopicSession().createPublisher(topic).publish(topicSession.createTextMessage("two"));
            topicSession.getXAResource().end(xid, XAResource.TMSUCCESS);
            topicSession.getXAResource().commit(xid, true);
            assertEquals("two", receiveText(subscriber));
        }
    }

    @Test
    @Covers("XA-2")
    void xaSessionsAreAlwaysTransacted() throws Exception {
        XAJMSContext context = track(provider.xaConnectionFactory().createXAContext());
        assertTrue(xaSession.getTransacted());
        assertTrue(context.getTransacted());
        resource.start(xid, XAResource.TMNOFLAGS);
        assertTrue(xaSession.getTransacted());
        assertTrue(work.getTransacted());
        resource.end(xid, XAResource.TMSUCCESS);
        resource.rollback(xid);
        assertTrue(xaSession.getTransacted());
    }

    @Test
    @Covers({"XA-3", "TX-9"})
    void onlyTheTransactionManagerCommitsAndRollsBack() throws Exception {
        assertThrows(TransactionInProgressException.class, xaSession::commit);
        assertThrows(TransactionInProgressException.class, xaSession::rollback);
        resource.start(xid, XAResource.TMNOFLAGS);
        sendThrough(work, queue, "one");
        assertThrows(TransactionInProgressException.class, xaSession::commit);
        assertThrows(TransactionInProgressException.class, xaSession::rollback);
        assertThrows(TransactionInProgressException.class, work::commit);
        assertThrows(TransactionInProgressException.class, work::rollback);
        resource.end(xid, XAResource.TMSUCCESS);
        resource.commit(xid, true);
        assertHolds(queue, "one");
        XAJMSContext context = track(provider.xaConnectionFactory().createXAContext());
        assertThrows(TransactionInProgressRuntimeException.class, context::commit);
        assertThrows(TransactionInProgressRuntimeException.class, context::rollback);
    }

    @Test
    @Covers("XA-4")
    void xaSessionsDoNotRecover() {
        assertThrows(IllegalStateException.class, xaSession::recover);
        XAJMSContext context = track(provider.xaConnectionFactory().createXAContext());
        assertThrows(IllegalStateRuntimeException.class, context::recover);
    }

    @Test
    @Covers("XA-5")
    void workThroughTheSessionBelongsToTheBranch() throws Exception {
        Queue in = newQueue();
        send(in, "request");
        MessageConsumer consumer = work.createConsumer(in);
        resource.start(xid, XAResource.TMNOFLAGS);
        assertFirstDelivery("request", receive(consumer));
        sendThrough(work, queue, "through getSession");
        sendThrough(xaSession, queue, "through the XA session");
        resource.end(xid, XAResource.TMSUCCESS);
        assertEmpty(queue);
        resource.rollback(xid);
        consumer.close();
        assertEmpty(queue);
        assertRedelivery("request", 2, receiveFrom(in));
    }

    @Test
    @Covers("XA-5")
    void workThroughTheContextBelongsToTheBranch() throws Exception {
        Queue in = newQueue();
        send(in, "request");
        XAJMSContext xaContext = track(provider.xaConnectionFactory().createXAContext());
        JMSContext context = xaContext.getContext();
        XAResource branches = xaContext.getXAResource();
        JMSConsumer consumer = context.createConsumer(in);
        branches.start(xid, XAResource.TMNOFLAGS);
        assertEquals("request", receiveText(consumer));
        context.createProducer().send(queue, "reply");
        branches.end(xid, XAResource.TMSUCCESS);
        assertEmpty(queue);
        prepareAndCommit(branches, xid);
        xaContext.close();
        assertHolds(queue, "reply");
        assertEmpty(in);
    }

    /** Our decision: an ordinary session. */
    @Test
    @Covers("XA-6")
    void createSessionOfAnXaConnectionGivesAnOrdinarySession() throws Exception {
        Session transacted = xaConnection.createSession(true, 0);
        assertTrue(transacted.getTransacted());
        sendThrough(transacted, queue, "rolled back");
        transacted.rollback();
        sendThrough(transacted, queue, "committed");
        transacted.commit();
        assertHolds(queue, "committed");
        Session plain = xaConnection.createSession(false, Session.CLIENT_ACKNOWLEDGE);
        assertFalse(plain.getTransacted());
        assertEquals(Session.CLIENT_ACKNOWLEDGE, plain.getAcknowledgeMode());
        sendThrough(plain, queue, "at once");
        assertHolds(queue, "at once");
    }

    /** Our decision: sends take effect at once, and receiving acknowledges. */
    @Test
    @Covers("XA-7")
    void workOutsideABranchIsDoneAtOnce() throws Exception {
        sendThrough(work, queue, "one", "two");
        assertEquals(2, browse(queue).size());
        MessageConsumer consumer = work.createConsumer(queue);
        assertEquals("one", receiveText(consumer));
        xaSession.close();
        assertHolds(queue, "two");
    }

    @Test
    @Covers("XA-18")
    void noTransactionTravelsWithAMessage() throws Exception {
        sendInBranch(xid, "one");
        resource.commit(xid, true);
        HandMadeXid second = new HandMadeXid();
        MessageConsumer consumer = work.createConsumer(queue);
        resource.start(second, XAResource.TMNOFLAGS);
        Message message = receive(consumer);
        for (Object name : Enumerated.list(message.getPropertyNames())) {
            assertTrue(name.toString().startsWith("JMSX"), () -> "unexpected property " + name);
        }
        assertNull(message.getObjectProperty("JMSXProducerTXID"));
        assertNull(message.getObjectProperty("JMSXConsumerTXID"));
        resource.end(second, XAResource.TMSUCCESS);
        resource.rollback(second);
        assertRedelivery("one", 2, receive(consumer));
    }

    @Test
    @Covers("XA-19")
    void asynchronousSendsAreFinishedBeforeTheBranchIsPrepared() throws Exception {
        int count = 50;
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
        MessageProducer producer = work.createProducer(queue);
        resource.start(xid, XAResource.TMNOFLAGS);
        for (String text : numbered("", count)) {
            producer.send(work.createTextMessage(text), listener);
        }
        resource.end(xid, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        assertEquals(count, completed.size());
        assertEmpty(queue);
        resource.commit(xid, false);
        assertTrue(completed.next(count).stream().allMatch("completed"::equals));
        assertHolds(queue, numbered("", count));
    }
}
