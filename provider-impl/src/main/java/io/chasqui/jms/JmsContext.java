package io.chasqui.jms;

import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A session and its share in a connection, behind the simplified API: it adds auto-start and translates exceptions. */
class JmsContext implements JMSContext {

    private final ContextFamily family;
    private final JmsSession session;
    private final ReentrantLock closeLock = new ReentrantLock();
    private volatile boolean autoStart = true;
    private volatile boolean left;

    JmsContext(ContextFamily family, JmsSession session) {
        this.family = family;
        this.session = session;
    }

    final SessionCore core() {
        return session.core();
    }

    /** The session, for a call that counts as a use of the connection (CID-3). */
    private JmsSession used() throws JMSException {
        core().checkOpen();
        family.core().use();
        return session;
    }

    private JmsConnection connection() throws JMSException {
        core().checkOpen();
        return family.connection();
    }

    // The family.

    @Override
    public final JMSContext createContext(int sessionMode) {
        return Unchecked.get(() -> {
            used();
            AcknowledgeMode mode = AcknowledgeMode.of(sessionMode);
            family.join();
            try {
                return new JmsContext(family, new JmsSession(family.core().openSession(mode), Domain.COMMON));
            } catch (JMSException e) {
                family.leave();
                throw e;
            }
        });
    }

    @Override
    public final @Nullable String getClientID() {
        return Unchecked.<@Nullable String>get(() -> connection().getClientID());
    }

    @Override
    public final void setClientID(@Nullable String clientId) {
        Unchecked.run(() -> connection().setClientID(clientId));
    }

    @Override
    public final ConnectionMetaData getMetaData() {
        return Unchecked.get(() -> connection().getMetaData());
    }

    @Override
    public final @Nullable ExceptionListener getExceptionListener() {
        return Unchecked.<@Nullable ExceptionListener>get(() -> connection().getExceptionListener());
    }

    @Override
    public final void setExceptionListener(@Nullable ExceptionListener listener) {
        Unchecked.run(() -> connection().setExceptionListener(listener));
    }

    @Override
    public final void start() {
        Unchecked.run(() -> connection().start());
    }

    @Override
    public final void stop() {
        Unchecked.run(() -> connection().stop());
    }

    @Override
    public final void setAutoStart(boolean value) {
        Unchecked.run(core()::checkOpen);
        autoStart = value;
    }

    @Override
    public final boolean getAutoStart() {
        Unchecked.run(core()::checkOpen);
        return autoStart;
    }

    @Override
    public final void close() {
        if (!left) {
            Unchecked.run(this::closeOnce);
        }
    }

    private void closeOnce() throws JMSException {
        core().refuseCloseFromWithin();
        closeLock.lock();
        try {
            if (!left) {
                closeAndLeave();
            }
        } finally {
            closeLock.unlock();
        }
    }

    private void closeAndLeave() throws JMSException {
        try {
            session.close();
        } finally {
            try {
                family.leave();
            } finally {
                left = true;
            }
        }
    }

    // Messages.

    @Override
    public final Message createMessage() {
        return Unchecked.get(() -> used().createMessage());
    }

    @Override
    public final TextMessage createTextMessage() {
        return Unchecked.get(() -> used().createTextMessage());
    }

    @Override
    public final TextMessage createTextMessage(@Nullable String text) {
        return Unchecked.get(() -> used().createTextMessage(text));
    }

    @Override
    public final BytesMessage createBytesMessage() {
        return Unchecked.get(() -> used().createBytesMessage());
    }

    @Override
    public final MapMessage createMapMessage() {
        return Unchecked.get(() -> used().createMapMessage());
    }

    @Override
    public final StreamMessage createStreamMessage() {
        return Unchecked.get(() -> used().createStreamMessage());
    }

    @Override
    public final ObjectMessage createObjectMessage() {
        return Unchecked.get(() -> used().createObjectMessage());
    }

    @Override
    public final ObjectMessage createObjectMessage(@Nullable Serializable object) {
        return Unchecked.get(() -> used().createObjectMessage(object));
    }

    // Destinations, producers, browsers.

    @Override
    public final Queue createQueue(@Nullable String name) {
        return Unchecked.get(() -> used().createQueue(name));
    }

    @Override
    public final Topic createTopic(@Nullable String name) {
        return Unchecked.get(() -> used().createTopic(name));
    }

    @Override
    public final TemporaryQueue createTemporaryQueue() {
        return Unchecked.get(() -> used().createTemporaryQueue());
    }

    @Override
    public final TemporaryTopic createTemporaryTopic() {
        return Unchecked.get(() -> used().createTemporaryTopic());
    }

    @Override
    public final JMSProducer createProducer() {
        return Unchecked.get(() -> new JmsProducer(new SimplifiedApi.OneSession(used())));
    }

    @Override
    public final QueueBrowser createBrowser(@Nullable Queue queue) {
        return Unchecked.get(() -> used().createBrowser(queue));
    }

    @Override
    public final QueueBrowser createBrowser(@Nullable Queue queue, @Nullable String selector) {
        return Unchecked.get(() -> used().createBrowser(queue, selector));
    }

    // Consumers.

    @Override
    public final JMSConsumer createConsumer(@Nullable Destination destination) {
        return consumer(() -> used().createConsumer(destination));
    }

    @Override
    public final JMSConsumer createConsumer(@Nullable Destination destination, @Nullable String selector) {
        return consumer(() -> used().createConsumer(destination, selector));
    }

    @Override
    public final JMSConsumer createConsumer(
            @Nullable Destination destination, @Nullable String selector, boolean noLocal) {
        return consumer(() -> used().createConsumer(destination, selector, noLocal));
    }

    @Override
    public final JMSConsumer createDurableConsumer(@Nullable Topic topic, @Nullable String name) {
        return consumer(() -> used().createDurableConsumer(topic, name));
    }

    @Override
    public final JMSConsumer createDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal) {
        return consumer(() -> used().createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public final JMSConsumer createSharedDurableConsumer(@Nullable Topic topic, @Nullable String name) {
        return consumer(() -> used().createSharedDurableConsumer(topic, name));
    }

    @Override
    public final JMSConsumer createSharedDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) {
        return consumer(() -> used().createSharedDurableConsumer(topic, name, selector));
    }

    @Override
    public final JMSConsumer createSharedConsumer(@Nullable Topic topic, @Nullable String name) {
        return consumer(() -> used().createSharedConsumer(topic, name));
    }

    @Override
    public final JMSConsumer createSharedConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) {
        return consumer(() -> used().createSharedConsumer(topic, name, selector));
    }

    private JMSConsumer consumer(Unchecked.Call<MessageConsumer> creation) {
        return Unchecked.get(() -> {
            JmsConsumer consumer = new JmsConsumer((JmsMessageConsumer) creation.call());
            if (autoStart) {
                family.core().start();
            }
            return consumer;
        });
    }

    @Override
    public final void unsubscribe(@Nullable String name) {
        Unchecked.run(() -> used().unsubscribe(name));
    }

    // Acknowledgement and transactions.

    @Override
    public boolean getTransacted() {
        return Unchecked.get(() -> used().getTransacted());
    }

    @Override
    public final int getSessionMode() {
        return Unchecked.get(() -> used().getAcknowledgeMode());
    }

    @Override
    public void commit() {
        Unchecked.run(() -> used().commit());
    }

    @Override
    public void rollback() {
        Unchecked.run(() -> used().rollback());
    }

    @Override
    public final void recover() {
        Unchecked.run(() -> used().recover());
    }

    @Override
    public final void acknowledge() {
        Unchecked.run(() -> used().core().acknowledge());
    }
}
