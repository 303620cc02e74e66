package io.chasqui.samples.flashsale;

import jakarta.jms.ConnectionFactory;
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
     * events, so that a second warehouse consumer makes the work go faster, not happen twice. With
     * {@code createSharedDurableConsumer} they would also keep events for consumers that are away.
     */
    private void openListeners() {
        JMSContext connection = connect(JMSContext.AUTO_ACKNOWLEDGE);
        Queue payments = connection.createQueue(Destinations.PAYMENTS);
        connection.createConsumer(payments).setMessageListener(new EventListener(0, books.payments(), board));
        Topic stock = connection.createTopic(Destinations.STOCK);
        for (int consumer = 0; consumer < Books.CONSUMERS_PER_SUBSCRIPTION; consumer++) {
            session(connection, JMSContext.AUTO_ACKNOWLEDGE)
                    .createSharedConsumer(stock, Destinations.WAREHOUSE)
                    .setMessageListener(new EventListener(consumer, books.warehouse(), board));
            session(connection, JMSContext.AUTO_ACKNOWLEDGE)
                    .createSharedConsumer(stock, Destinations.ANALYTICS)
                    .setMessageListener(new EventListener(consumer, books.analytics(), board));
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
        // A lost connection is told to this listener; without it, a consumer would wait for messages that cannot come.
        connection.setExceptionListener(e -> board.fail("the connection failed: " + e.getMessage()));
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

    /** Closes every session; with the last one of a connection, the connection goes too. */
    @Override
    public void close() {
        for (JMSContext session : sessions) {
            try {
                session.close();
            } catch (JMSRuntimeException e) {
                board.fail("a connection could not be closed: " + e.getMessage());
            }
        }
    }
}
