package io.chasqui.ra.outbound;

import io.chasqui.jms.SimplifiedApi;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A connection handle and its session behind the simplified API. A server hands it out, or puts its own in front to inject it. */
class ContextHandle implements JMSContext {

    private final ConnectionHandle connection;
    private final SessionHandle session;
    private volatile boolean autoStart = true;

    ContextHandle(ConnectionHandle connection, SessionHandle session) {
        this.connection = connection;
        this.session = session;
    }

    // The context itself.

    /** Not inside a server: a connection has one session there (Jakarta Messaging 3.1, 12.2). */
    @Override
    public JMSContext createContext(int sessionMode) {
        throw new JMSRuntimeException(
                Failures.forbidden("createContext of a JMSContext").getMessage());
    }

    @Override
    public @Nullable String getClientID() {
        return Unchecked.<@Nullable String>get(connection::getClientID);
    }

    @Override
    public void setClientID(@Nullable String clientId) {
        Unchecked.run(() -> connection.setClientID(clientId));
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return Unchecked.get(connection::getMetaData);
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() {
        return Unchecked.<@Nullable ExceptionListener>get(connection::getExceptionListener);
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) {
        Unchecked.run(() -> connection.setExceptionListener(listener));
    }

    @Override
    public void start() {
        Unchecked.run(connection::start);
    }

    @Override
    public void stop() {
        Unchecked.run(connection::stop);
    }

    @Override
    public void setAutoStart(boolean value) {
        Unchecked.run(session::checkOpen);
        autoStart = value;
    }

    @Override
    public boolean getAutoStart() {
        Unchecked.run(session::checkOpen);
        return autoStart;
    }

    @Override
    public void close() {
        Unchecked.run(connection::close);
    }

    // Messages.

    @Override
    public Message createMessage() {
        return Unchecked.get(session::createMessage);
    }

    @Override
    public TextMessage createTextMessage() {
        return Unchecked.get(() -> session.createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) {
        return Unchecked.get(() -> session.createTextMessage(text));
    }

    @Override
    public BytesMessage createBytesMessage() {
        return Unchecked.get(session::createBytesMessage);
    }

    @Override
    public MapMessage createMapMessage() {
        return Unchecked.get(session::createMapMessage);
    }

    @Override
    public StreamMessage createStreamMessage() {
        return Unchecked.get(session::createStreamMessage);
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return Unchecked.get(() -> session.createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) {
        return Unchecked.get(() -> session.createObjectMessage(object));
    }

    // Destinations, producers, browsers.

    @Override
    public Queue createQueue(@Nullable String name) {
        return Unchecked.get(() -> session.createQueue(name));
    }

    @Override
    public Topic createTopic(@Nullable String name) {
        return Unchecked.get(() -> session.createTopic(name));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return Unchecked.get(session::createTemporaryQueue);
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return Unchecked.get(session::createTemporaryTopic);
    }

    @Override
    public JMSProducer createProducer() {
        Unchecked.run(session::checkOpen);
        return SimplifiedApi.producer(new Enlisting());
    }

    /** Gives producers the session that is beneath the handle when they send. */
    private final class Enlisting implements SimplifiedApi.Source {

        @Override
        public Session session() throws JMSException {
            return session.enlisted();
        }

        @Override
        public void checkOpen() throws JMSException {
            session.checkOpen();
        }

        @Override
        public void checkAsync() throws JMSException {
            throw Failures.forbidden("setAsync");
        }
    }

    @Override
    public QueueBrowser createBrowser(@Nullable Queue queue) {
        return Unchecked.get(() -> session.createBrowser(queue));
    }

    @Override
    public QueueBrowser createBrowser(@Nullable Queue queue, @Nullable String selector) {
        return Unchecked.get(() -> session.createBrowser(queue, selector));
    }

    // Consumers.

    @Override
    public JMSConsumer createConsumer(@Nullable Destination destination) {
        return consumer(() -> session.createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(@Nullable Destination destination, @Nullable String selector) {
        return consumer(() -> session.createConsumer(destination, selector));
    }

    @Override
    public JMSConsumer createConsumer(@Nullable Destination destination, @Nullable String selector, boolean noLocal) {
        return consumer(() -> session.createConsumer(destination, selector, noLocal));
    }

    @Override
    public JMSConsumer createDurableConsumer(@Nullable Topic topic, @Nullable String name) {
        return consumer(() -> session.createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal) {
        return consumer(() -> session.createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(@Nullable Topic topic, @Nullable String name) {
        return consumer(() -> session.createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) {
        return consumer(() -> session.createSharedDurableConsumer(topic, name, selector));
    }

    @Override
    public JMSConsumer createSharedConsumer(@Nullable Topic topic, @Nullable String name) {
        return consumer(() -> session.createSharedConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedConsumer(@Nullable Topic topic, @Nullable String name, @Nullable String selector) {
        return consumer(() -> session.createSharedConsumer(topic, name, selector));
    }

    private JMSConsumer consumer(Unchecked.Call<MessageConsumer> creation) {
        return Unchecked.get(() -> {
            JMSConsumer consumer = new ContextConsumer((ConsumerHandle) creation.call());
            if (autoStart) {
                connection.start();
            }
            return consumer;
        });
    }

    @Override
    public void unsubscribe(@Nullable String name) {
        Unchecked.run(() -> session.unsubscribe(name));
    }

    // Acknowledgement and transactions.

    @Override
    public boolean getTransacted() {
        return Unchecked.get(session::getTransacted);
    }

    @Override
    public int getSessionMode() {
        return Unchecked.get(session::getAcknowledgeMode);
    }

    @Override
    public void commit() {
        Unchecked.run(session::commit);
    }

    @Override
    public void rollback() {
        Unchecked.run(session::rollback);
    }

    @Override
    public void recover() {
        Unchecked.run(session::recover);
    }

    /** Nothing is left to acknowledge: that is done when a message is received, or with the transaction. */
    @Override
    public void acknowledge() {
        Unchecked.run(session::checkOpen);
    }
}
