package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import org.junit.jupiter.api.Test;

/** The requestors that come with the API work on this provider. */
class RequestorConformanceTest extends ConformanceTest {

    private QueueSession queueSession() throws JMSException {
        QueueConnection connection = track(provider.queueConnectionFactory().createQueueConnection());
        connection.start();
        return connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private TopicSession topicSession() throws JMSException {
        TopicConnection connection = track(provider.topicConnectionFactory().createTopicConnection());
        connection.start();
        return connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    /** Answers every request to this destination with {@code re: } and its text; remembers where to. */
    private Collected<Destination> answering(Destination requests) throws JMSException {
        Connection connection = newConnection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(null);
        Collected<Destination> replies = new Collected<>();
        session.createConsumer(requests).setMessageListener(Trial.of(given -> {
            Message request = (Message) given;
            producer.send(request.getJMSReplyTo(), session.createTextMessage("re: " + textOf(request)));
            replies.add(request.getJMSReplyTo());
        }));
        return replies;
    }

    @Test
    @Covers({"DOM-10", "DOM-11"})
    void aQueueRequestorGetsItsRepliesAndCloses() throws Exception {
        Queue queue = newQueue();
        Collected<Destination> replies = answering(queue);
        QueueSession session = queueSession();
        QueueRequestor requestor = new QueueRequestor(session, queue);
        for (String text : new String[] {"one", "two"}) {
            Message request = session.createTextMessage(text);
            assertEquals("re: " + text, textOf(resultOf(inBackground(() -> requestor.request(request)))));
        }
        requestor.close();
        assertThrows(IllegalStateException.class, session::createMessage);
        Destination deleted = replies.next();
        assertThrows(InvalidDestinationException.class, () -> send(deleted, "late"));
    }

    @Test
    @Covers({"DOM-10", "DOM-11"})
    void aTopicRequestorGetsItsRepliesAndCloses() throws Exception {
        Topic topic = newTopic();
        Collected<Destination> replies = answering(topic);
        TopicSession session = topicSession();
        TopicRequestor requestor = new TopicRequestor(session, topic);
        for (String text : new String[] {"one", "two"}) {
            Message request = session.createTextMessage(text);
            assertEquals("re: " + text, textOf(resultOf(inBackground(() -> requestor.request(request)))));
        }
        requestor.close();
        assertThrows(IllegalStateException.class, session::createMessage);
        Destination deleted = replies.next();
        assertThrows(InvalidDestinationException.class, () -> send(deleted, "late"));
    }

    @Test
    @Covers("DOM-12")
    void requestorsNeedAnOpenSessionAndADestination() throws Exception {
        QueueSession queues = queueSession();
        TopicSession topics = topicSession();
        assertThrows(InvalidDestinationException.class, () -> new QueueRequestor(queues, null));
        assertThrows(InvalidDestinationException.class, () -> new TopicRequestor(topics, null));
        Queue queue = newQueue();
        Topic topic = newTopic();
        queues.close();
        topics.close();
        assertThrows(JMSException.class, () -> new QueueRequestor(queues, queue));
        assertThrows(JMSException.class, () -> new TopicRequestor(topics, topic));
    }
}
