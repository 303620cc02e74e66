package io.chasqui.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;

/** A consumer of a queue. */
class ReceiverHandle extends ConsumerHandle implements QueueReceiver {

    ReceiverHandle(SessionHandle session, Lazily.Maker<MessageConsumer> maker) throws JMSException {
        super(session, maker);
    }

    @Override
    public Queue getQueue() throws JMSException {
        return ((QueueReceiver) physical()).getQueue();
    }
}
