package io.chasqui.samples.flashsale;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One sale from start to end: opens connections and sessions, starts everybody, waits for the end. Owned by the thread that
 * calls {@link #run}.
 *
 * <p>Design note: three connections, as if they were three programs. A JMS connection may be used by many threads, a session
 * (a {@link JMSContext} here) by one; so there is a session for each thread and each listener.
 */
final class Sale implements AutoCloseable {

    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long POLL_MILLIS = 20;
    private static final long BURST_END_MILLIS = 1_000;

    private final ConnectionFactory factory;
    private final Options options;
    private final OrderFile file;
    private final Books books;
    private final Scoreboard board;
    private final Deque<JMSContext> sessions = new ArrayDeque<>();
    private final List<JMSConsumer> consumers = new ArrayList<>();
    private @Nullable JMSContext listening;

    Sale(ConnectionFactory factory, Options options, OrderFile file, Books books, Scoreboard board) {
        this.factory = factory;
        this.options = options;
        this.file = file;
        this.books = books;
        this.board = board;
    }

    /** Returns when every order is handled everywhere, or the board says stop, or nothing moves any more. */
    void run() throws InterruptedException, JMSException {
        JMSContext till = connect(JMSContext.SESSION_TRANSACTED);
        requireEmpty(till, Destinations.ORDERS);
        requireEmpty(till, Destinations.PAYMENTS);
        // Listeners first: a subscription that is not durable gets what is published from its creation on.
        openListeners();
        List<Thread> workers = startWorkers();
        Thread burst = start("burst", new Burst(till, file, board));
        awaitEnd(workers);
        awaitListeners();
        // After a stop it may hang in a read from a pipe; then it ends with the program.
        burst.join(BURST_END_MILLIS);
    }

    /** Orders of somebody else's sale would be handled too, and the books would not add up. */
    private static void requireEmpty(JMSContext session, String queueName) throws JMSException {
        Queue queue = session.createQueue(queueName);
        try (QueueBrowser browser = session.createBrowser(queue)) {
            if (browser.getEnumeration().hasMoreElements()) {
                throw new JMSException(
                        "the queue '" + queueName
                                + "' holds messages already, perhaps of a sale that was stopped; empty it or use another broker");
            }
        }
    }

    /**
     * Two subscriptions to one topic: each gets every event. Both are shared: the consumers of a subscription divide its
     * events, so that a second warehouse consumer makes the work go faster, not happen twice. And both are durable: they keep
     * events for consumers that are away, and survive a restart of the broker.
     */
    private void openListeners() {
        JMSContext connection = connect(JMSContext.SESSION_TRANSACTED);
        listening = connection;
        endSubscriptions(connection);
        Queue payments = connection.createQueue(Destinations.PAYMENTS);
        listen(connection.createConsumer(payments), new EventListener(connection, 0, books.payments(), board));
        Topic stock = connection.createTopic(Destinations.STOCK);
        for (int consumer = 0; consumer < Books.CONSUMERS_PER_SUBSCRIPTION; consumer++) {
            JMSContext warehouse = session(connection, JMSContext.SESSION_TRANSACTED);
            listen(
                    warehouse.createSharedDurableConsumer(stock, Destinations.WAREHOUSE),
                    new EventListener(warehouse, consumer, books.warehouse(), board));
            JMSContext analytics = session(connection, JMSContext.SESSION_TRANSACTED);
            listen(
                    analytics.createSharedDurableConsumer(stock, Destinations.ANALYTICS),
                    new EventListener(analytics, consumer, books.analytics(), board));
        }
    }

    private void listen(JMSConsumer consumer, EventListener listener) {
        consumers.add(consumer);
        consumer.setMessageListener(listener);
    }

    /** A durable subscription stays until somebody ends it; one of a sale that was stopped may still be there. */
    private static void endSubscriptions(JMSContext connection) {
        for (String name : List.of(Destinations.WAREHOUSE, Destinations.ANALYTICS)) {
            try {
                connection.unsubscribe(name);
            } catch (InvalidDestinationRuntimeException none) {
                // So there is nothing to end.
            }
        }
    }

    private List<Thread> startWorkers() {
        JMSContext connection = connect(JMSContext.SESSION_TRANSACTED);
        TokenBucket pace = new TokenBucket(options.rate(), System::nanoTime);
        List<Thread> workers = new ArrayList<>();
        for (int index = 0; index < options.workers(); index++) {
            JMSContext session = session(connection, JMSContext.SESSION_TRANSACTED);
            workers.add(start("worker-" + index, new Worker(index, session, pace, books, board)));
        }
        return workers;
    }

    /** A connection and its first session. */
    private JMSContext connect(int sessionMode) {
        Options.Login login = options.login();
        JMSContext connection = login == null
                ? factory.createContext(sessionMode)
                : factory.createContext(login.user(), login.password(), sessionMode);
        sessions.push(connection);
        // A connection that is interrupted is told to this listener. The provider sets it up again; when it cannot,
        // calls
        // fail, or nothing moves any more, and that ends the sale.
        connection.setExceptionListener(e -> board.note(e.getMessage()));
        return connection;
    }

    /** One more session on a connection. */
    private JMSContext session(JMSContext connection, int sessionMode) {
        JMSContext session = connection.createContext(sessionMode);
        sessions.push(session);
        return session;
    }

    private static Thread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void awaitEnd(List<Thread> workers) throws InterruptedException {
        Patience patience = new Patience(STALL_NANOS, () -> books.seen() + board.sent() + board.rolledBack());
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                worker.join(POLL_MILLIS);
                if (board.isBurstOver() && patience.isExhausted()) {
                    board.fail("nothing has moved for " + Text.seconds(STALL_NANOS));
                }
            }
        }
    }

    /** Payments and events of the last commits may still be under way. */
    private void awaitListeners() {
        Patience patience = new Patience(CATCH_UP_NANOS, books::seen);
        while (!books.areUpToDate() && !patience.isExhausted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
    }

    private void endListening() {
        try {
            consumers.forEach(JMSConsumer::close);
            if (listening != null) {
                endSubscriptions(listening);
            }
        } catch (JMSRuntimeException e) {
            board.fail("the subscriptions could not be ended: " + e.getMessage());
        }
    }

    /** Closes every session; with the last one of a connection, the connection goes too. */
    @Override
    public void close() {
        endListening();
        for (JMSContext session : sessions) {
            try {
                session.close();
            } catch (JMSRuntimeException e) {
                board.fail("a connection could not be closed: " + e.getMessage());
            }
        }
    }
}
