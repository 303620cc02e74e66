package io.chasqui.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;

/** A consumer of a subscription of any kind. */
final class JmsTopicSubscriber extends JmsMessageConsumer implements TopicSubscriber {

    JmsTopicSubscriber(SessionCore session, ConsumerSpec spec, Progress progress) {
        super(session, spec, progress);
    }

    @Override
    public Topic getTopic() throws JMSException {
        checkOpen();
        return (Topic) spec().destination();
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        checkOpen();
        return spec().noLocal();
    }
}
