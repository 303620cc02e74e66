package io.chasqui.conformance;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The application server's half of a connection consumer: sessions with a distinguished listener, lent one at a time, each
 * run on a thread of its own. Any thread may call it.
 */
final class SessionPool implements ServerSessionPool {

    /** How many messages each {@code Session.run} delivered, in the order the runs ended. */
    final Collected<Integer> runs = new Collected<>();

    /** What went wrong in a run. */
    final Collected<Throwable> failures = new Collected<>();

    private final BlockingQueue<Lent> free = new LinkedBlockingQueue<>();

    /** @param listener makes the distinguished listener of each session */
    SessionPool(Connection connection, int mode, int size, Function<Session, MessageListener> listener)
            throws JMSException {
        for (int i = 0; i < size; i++) {
            free.add(new Lent(connection.createSession(mode), listener));
        }
    }

    /** Blocks while all sessions are lent. */
    @Override
    public ServerSession getServerSession() throws JMSException {
        try {
            Lent lent = free.poll(ConformanceTest.WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (lent == null) {
                throw new JMSException("all sessions are lent, and none came back in time");
            }
            return lent;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JMSException("interrupted");
        }
    }

    private final class Lent implements ServerSession {

        private final Session session;
        private int delivered;
        private Thread runner;

        Lent(Session session, Function<Session, MessageListener> listener) throws JMSException {
            this.session = session;
            MessageListener real = listener.apply(session);
            session.setMessageListener(message -> {
                if (Thread.currentThread() != runner) {
                    failures.add(new AssertionError("delivered by another thread than that of run"));
                }
                delivered++;
                real.onMessage(message);
            });
        }

        @Override
        public Session getSession() {
            return session;
        }

        @Override
        public void start() {
            runner = new Thread(this::run, "server session");
            runner.setDaemon(true);
            runner.start();
        }

        private void run() {
            delivered = 0;
            try {
                session.run();
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
            runs.add(delivered);
            free.add(this);
        }
    }
}
