package io.chasqui.jms;

import io.chasqui.api.spi.ConnectionState;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the three classic APIs see it: checks state, domain and arguments, and leaves the work to {@link
 * ConnectionCore}.
 */
class JmsConnection implements QueueConnection, TopicConnection, ConnectionState {

    private final ConnectionCore core;
    private final Domain domain;

    JmsConnection(ConnectionCore core, Domain domain) {
        this.core = core;
        this.domain = domain;
    }

    final ConnectionCore core() {
        return core;
    }

    final Domain domain() {
        return domain;
    }

    // Sessions.

    @Override
    public final Session createSession() throws JMSException {
        return createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public final Session createSession(int sessionMode) throws JMSException {
        core.checkOpen();
        core.use();
        return session(AcknowledgeMode.of(sessionMode));
    }

    @Override
    public final Session createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        core.checkOpen();
        core.use();
        return session(AcknowledgeMode.of(transacted, acknowledgeMode));
    }

    @Override
    public final QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        core.checkOpen();
        core.use();
        return new JmsSession(core.openSession(AcknowledgeMode.of(transacted, acknowledgeMode)), Domain.QUEUE);
    }

    @Override
    public final TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        core.checkOpen();
        core.use();
        return new JmsSession(core.openSession(AcknowledgeMode.of(transacted, acknowledgeMode)), Domain.TOPIC);
    }

    private JmsSession session(AcknowledgeMode mode) throws JMSException {
        return new JmsSession(core.openSession(mode), domain);
    }

    // Itself.

    @Override
    public final @Nullable String getClientID() throws JMSException {
        core.checkOpen();
        return core.clientId();
    }

    @Override
    public final void setClientID(@Nullable String clientId) throws JMSException {
        core.checkOpen();
        core.setClientId(clientId);
    }

    @Override
    public final ConnectionMetaData getMetaData() throws JMSException {
        core.checkOpen();
        return new ProviderDescription();
    }

    @Override
    public final @Nullable ExceptionListener getExceptionListener() throws JMSException {
        core.checkOpen();
        return core.reports().listener();
    }

    @Override
    public final void setExceptionListener(@Nullable ExceptionListener listener) throws JMSException {
        core.checkOpen();
        core.reports().listen(listener);
    }

    @Override
    public final void start() throws JMSException {
        core.checkOpen();
        core.use();
        core.start();
    }

    @Override
    public final void stop() throws JMSException {
        core.checkOpen();
        core.use();
        core.stop();
    }

    @Override
    public final void close() throws JMSException {
        core.close();
    }

    @Override
    public final boolean isLost() {
        return core.isClosed() || core.link().isLost();
    }

    @Override
    public final boolean isInterrupted() {
        return core.link().isInterrupted();
    }

    // Connection consumers.

    @Override
    public final ConnectionConsumer createConnectionConsumer(
            @Nullable Destination destination,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        core.checkOpen();
        return consumer(ConsumerSpec.plain(destination, selector, false), pool, maxMessages);
    }

    @Override
    public final ConnectionConsumer createConnectionConsumer(
            @Nullable Queue queue, @Nullable String selector, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        return createConnectionConsumer((Destination) queue, selector, pool, maxMessages);
    }

    @Override
    public final ConnectionConsumer createConnectionConsumer(
            @Nullable Topic topic, @Nullable String selector, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        return createConnectionConsumer((Destination) topic, selector, pool, maxMessages);
    }

    @Override
    public final ConnectionConsumer createSharedConnectionConsumer(
            @Nullable Topic topic,
            @Nullable String name,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createSharedConnectionConsumer");
        return consumer(ConsumerSpec.shared(topic, name, selector), pool, maxMessages);
    }

    @Override
    public final ConnectionConsumer createDurableConnectionConsumer(
            @Nullable Topic topic,
            @Nullable String name,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createDurableConnectionConsumer");
        return consumer(ConsumerSpec.durable(topic, name, selector, false, core.clientId()), pool, maxMessages);
    }

    @Override
    public final ConnectionConsumer createSharedDurableConnectionConsumer(
            @Nullable Topic topic,
            @Nullable String name,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createSharedDurableConnectionConsumer");
        return consumer(ConsumerSpec.sharedDurable(topic, name, selector), pool, maxMessages);
    }

    private ConnectionConsumer consumer(ConsumerSpec spec, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        core.use();
        return JmsConnectionConsumer.open(core, spec, pool, maxMessages);
    }
}
