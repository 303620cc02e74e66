package io.chasqui.samples.flashsale;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Counts the payments or stock events that one consumer gets. Called by one thread of the provider: a session calls its
 * listeners one after the other, which is why each consumer here has a session of its own.
 */
final class EventListener implements MessageListener {

    private final int consumer;
    private final Tally tally;
    private final Scoreboard board;

    EventListener(int consumer, Tally tally, Scoreboard board) {
        this.consumer = consumer;
        this.tally = tally;
        this.board = board;
    }

    /** The message is acknowledged when this returns. A listener should not throw: the message would only come again. */
    @Override
    public void onMessage(Message message) {
        try {
            tally.count(consumer, message.getJMSCorrelationID(), OrderMessages.amountCents(message));
        } catch (JMSException e) {
            board.fail("a payment or stock event cannot be read: " + e.getMessage());
        }
    }
}
