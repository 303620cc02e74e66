package io.chasqui.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;

/** A consumer of a queue. */
final class JmsQueueReceiver extends JmsMessageConsumer implements QueueReceiver {

    JmsQueueReceiver(SessionCore session, ConsumerSpec spec, Progress progress) {
        super(session, spec, progress);
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        return (Queue) spec().destination();
    }
}
