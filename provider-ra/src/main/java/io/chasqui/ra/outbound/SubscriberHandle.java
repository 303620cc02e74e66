package io.chasqui.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;

/** A consumer of a topic. */
class SubscriberHandle extends ConsumerHandle implements TopicSubscriber {

    SubscriberHandle(SessionHandle session, Lazily.Maker<MessageConsumer> maker) throws JMSException {
        super(session, maker);
    }

    @Override
    public Topic getTopic() throws JMSException {
        return ((TopicSubscriber) physical()).getTopic();
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        return ((TopicSubscriber) physical()).getNoLocal();
    }
}
