package io.chasqui.samples.flashsale;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Takes orders from the queue at the pace of the bucket; each is paid, booked and announced to the stock, or nothing of it
 * happens. One thread with a session of its own; several workers share the queue, and the broker divides the orders.
 *
 * <p>Design note: the session is transacted, because three things belong together: the order leaves the queue, the payment
 * and the stock event enter theirs. One commit does all three. If the card is declined or this program dies before it, the
 * payment and the event were never sent, and the broker delivers the order again.
 */
final class Worker implements Runnable {

    private static final long RECEIVE_MILLIS = 100;
    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final int index;
    private final JMSContext session;
    private final TokenBucket pace;
    private final Books books;
    private final Scoreboard board;

    private final JMSProducer producer;
    private final Queue payments;
    private final Topic stock;

    /** @param session a transacted one, which nobody else uses */
    Worker(int index, JMSContext session, TokenBucket pace, Books books, Scoreboard board) {
        this.index = index;
        this.session = session;
        this.pace = pace;
        this.books = books;
        this.board = board;
        producer = session.createProducer();
        payments = session.createQueue(Destinations.PAYMENTS);
        stock = session.createTopic(Destinations.STOCK);
    }

    @Override
    public void run() {
        try (JMSConsumer orders = session.createConsumer(session.createQueue(Destinations.ORDERS))) {
            while (!board.isOver()) {
                Message message = orders.receive(RECEIVE_MILLIS);
                if (message != null && awaitTurn()) {
                    handle(message);
                }
            }
        } catch (JMSException | JMSRuntimeException e) {
            board.fail("worker " + index + " failed: " + e.getMessage());
        }
    }

    /** @return false when the sale stops first; the order at hand goes back to the queue when the session is closed */
    private boolean awaitTurn() {
        long waitNanos;
        while ((waitNanos = pace.tryTake()) > 0 && !board.isStopping()) {
            LockSupport.parkNanos(Math.min(waitNanos, MAX_PAUSE_NANOS));
        }
        return waitNanos == 0;
    }

    private void handle(Message message) throws JMSException {
        Order order = OrderMessages.order(message);
        int attempt = OrderMessages.attempt(message);
        // Sent to the broker, but seen by nobody before the commit.
        producer.send(payments, OrderMessages.payment(session, order));
        producer.send(stock, OrderMessages.stockEvent(session, order));
        if (CardTerminal.declines(OrderMessages.number(message), attempt)) {
            session.rollback();
            board.countRollback();
            return;
        }
        books.ledger().enter(order);
        if (commit()) {
            books.handled().count(index, order.id(), order.totalCents());
            board.countCommit(OrderMessages.sentAtNanos(message), attempt > 1);
        }
    }

    private boolean commit() {
        try {
            session.commit();
            return true;
        } catch (TransactionRolledBackRuntimeException e) {
            // Nothing happened, and the order comes again: no reason to stop. Its entry in the ledger waits for it.
            board.countUndone();
            return false;
        }
    }
}
