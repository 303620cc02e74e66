package io.chasqui.ra.outbound;

import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import jakarta.jms.TransactionInProgressException;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A session as an application in a server sees it: a share in the one session of the managed connection. What it made closes
 * with it; what it did belongs to the transaction, and does not. Used by one thread; closed by any.
 */
class SessionHandle implements QueueSession, TopicSession {

    private final ConnectionHandle connection;
    private final Domain domain;
    private final int mode;
    private final Set<Dependent> dependents = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param mode how it acknowledges outside transactions: AUTO or DUPS_OK */
    SessionHandle(ConnectionHandle connection, Domain domain, int mode) {
        this.connection = connection;
        this.domain = domain;
        this.mode = mode;
    }

    void checkOpen() throws JMSException {
        connection.checkOpen();
        if (closed) {
            throw Failures.closed("session");
        }
    }

    /** The session of the managed connection that is associated now. */
    Session physical() throws JMSException {
        checkOpen();
        return connection.managed().session();
    }

    /** As {@link #physical}, for something that a transaction may be about. */
    Session enlisted() throws JMSException {
        checkOpen();
        return connection.enlisted().session();
    }

    void add(Dependent dependent) {
        dependents.add(dependent);
    }

    void remove(Dependent dependent) {
        dependents.remove(dependent);
    }

    /** The managed connection is taken away. */
    void release() {
        dependents.forEach(Dependent::release);
    }

    // Messages.

    @Override
    public Message createMessage() throws JMSException {
        return physical().createMessage();
    }

    @Override
    public TextMessage createTextMessage() throws JMSException {
        return physical().createTextMessage();
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) throws JMSException {
        return physical().createTextMessage(text);
    }

    @Override
    public BytesMessage createBytesMessage() throws JMSException {
        return physical().createBytesMessage();
    }

    @Override
    public MapMessage createMapMessage() throws JMSException {
        return physical().createMapMessage();
    }

    @Override
    public StreamMessage createStreamMessage() throws JMSException {
        return physical().createStreamMessage();
    }

    @Override
    public ObjectMessage createObjectMessage() throws JMSException {
        return physical().createObjectMessage();
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
        return physical().createObjectMessage(object);
    }

    // Destinations.

    @Override
    public Queue createQueue(@Nullable String name) throws JMSException {
        checkOpen();
        domain.refuseInTopicDomain("createQueue");
        return physical().createQueue(name);
    }

    @Override
    public Topic createTopic(@Nullable String name) throws JMSException {
        checkOpen();
        domain.refuseInQueueDomain("createTopic");
        return physical().createTopic(name);
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        checkOpen();
        domain.refuseInTopicDomain("createTemporaryQueue");
        TemporaryQueue queue = physical().createTemporaryQueue();
        connection.add(queue::delete);
        return queue;
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        checkOpen();
        domain.refuseInQueueDomain("createTemporaryTopic");
        TemporaryTopic topic = physical().createTemporaryTopic();
        connection.add(topic::delete);
        return topic;
    }

    // Producers.

    @Override
    public MessageProducer createProducer(@Nullable Destination destination) throws JMSException {
        if (destination instanceof Queue queue) {
            return new SenderHandle(this, queue);
        }
        return destination instanceof Topic topic
                ? new PublisherHandle(this, topic)
                : new ProducerHandle(this, destination);
    }

    @Override
    public QueueSender createSender(@Nullable Queue queue) throws JMSException {
        checkOpen();
        domain.refuseInTopicDomain("createSender");
        return new SenderHandle(this, queue);
    }

    @Override
    public TopicPublisher createPublisher(@Nullable Topic topic) throws JMSException {
        checkOpen();
        domain.refuseInQueueDomain("createPublisher");
        return new PublisherHandle(this, topic);
    }

    // Consumers.

    @Override
    public MessageConsumer createConsumer(@Nullable Destination destination) throws JMSException {
        return createConsumer(destination, null, false);
    }

    @Override
    public MessageConsumer createConsumer(@Nullable Destination destination, @Nullable String selector)
            throws JMSException {
        return createConsumer(destination, selector, false);
    }

    @Override
    public MessageConsumer createConsumer(@Nullable Destination destination, @Nullable String selector, boolean noLocal)
            throws JMSException {
        Lazily.Maker<MessageConsumer> maker = session -> session.createConsumer(destination, selector, noLocal);
        return destination instanceof Topic ? new SubscriberHandle(this, maker) : new ReceiverHandle(this, maker);
    }

    @Override
    public QueueReceiver createReceiver(@Nullable Queue queue) throws JMSException {
        return createReceiver(queue, null);
    }

    @Override
    public QueueReceiver createReceiver(@Nullable Queue queue, @Nullable String selector) throws JMSException {
        checkOpen();
        domain.refuseInTopicDomain("createReceiver");
        return new ReceiverHandle(this, session -> session.createConsumer(queue, selector));
    }

    @Override
    public TopicSubscriber createSubscriber(@Nullable Topic topic) throws JMSException {
        return createSubscriber(topic, null, false);
    }

    @Override
    public TopicSubscriber createSubscriber(@Nullable Topic topic, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return subscriber("createSubscriber", session -> session.createConsumer(topic, selector, noLocal));
    }

    private TopicSubscriber subscriber(String call, Lazily.Maker<MessageConsumer> maker) throws JMSException {
        checkOpen();
        domain.refuseInQueueDomain(call);
        return new SubscriberHandle(this, maker);
    }

    @Override
    public MessageConsumer createSharedConsumer(@Nullable Topic topic, @Nullable String name) throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public MessageConsumer createSharedConsumer(@Nullable Topic topic, @Nullable String name, @Nullable String selector)
            throws JMSException {
        return subscriber("createSharedConsumer", session -> session.createSharedConsumer(topic, name, selector));
    }

    @Override
    public TopicSubscriber createDurableSubscriber(@Nullable Topic topic, @Nullable String name) throws JMSException {
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return subscriber(
                "createDurableSubscriber", session -> session.createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public MessageConsumer createDurableConsumer(@Nullable Topic topic, @Nullable String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public MessageConsumer createDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return subscriber(
                "createDurableConsumer", session -> session.createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) throws JMSException {
        return subscriber(
                "createSharedDurableConsumer", session -> session.createSharedDurableConsumer(topic, name, selector));
    }

    @Override
    public void unsubscribe(@Nullable String name) throws JMSException {
        checkOpen();
        domain.refuseInQueueDomain("unsubscribe");
        physical().unsubscribe(name);
    }

    @Override
    public QueueBrowser createBrowser(@Nullable Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public QueueBrowser createBrowser(@Nullable Queue queue, @Nullable String selector) throws JMSException {
        checkOpen();
        domain.refuseInTopicDomain("createBrowser");
        return new BrowserHandle(this, queue, selector);
    }

    // Acknowledgement and transactions.

    /** Whether the server has enlisted it in a transaction now. */
    @Override
    public boolean getTransacted() throws JMSException {
        checkOpen();
        return connection.enlisted().isEnlisted();
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        return getTransacted() ? Session.SESSION_TRANSACTED : mode;
    }

    @Override
    public void commit() throws JMSException {
        throw notItsOwn("commit");
    }

    @Override
    public void rollback() throws JMSException {
        throw notItsOwn("rollback");
    }

    private JMSException notItsOwn(String call) throws JMSException {
        return getTransacted()
                ? new TransactionInProgressException(
                        call + " is not for sessions in a transaction of the server, which ends it itself")
                : new IllegalStateException(
                        call + " needs a transaction, and a session in a Jakarta EE container has one only"
                                + " while the server enlists it in one: begin a Jakarta transaction, and use a connection factory"
                                + " with transaction support");
    }

    /** Outside transactions everything received is acknowledged already, so there is nothing to receive again. */
    @Override
    public void recover() throws JMSException {
        if (getTransacted()) {
            throw new IllegalStateException("recover is not for transacted sessions; roll the transaction back");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release();
            dependents.clear();
            connection.forget(this);
        }
    }

    // What is not for applications in a server.

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        throw Failures.forbidden("getMessageListener");
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        throw Failures.forbidden("setMessageListener");
    }

    @Override
    public void run() {
        throw new IllegalStateRuntimeException(Failures.forbidden("run").getMessage());
    }
}
