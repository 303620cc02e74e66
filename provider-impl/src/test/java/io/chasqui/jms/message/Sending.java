package io.chasqui.jms.message;

import io.chasqui.message.Destination;
import io.chasqui.message.MessageId;
import jakarta.jms.JMSException;

/** Sends and receives without a broker in between. */
final class Sending {

    static final Destination QUEUE = Destination.queue("orders");
    static final Envelope ENVELOPE = new Envelope(
            QUEUE, new MessageId("client-1", 7), new MessageId("client-1", 7), false, 9, 1_000L, 6_000L, 1_500L);

    private Sending() {}

    /** What a consumer gets of this message. */
    @SuppressWarnings("unchecked")
    static <T extends jakarta.jms.Message> T received(T sent, Reception reception) throws JMSException {
        return (T) JmsMessage.received(((JmsMessage) sent).freeze(ENVELOPE), 1, reception);
    }

    static <T extends jakarta.jms.Message> T received(T sent) throws JMSException {
        return received(sent, new FakeReception());
    }
}
