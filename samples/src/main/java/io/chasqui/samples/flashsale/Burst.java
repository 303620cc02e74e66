package io.chasqui.samples.flashsale;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends all orders as fast as it can: the spike. One thread with a session of its own, because a session serves one thread at
 * a time.
 *
 * <p>Design note: a persistent message outside a transaction is confirmed one by one, and the sender waits for each
 * confirmation. In a transaction the commit alone waits, so a batch costs one wait, and a batch that fails leaves nothing
 * behind.
 */
final class Burst implements Runnable {

    static final int BATCH = 250;

    /** A broker that rolls the same batch back again and again is not being restarted; something else is wrong. */
    private static final int MOST_ATTEMPTS = 5;

    private final JMSContext session;
    private final OrderFile file;
    private final Scoreboard board;
    private final List<Numbered> batch = new ArrayList<>();

    /** An order and its number, until it is certain that it was sent. */
    private record Numbered(Order order, int number) {}

    /** @param session a transacted one, which nobody else uses */
    Burst(JMSContext session, OrderFile file, Scoreboard board) {
        this.session = session;
        this.file = file;
        this.board = board;
    }

    @Override
    public void run() {
        board.burstBegins();
        try {
            sendAll();
        } catch (IOException e) {
            board.incomplete("the file could not be read to its end: " + e.getMessage());
        } catch (JMSException | JMSRuntimeException e) {
            board.fail("an order could not be sent: " + e.getMessage());
        } finally {
            board.burstIsOver();
        }
    }

    private void sendAll() throws IOException, JMSException {
        // Defaults: persistent, priority 4, no expiry. An order must outlive a restart of the broker, and does not go
        // stale.
        JMSProducer producer = session.createProducer();
        Queue orders = session.createQueue(Destinations.ORDERS);
        int number = 0;
        try {
            Order order;
            while (!board.isStopping() && (order = file.next()) != null) {
                batch.add(new Numbered(order, ++number));
                send(producer, orders, batch.get(batch.size() - 1));
                if (batch.size() == BATCH || file.mayBlock()) {
                    commit(producer, orders);
                }
            }
        } catch (IOException e) {
            commit(producer, orders); // What was read is sent, whatever is wrong with the rest.
            throw e;
        }
        commit(producer, orders);
    }

    private void send(JMSProducer producer, Queue orders, Numbered numbered) throws JMSException {
        producer.send(orders, OrderMessages.order(session, numbered.order, numbered.number));
    }

    /** A batch that was rolled back, as by a restart of the broker, was not sent: it is sent again. */
    private void commit(JMSProducer producer, Queue orders) throws JMSException {
        for (int attempt = 1; !batch.isEmpty(); attempt++) {
            try {
                session.commit();
                board.countSent(batch.stream().map(each -> each.order.id()).toList());
                batch.clear();
            } catch (TransactionRolledBackRuntimeException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                board.countUndone();
                board.note("a batch of " + batch.size() + " orders was rolled back, and is sent again");
                for (Numbered each : batch) {
                    send(producer, orders, each);
                }
            }
        }
    }
}
