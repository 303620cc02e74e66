package io.chasqui.conformance.vm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.conformance.ConformanceTest;
import io.chasqui.conformance.Covers;
import io.chasqui.conformance.OurDecision;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is still there when a broker with a data directory has ended, or crashed, and is started again. */
class RestartConformanceTest extends ConformanceTest {

    private TemporaryDirectory directory;
    private String name;
    private @Nullable Broker broker;

    @BeforeEach
    void chooseDirectory() {
        directory = track(new TemporaryDirectory());
        name = names.unique("restarted");
    }

    private Broker start() throws JMSException {
        Broker started = track(Broker.start(BrokerConfiguration.builder()
                .name(name)
                .dataDirectory(directory.path())
                .build()));
        broker = started;
        return started;
    }

    private ChasquiConnectionFactory restarted() throws JMSException {
        if (broker != null) {
            broker.close();
        }
        return (ChasquiConnectionFactory) start().connectionFactory();
    }

    @Test
    @Covers({"ORD-13", "TX-3"})
    void aCrashLosesNothingThatWasConfirmedAndNothingComesTwice() throws Exception {
        CrashingSender.run(directory.path());
        List<String> once = IntStream.range(0, CrashingSender.COUNT)
                .mapToObj(Integer::toString)
                .toList();
        List<String> expected = new ArrayList<>(once);
        expected.addAll(once);
        Connection connection = track(restarted().createConnection());
        connection.setClientID(CrashingSender.CLIENT);
        connection.start();
        Session session = connection.createSession();
        MessageConsumer queue = session.createConsumer(session.createQueue(CrashingSender.QUEUE));
        assertEquals(expected, receiveAll(queue));
        MessageConsumer subscription = session.createDurableConsumer(session.createTopic(CrashingSender.TOPIC), "d");
        assertEquals(expected, receiveAll(subscription));
        connection.close();
        session = newConnection(restarted()).createSession();
        assertNull(session.createConsumer(session.createQueue(CrashingSender.QUEUE))
                .receiveNoWait());
    }

    private List<String> receiveAll(MessageConsumer consumer) throws JMSException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < 2 * CrashingSender.COUNT) {
            texts.add(receiveText(consumer));
        }
        assertNull(consumer.receiveNoWait());
        return texts;
    }

    @Test
    @Covers("PRD-29")
    void aDelayedMessageSurvivesAndIsNotEarly() throws Exception {
        Session session = newConnection(restarted()).createSession();
        Queue queue = session.createQueue("q");
        MessageProducer producer = session.createProducer(queue);
        Message delayed = session.createTextMessage("delayed");
        producer.setDeliveryDelay(1_000);
        producer.send(delayed);
        long due = delayed.getJMSDeliveryTime();
        session = newConnection(restarted()).createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals("delayed", receiveText(consumer));
        assertTrue(System.currentTimeMillis() >= due, "it came too early");
    }

    @Test
    @Covers("SUB-UD-3")
    void aDurableSubscriptionSurvivesWithItsMessages() throws Exception {
        Connection connection = newConnection(withClientId(restarted()));
        Session session = connection.createSession();
        Topic topic = session.createTopic("t");
        session.createDurableConsumer(topic, "d").close();
        session.createProducer(topic).send(session.createTextMessage("before"));
        session = newConnection(withClientId(restarted())).createSession();
        session.createProducer(topic).send(session.createTextMessage("after"));
        MessageConsumer consumer = session.createDurableConsumer(topic, "d");
        assertEquals("before", receiveText(consumer));
        assertEquals("after", receiveText(consumer));
    }

    private static ChasquiConnectionFactory withClientId(ChasquiConnectionFactory factory) {
        factory.setClientID("c");
        return factory;
    }

    @Test
    @Covers("XA-10")
    void aPreparedBranchSurvives() throws Exception {
        XAConnection connection = track(restarted().createXAConnection());
        XASession session = connection.createXASession();
        Queue queue = session.createQueue("q");
        XAResource resource = session.getXAResource();
        Xid xid = new PreparedXid();
        resource.start(xid, XAResource.TMNOFLAGS);
        session.createProducer(queue).send(session.createTextMessage("in doubt"));
        resource.end(xid, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        connection = track(restarted().createXAConnection());
        connection.start();
        session = connection.createXASession();
        MessageConsumer consumer = connection.createSession().createConsumer(queue);
        assertNull(consumer.receiveNoWait());
        resource = session.getXAResource();
        Xid[] found = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        assertEquals(1, found.length);
        assertArrayEquals(xid.getGlobalTransactionId(), found[0].getGlobalTransactionId());
        resource.commit(xid, false);
        assertEquals("in doubt", receiveText(consumer));
    }

    private static final class PreparedXid implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {7, 8};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {9};
        }
    }

    /** The specification lets a provider lose the count; this one keeps what a rollback has recorded. */
    @Test
    @Covers("JSX-4")
    @OurDecision
    void theDeliveryCountSurvives() throws Exception {
        Session session = newConnection(restarted()).createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("q");
        session.createProducer(queue).send(session.createTextMessage("again"));
        session.commit();
        receive(session.createConsumer(queue));
        session.rollback();
        session = newConnection(restarted()).createSession();
        Message message = receive(session.createConsumer(queue));
        assertTrue(message.getJMSRedelivered());
        assertEquals(2, message.getIntProperty("JMSXDeliveryCount"));
    }
}
