package io.chasqui.samples.flashsale;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

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

    private final JMSContext session;
    private final OrderFile file;
    private final Scoreboard board;
    private final Set<String> batch = new HashSet<>();

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
        Order order;
        try {
            while (!board.isStopping() && (order = file.next()) != null) {
                producer.send(orders, OrderMessages.order(session, order, ++number));
                batch.add(order.id());
                if (batch.size() == BATCH || file.mayBlock()) {
                    commit();
                }
            }
        } finally {
            commit();
        }
    }

    private void commit() {
        if (!batch.isEmpty()) {
            session.commit();
            board.countSent(batch);
            batch.clear();
        }
    }
}
