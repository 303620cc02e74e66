package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.foreign.ForeignTextMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Asynchronous sends of a MessageProducer: the four methods, what the listener is told, and what is refused at once. */
class AsyncSendConformanceTest extends ConformanceTest {

    /** The kinds of message. */
    enum Kind {
        PLAIN {
            @Override
            Message in(Session session) throws JMSException {
                return session.createMessage();
            }
        },
        TEXT {
            @Override
            Message in(Session session) throws JMSException {
                return session.createTextMessage("text");
            }
        },
        BYTES {
            @Override
            Message in(Session session) throws JMSException {
                var message = session.createBytesMessage();
                message.writeInt(42);
                return message;
            }
        },
        MAP {
            @Override
            Message in(Session session) throws JMSException {
                var message = session.createMapMessage();
                message.setInt("answer", 42);
                return message;
            }
        },
        STREAM {
            @Override
            Message in(Session session) throws JMSException {
                var message = session.createStreamMessage();
                message.writeInt(42);
                return message;
            }
        },
        OBJECT {
            @Override
            Message in(Session session) throws JMSException {
                return session.createObjectMessage("object");
            }
        };

        abstract Message in(Session session) throws JMSException;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    @Covers({"ASY-1", "ASY-2", "ASY-12", "ASY-23"})
    void everyKindOfMessageIsSentAndConfirmedOnce(Kind kind) throws Exception {
        Queue queue = newQueue();
        Completions done = new Completions();
        MessageConsumer consumer = session().createConsumer(queue);
        Session sending = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = sending.createProducer(queue);
        for (int mode : new int[] {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT}) {
            Message message = kind.in(sending);
            producer.setDeliveryMode(mode);
            producer.send(message, done);
            assertSame(message, done.nextCompleted());
            assertNotNull(message.getJMSMessageID());
            assertEquals(queue, message.getJMSDestination());
            assertEquals(mode, message.getJMSDeliveryMode());
            assertTrue(message.getJMSTimestamp() > 0);
            assertEquals(message.getJMSMessageID(), receive(consumer).getJMSMessageID());
        }
        sending.close();
        assertEquals(0, done.waiting(), "confirmed more than once");
    }

    @Test
    @Covers("ASY-1")
    void allFourMethodsSend() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        MessageProducer identified = session().createProducer(queue);
        MessageProducer unidentified = session().createProducer(null);
        Completions done = new Completions();
        new Calls<Message>()
                .with("message", m -> identified.send(m, done))
                .with("message, options", m -> identified.send(m, 1, 7, 0, done))
                .with("destination, message", m -> unidentified.send(queue, m, done))
                .with("destination, message, options", m -> unidentified.send(queue, m, 1, 7, 0, done))
                .each(call -> {
                    Message message = session().createTextMessage("sent");
                    call.on(message);
                    assertSame(message, done.nextCompleted());
                    assertEquals(message.getJMSPriority(), receive(consumer).getJMSPriority());
                });
        session().close();
        assertEquals(0, done.waiting());
    }

    @Test
    @Covers("ASY-1")
    void queueSendersAndTopicPublishersSendAsynchronously() throws Exception {
        Completions done = new Completions();
        QueueConnection queues = track(provider.queueConnectionFactory().createQueueConnection());
        queues.start();
        QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = newQueue();
        queueSession.createSender(queue).send(queueSession.createTextMessage("queue"), done);
        done.nextCompleted();
        assertEquals("queue", receiveText(queueSession.createReceiver(queue)));

        TopicConnection topics = track(provider.topicConnectionFactory().createTopicConnection());
        topics.start();
        TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = newTopic();
        MessageConsumer subscriber = topicSession.createSubscriber(topic);
        topicSession.createPublisher(topic).send(topicSession.createTextMessage("topic"), done);
        done.nextCompleted();
        assertEquals("topic", receiveText(subscriber));
    }

    @Test
    @Covers("ASY-3")
    void aConfirmedMessageIsInTheQueue() throws Exception {
        Queue queue = newQueue();
        MessageConsumer elsewhere = newConnection().createSession().createConsumer(queue);
        Collected<Boolean> found = new Collected<>();
        Completions done = new Completions() {
            @Override
            protected void during(Message message) throws Exception {
                found.add(elsewhere.receiveNoWait() != null);
            }
        };
        MessageProducer producer = session().createProducer(queue);
        for (int i = 0; i < 50; i++) {
            producer.send(session().createTextMessage("message " + i), done);
            done.nextCompleted();
            assertTrue(found.next(), "confirmed before message " + i + " was accepted");
        }
    }

    @Test
    @Covers({"ASY-4", "ASY-9"})
    void aNullListenerIsRefused() throws Exception {
        Queue queue = newQueue();
        MessageProducer identified = session().createProducer(queue);
        MessageProducer unidentified = session().createProducer(null);
        CompletionListener none = null;
        new Calls<Message>()
                .with("message", m -> identified.send(m, none))
                .with("message, options", m -> identified.send(m, 2, 4, 0, none))
                .with("destination, message", m -> unidentified.send(queue, m, none))
                .with("destination, message, options", m -> unidentified.send(queue, m, 2, 4, 0, none))
                .allThrow(IllegalArgumentException.class, session().createTextMessage("refused"));
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @Covers({"ASY-4", "ASY-10"})
    void misuseIsThrownBySendAndTheListenerIsNotCalled() throws Exception {
        Queue queue = newQueue();
        Completions none = new Completions();
        Session sending = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer identified = sending.createProducer(queue);
        MessageProducer unidentified = sending.createProducer(null);
        Message message = sending.createTextMessage("refused");
        new Calls<Message>()
                .with("identified", m -> identified.send(queue, m, none))
                .with("identified, options", m -> identified.send(queue, m, 2, 4, 0, none))
                .with("unidentified", m -> unidentified.send(m, none))
                .with("unidentified, options", m -> unidentified.send(m, 2, 4, 0, none))
                .allThrow(UnsupportedOperationException.class, message);
        new Calls<Message>()
                .with("null destination", m -> unidentified.send(null, m, none))
                .with("null destination, options", m -> unidentified.send(null, m, 2, 4, 0, none))
                .allThrow(InvalidDestinationException.class, message);
        new Calls<MessageProducer>()
                .with("null message", p -> identified.send(null, none))
                .with("null message, options", p -> identified.send(null, 2, 4, 0, none))
                .with("destination, null message", p -> unidentified.send(queue, null, none))
                .with("destination, null message, options", p -> unidentified.send(queue, null, 2, 4, 0, none))
                .allThrow(MessageFormatException.class, identified);
        sending.close();
        assertEquals(0, none.waiting());
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertNull(consumer.receiveNoWait());
        }
    }

    @Test
    @Covers("ASY-12")
    void aForeignMessageIsGivenBackToTheListener() throws Exception {
        Queue queue = newQueue();
        TextMessage foreign = new ForeignTextMessage("foreign");
        Completions done = new Completions();
        session().createProducer(queue).send(foreign, done);
        assertSame(foreign, done.nextCompleted());
        assertNotNull(foreign.getJMSMessageID());
        assertEquals(queue, foreign.getJMSDestination());
        assertEquals("foreign", textOf(receiveFrom(queue)));
    }

    @Test
    @Covers({"ASY-14", "ASY-15"})
    void theContentIsFixedWhenSendIsCalled() throws Exception {
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        MessageProducer producer = session().createProducer(queue);
        Completions done = new Completions();
        TextMessage message = session().createTextMessage();
        for (int i = 0; i < 50; i++) {
            message.setText("text " + i);
            message.setIntProperty("number", i);
            producer.send(message, done);
            message.setText("changed too late");
            message.setIntProperty("number", -1);
        }
        done.next(50);
        for (int i = 0; i < 50; i++) {
            Message received = receive(consumer);
            assertEquals("text " + i, textOf(received));
            assertEquals(i, received.getIntProperty("number"));
        }
    }

    @Test
    @Covers("ASY-25")
    void anAsynchronousSendBelongsToItsTransaction() throws Exception {
        Queue queue = newQueue();
        Session transacted = newSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = transacted.createProducer(queue);
        MessageConsumer consumer = session().createConsumer(queue);
        Completions done = new Completions();
        producer.send(transacted.createTextMessage("rolled back"), done);
        done.nextCompleted();
        transacted.rollback();
        producer.send(transacted.createTextMessage("committed"), done);
        done.nextCompleted();
        assertNull(consumer.receiveNoWait(), "visible before the commit");
        transacted.commit();
        assertEquals("committed", receiveText(consumer));
    }

    @Test
    @Covers("ASY-2")
    void aFailureIsReportedOnceOneWayOrTheOther() throws Exception {
        Session sending = newSession(Session.AUTO_ACKNOWLEDGE);
        var deleted = sending.createTemporaryQueue();
        MessageProducer producer = sending.createProducer(deleted);
        deleted.delete();
        Completions told = new Completions();
        Message message = sending.createMessage();
        Exception thrown = null;
        try {
            producer.send(message, told);
        } catch (JMSException e) {
            thrown = e;
        }
        sending.close();
        List<Completions.Outcome> outcomes = told.next(told.waiting());
        if (thrown == null) {
            assertEquals(1, outcomes.size());
            assertSame(message, outcomes.get(0).message());
            thrown = outcomes.get(0).failure();
        } else {
            assertEquals(List.of(), outcomes);
        }
        Exception failure = thrown;
        assertThrows(InvalidDestinationException.class, () -> {
            throw failure;
        });
    }
}
