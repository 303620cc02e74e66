package io.chasqui.jms;

import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import io.chasqui.jms.message.Destinations;
import io.chasqui.jms.message.FailureCodes;
import io.chasqui.jms.message.JmsBytesMessage;
import io.chasqui.jms.message.JmsMapMessage;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.jms.message.JmsObjectMessage;
import io.chasqui.jms.message.JmsStreamMessage;
import io.chasqui.jms.message.JmsTemporaryQueue;
import io.chasqui.jms.message.JmsTemporaryTopic;
import io.chasqui.jms.message.JmsTextMessage;
import io.chasqui.message.Destination.Kind;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
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
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A session as the three classic APIs see it: checks state, then domain, then arguments (EXC-12, DOM-4), and leaves the
 * work to {@link SessionCore}.
 */
class JmsSession implements QueueSession, TopicSession {

    private final SessionCore core;
    private final Domain domain;

    JmsSession(SessionCore core, Domain domain) {
        this.core = core;
        this.domain = domain;
    }

    final SessionCore core() {
        return core;
    }

    // Messages.

    @Override
    public final Message createMessage() throws JMSException {
        core.checkOpen();
        return new JmsMessage();
    }

    @Override
    public final TextMessage createTextMessage() throws JMSException {
        core.checkOpen();
        return new JmsTextMessage();
    }

    @Override
    public final TextMessage createTextMessage(@Nullable String text) throws JMSException {
        TextMessage message = createTextMessage();
        message.setText(text);
        return message;
    }

    @Override
    public final BytesMessage createBytesMessage() throws JMSException {
        core.checkOpen();
        return new JmsBytesMessage();
    }

    @Override
    public final MapMessage createMapMessage() throws JMSException {
        core.checkOpen();
        return new JmsMapMessage();
    }

    @Override
    public final StreamMessage createStreamMessage() throws JMSException {
        core.checkOpen();
        return new JmsStreamMessage();
    }

    @Override
    public final ObjectMessage createObjectMessage() throws JMSException {
        core.checkOpen();
        return new JmsObjectMessage(core.deserialization());
    }

    @Override
    public final ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
        ObjectMessage message = createObjectMessage();
        message.setObject(object);
        return message;
    }

    // Destinations.

    @Override
    public final Queue createQueue(@Nullable String name) throws JMSException {
        core.checkOpen();
        domain.refuseInTopicDomain("createQueue");
        return new ChasquiQueue(named("queue", name));
    }

    @Override
    public final Topic createTopic(@Nullable String name) throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createTopic");
        return new ChasquiTopic(named("topic", name));
    }

    private static String named(String kind, @Nullable String name) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException(
                    "a " + kind + " needs a name of at least one character, but it is "
                            + (name == null ? "null" : "empty"),
                    FailureCodes.INVALID_DESTINATION);
        }
        return name;
    }

    @Override
    public final TemporaryQueue createTemporaryQueue() throws JMSException {
        core.checkOpen();
        domain.refuseInTopicDomain("createTemporaryQueue");
        return new JmsTemporaryQueue(
                core.connection().createTemporary(Kind.TEMPORARY_QUEUE).name(), core);
    }

    @Override
    public final TemporaryTopic createTemporaryTopic() throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createTemporaryTopic");
        return new JmsTemporaryTopic(
                core.connection().createTemporary(Kind.TEMPORARY_TOPIC).name(), core);
    }

    // Producers.

    @Override
    public final MessageProducer createProducer(@Nullable Destination destination) throws JMSException {
        core.checkOpen();
        if (destination instanceof Queue queue) {
            return new JmsQueueSender(core, queue);
        }
        return destination instanceof Topic topic
                ? new JmsTopicPublisher(core, topic)
                : new JmsMessageProducer(core, destination);
    }

    @Override
    public final QueueSender createSender(@Nullable Queue queue) throws JMSException {
        core.checkOpen();
        domain.refuseInTopicDomain("createSender");
        return new JmsQueueSender(core, queue);
    }

    @Override
    public final TopicPublisher createPublisher(@Nullable Topic topic) throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createPublisher");
        return new JmsTopicPublisher(core, topic);
    }

    // Consumers.

    @Override
    public final MessageConsumer createConsumer(@Nullable Destination destination) throws JMSException {
        return createConsumer(destination, null, false);
    }

    @Override
    public final MessageConsumer createConsumer(@Nullable Destination destination, @Nullable String selector)
            throws JMSException {
        return createConsumer(destination, selector, false);
    }

    @Override
    public final MessageConsumer createConsumer(
            @Nullable Destination destination, @Nullable String selector, boolean noLocal) throws JMSException {
        core.checkOpen();
        return core.openConsumer(ConsumerSpec.plain(destination, selector, noLocal));
    }

    @Override
    public final QueueReceiver createReceiver(@Nullable Queue queue) throws JMSException {
        return createReceiver(queue, null);
    }

    @Override
    public final QueueReceiver createReceiver(@Nullable Queue queue, @Nullable String selector) throws JMSException {
        core.checkOpen();
        domain.refuseInTopicDomain("createReceiver");
        return (QueueReceiver) core.openConsumer(ConsumerSpec.plain(queue, selector, false));
    }

    @Override
    public final TopicSubscriber createSubscriber(@Nullable Topic topic) throws JMSException {
        return createSubscriber(topic, null, false);
    }

    @Override
    public final TopicSubscriber createSubscriber(@Nullable Topic topic, @Nullable String selector, boolean noLocal)
            throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createSubscriber");
        return (TopicSubscriber) core.openConsumer(ConsumerSpec.plain(topic, selector, noLocal));
    }

    @Override
    public final MessageConsumer createSharedConsumer(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public final MessageConsumer createSharedConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createSharedConsumer");
        return core.openConsumer(ConsumerSpec.shared(topic, name, selector));
    }

    @Override
    public final TopicSubscriber createDurableSubscriber(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    public final TopicSubscriber createDurableSubscriber(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createDurableSubscriber");
        return (TopicSubscriber) openDurable(topic, name, selector, noLocal);
    }

    @Override
    public final MessageConsumer createDurableConsumer(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public final MessageConsumer createDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createDurableConsumer");
        return openDurable(topic, name, selector, noLocal);
    }

    private JmsMessageConsumer openDurable(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        String clientId = core.connection().clientId();
        return core.openConsumer(ConsumerSpec.durable(topic, name, selector, noLocal, clientId));
    }

    @Override
    public final MessageConsumer createSharedDurableConsumer(@Nullable Topic topic, @Nullable String name)
            throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public final MessageConsumer createSharedDurableConsumer(
            @Nullable Topic topic, @Nullable String name, @Nullable String selector) throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("createSharedDurableConsumer");
        return core.openConsumer(ConsumerSpec.sharedDurable(topic, name, selector));
    }

    @Override
    public final void unsubscribe(@Nullable String name) throws JMSException {
        core.checkOpen();
        domain.refuseInQueueDomain("unsubscribe");
        core.connection().unsubscribe(name);
    }

    @Override
    public final QueueBrowser createBrowser(@Nullable Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public final QueueBrowser createBrowser(@Nullable Queue queue, @Nullable String selector) throws JMSException {
        core.checkOpen();
        domain.refuseInTopicDomain("createBrowser");
        io.chasqui.message.Destination resolved = Destinations.fromJms(queue);
        if (queue == null || !resolved.isQueue()) {
            throw new InvalidDestinationException(
                    "the " + resolved + " cannot be browsed; name a queue", FailureCodes.INVALID_DESTINATION);
        }
        return JmsQueueBrowser.open(core, queue, resolved, ConsumerSpec.nullIfEmpty(selector));
    }

    // Acknowledgement and transactions.

    @Override
    public boolean getTransacted() throws JMSException {
        core.checkOpen();
        return core.mode().isTransacted();
    }

    @Override
    public final int getAcknowledgeMode() throws JMSException {
        core.checkOpen();
        return core.mode().number();
    }

    @Override
    public void commit() throws JMSException {
        core.checkOpen();
        refuseUntransacted("commit");
        core.commit();
    }

    @Override
    public void rollback() throws JMSException {
        core.checkOpen();
        refuseUntransacted("rollback");
        core.rollback();
    }

    private void refuseUntransacted(String call) throws IllegalStateException {
        if (core.mode() != AcknowledgeMode.TRANSACTED) {
            throw new IllegalStateException(
                    call + " needs a transacted session; this one has the acknowledge mode "
                            + core.mode().number(),
                    FailureCodes.ILLEGAL_STATE);
        }
    }

    @Override
    public final void recover() throws JMSException {
        core.checkOpen();
        if (core.mode().isTransacted()) {
            throw new IllegalStateException(
                    "recover is not for transacted sessions; use rollback", FailureCodes.ILLEGAL_STATE);
        }
        core.acknowledgement().recover();
    }

    @Override
    public final void close() throws JMSException {
        core.close();
    }

    // For application servers.

    @Override
    public final @Nullable MessageListener getMessageListener() throws JMSException {
        core.checkOpen();
        return core.load().listener();
    }

    @Override
    public final void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        core.checkOpen();
        core.load().listener(listener);
    }

    @Override
    public final void run() {
        core.load().run();
    }
}
