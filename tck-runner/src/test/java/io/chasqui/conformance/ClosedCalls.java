package io.chasqui.conformance;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/** All the methods, except close, that must fail on a closed object. */
final class ClosedCalls {

    private ClosedCalls() {}

    static Calls<Connection> connection() {
        return new Calls<Connection>()
                .with("createSession()", Connection::createSession)
                .with("createSession(int)", c -> c.createSession(Session.CLIENT_ACKNOWLEDGE))
                .with("createSession(boolean, int)", c -> c.createSession(false, Session.AUTO_ACKNOWLEDGE))
                .with("getClientID", Connection::getClientID)
                .with("setClientID", c -> c.setClientID("late"))
                .with("getMetaData", Connection::getMetaData)
                .with("getExceptionListener", Connection::getExceptionListener)
                .with("setExceptionListener", c -> c.setExceptionListener(failure -> {}))
                .with("start", Connection::start)
                .with("stop", Connection::stop);
    }

    static Calls<Session> session(Queue queue, Topic topic) {
        return messageFactories(new Calls<Session>())
                .with("getTransacted", Session::getTransacted)
                .with("getAcknowledgeMode", Session::getAcknowledgeMode)
                .with("commit", Session::commit)
                .with("rollback", Session::rollback)
                .with("recover", Session::recover)
                .with("getMessageListener", Session::getMessageListener)
                .with("setMessageListener", s -> s.setMessageListener(message -> {}))
                .with("createProducer", s -> s.createProducer(queue))
                .with("createConsumer(d)", s -> s.createConsumer(queue))
                .with("createConsumer(d, s)", s -> s.createConsumer(queue, "a = 1"))
                .with("createConsumer(d, s, b)", s -> s.createConsumer(topic, "a = 1", true))
                .with("createSharedConsumer(t, n)", s -> s.createSharedConsumer(topic, "late"))
                .with("createSharedConsumer(t, n, s)", s -> s.createSharedConsumer(topic, "late", "a = 1"))
                .with("createDurableSubscriber(t, n)", s -> s.createDurableSubscriber(topic, "late"))
                .with("createDurableSubscriber(4)", s -> s.createDurableSubscriber(topic, "late", "a = 1", true))
                .with("createDurableConsumer(t, n)", s -> s.createDurableConsumer(topic, "late"))
                .with("createDurableConsumer(4)", s -> s.createDurableConsumer(topic, "late", "a = 1", true))
                .with("createSharedDurableConsumer(t, n)", s -> s.createSharedDurableConsumer(topic, "late"))
                .with("createSharedDurableConsumer(3)", s -> s.createSharedDurableConsumer(topic, "late", "a = 1"))
                .with("createQueue", s -> s.createQueue("late"))
                .with("createTopic", s -> s.createTopic("late"))
                .with("createBrowser(q)", s -> s.createBrowser(queue))
                .with("createBrowser(q, s)", s -> s.createBrowser(queue, "a = 1"))
                .with("createTemporaryQueue", Session::createTemporaryQueue)
                .with("createTemporaryTopic", Session::createTemporaryTopic)
                .with("unsubscribe", s -> s.unsubscribe("late"));
    }

    static Calls<Session> messageFactories(Calls<Session> calls) {
        return calls.with("createMessage", Session::createMessage)
                .with("createTextMessage()", s -> s.createTextMessage())
                .with("createTextMessage(s)", s -> s.createTextMessage("text"))
                .with("createBytesMessage", Session::createBytesMessage)
                .with("createMapMessage", Session::createMapMessage)
                .with("createStreamMessage", Session::createStreamMessage)
                .with("createObjectMessage()", s -> s.createObjectMessage())
                .with("createObjectMessage(o)", s -> s.createObjectMessage("object"));
    }

    static Calls<MessageConsumer> consumer() {
        return new Calls<MessageConsumer>()
                .with("receive()", MessageConsumer::receive)
                .with("receive(0)", c -> c.receive(0))
                .with("receive(1)", c -> c.receive(1))
                .with("receiveNoWait", MessageConsumer::receiveNoWait)
                .with("getMessageSelector", MessageConsumer::getMessageSelector)
                .with("getMessageListener", MessageConsumer::getMessageListener)
                .with("setMessageListener", c -> c.setMessageListener(message -> {}));
    }

    static Calls<MessageProducer> identifiedProducer(Message message) {
        Completions none = new Completions();
        return producerOptions(new Calls<MessageProducer>())
                .with("send", p -> p.send(message))
                .with("send, options", p -> p.send(message, 2, 4, 0))
                .with("send, listener", p -> p.send(message, none))
                .with("send, options, listener", p -> p.send(message, 2, 4, 0, none));
    }

    static Calls<MessageProducer> unidentifiedProducer(Destination destination, Message message) {
        Completions none = new Completions();
        return producerOptions(new Calls<MessageProducer>())
                .with("send", p -> p.send(destination, message))
                .with("send, options", p -> p.send(destination, message, 2, 4, 0))
                .with("send, listener", p -> p.send(destination, message, none))
                .with("send, options, listener", p -> p.send(destination, message, 2, 4, 0, none));
    }

    private static Calls<MessageProducer> producerOptions(Calls<MessageProducer> calls) {
        return calls.with("getDestination", MessageProducer::getDestination)
                .with("getDeliveryMode", MessageProducer::getDeliveryMode)
                .with("setDeliveryMode", p -> p.setDeliveryMode(DeliveryMode.PERSISTENT))
                .with("getPriority", MessageProducer::getPriority)
                .with("setPriority", p -> p.setPriority(4))
                .with("getTimeToLive", MessageProducer::getTimeToLive)
                .with("setTimeToLive", p -> p.setTimeToLive(0))
                .with("getDeliveryDelay", MessageProducer::getDeliveryDelay)
                .with("setDeliveryDelay", p -> p.setDeliveryDelay(0))
                .with("getDisableMessageID", MessageProducer::getDisableMessageID)
                .with("setDisableMessageID", p -> p.setDisableMessageID(true))
                .with("getDisableMessageTimestamp", MessageProducer::getDisableMessageTimestamp)
                .with("setDisableMessageTimestamp", p -> p.setDisableMessageTimestamp(true));
    }

    static Calls<QueueBrowser> browser() {
        return new Calls<QueueBrowser>()
                .with("getEnumeration", QueueBrowser::getEnumeration)
                .with("getQueue", QueueBrowser::getQueue)
                .with("getMessageSelector", QueueBrowser::getMessageSelector);
    }

    static Calls<JMSContext> context(Queue queue, Topic topic) {
        return contextState(new Calls<JMSContext>())
                .with("createProducer", JMSContext::createProducer)
                .with("createConsumer(d)", c -> c.createConsumer(queue))
                .with("createConsumer(d, s)", c -> c.createConsumer(queue, "a = 1"))
                .with("createConsumer(d, s, b)", c -> c.createConsumer(topic, "a = 1", true))
                .with("createSharedConsumer(t, n)", c -> c.createSharedConsumer(topic, "late"))
                .with("createSharedConsumer(t, n, s)", c -> c.createSharedConsumer(topic, "late", "a = 1"))
                .with("createDurableConsumer(t, n)", c -> c.createDurableConsumer(topic, "late"))
                .with("createDurableConsumer(4)", c -> c.createDurableConsumer(topic, "late", "a = 1", true))
                .with("createSharedDurableConsumer(t, n)", c -> c.createSharedDurableConsumer(topic, "late"))
                .with("createSharedDurableConsumer(3)", c -> c.createSharedDurableConsumer(topic, "late", "a = 1"))
                .with("createQueue", c -> c.createQueue("late"))
                .with("createTopic", c -> c.createTopic("late"))
                .with("createBrowser(q)", c -> c.createBrowser(queue))
                .with("createBrowser(q, s)", c -> c.createBrowser(queue, "a = 1"))
                .with("createTemporaryQueue", JMSContext::createTemporaryQueue)
                .with("createTemporaryTopic", JMSContext::createTemporaryTopic)
                .with("unsubscribe", c -> c.unsubscribe("late"))
                .with("createMessage", JMSContext::createMessage)
                .with("createTextMessage()", c -> c.createTextMessage())
                .with("createTextMessage(s)", c -> c.createTextMessage("text"))
                .with("createBytesMessage", JMSContext::createBytesMessage)
                .with("createMapMessage", JMSContext::createMapMessage)
                .with("createStreamMessage", JMSContext::createStreamMessage)
                .with("createObjectMessage()", c -> c.createObjectMessage())
                .with("createObjectMessage(o)", c -> c.createObjectMessage("object"));
    }

    private static Calls<JMSContext> contextState(Calls<JMSContext> calls) {
        return calls.with("createContext", c -> c.createContext(JMSContext.AUTO_ACKNOWLEDGE))
                .with("getClientID", JMSContext::getClientID)
                .with("setClientID", c -> c.setClientID("late"))
                .with("getMetaData", JMSContext::getMetaData)
                .with("getExceptionListener", JMSContext::getExceptionListener)
                .with("setExceptionListener", c -> c.setExceptionListener(failure -> {}))
                .with("start", JMSContext::start)
                .with("stop", JMSContext::stop)
                .with("getAutoStart", JMSContext::getAutoStart)
                .with("setAutoStart", c -> c.setAutoStart(true))
                .with("getTransacted", JMSContext::getTransacted)
                .with("getSessionMode", JMSContext::getSessionMode)
                .with("commit", JMSContext::commit)
                .with("rollback", JMSContext::rollback)
                .with("recover", JMSContext::recover)
                .with("acknowledge", JMSContext::acknowledge);
    }

    static Calls<JMSConsumer> jmsConsumer() {
        return new Calls<JMSConsumer>()
                .with("receive()", JMSConsumer::receive)
                .with("receive(1)", c -> c.receive(1))
                .with("receiveNoWait", JMSConsumer::receiveNoWait)
                .with("receiveBody(c)", c -> c.receiveBody(String.class))
                .with("receiveBody(c, 1)", c -> c.receiveBody(String.class, 1))
                .with("receiveBodyNoWait(c)", c -> c.receiveBodyNoWait(String.class))
                .with("getMessageSelector", JMSConsumer::getMessageSelector)
                .with("getMessageListener", JMSConsumer::getMessageListener)
                .with("setMessageListener", c -> c.setMessageListener(message -> {}));
    }
}
