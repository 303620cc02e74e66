package io.chasqui.samples.flashsale;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.TransactionRolledBackRuntimeException;

/**
 * Counts the payments or stock events that one consumer gets. Called by one thread of the provider: a session calls its
 * listeners one after the other, which is why each consumer here has a session of its own.
 */
final class EventListener implements MessageListener {

    private final JMSContext session;
    private final int consumer;
    private final Tally tally;
    private final Scoreboard board;

    /** @param session a transacted one, which nobody else uses */
    EventListener(JMSContext session, int consumer, Tally tally, Scoreboard board) {
        this.session = session;
        this.consumer = consumer;
        this.tally = tally;
        this.board = board;
    }

    /**
     * Counts when the broker has confirmed that this event is done with: an event that is only acknowledged may come again
     * when the broker is killed. A listener should not throw: the message would only come again.
     */
    @Override
    public void onMessage(Message message) {
        try {
            String order = message.getJMSCorrelationID();
            long cents = OrderMessages.amountCents(message);
            session.commit();
            tally.count(consumer, order, cents);
        } catch (TransactionRolledBackRuntimeException e) {
            board.countUndone(); // It comes again.
        } catch (JMSException | JMSRuntimeException e) {
            board.fail("a payment or stock event cannot be read: " + e.getMessage());
        }
    }
}
