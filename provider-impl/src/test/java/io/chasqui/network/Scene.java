package io.chasqui.network;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.transport.tcp.FaultProxy;
import io.chasqui.transport.tcp.FaultProxy.Fault;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The network of one run: a proxy that breaks connections, and factories for connections through it and past it. */
final class Scene implements AutoCloseable {

    private static final int MOST_ATTEMPTS = 500;
    private static final int MOST_NOTES = 200;
    private static final String OPTIONS =
            "?reconnectDelayMillis=5&reconnectMaxDelayMillis=100&sendTimeoutMillis=30000&requestTimeoutMillis=30000";

    private final long seed;
    private final Ledger ledger = new Ledger();
    private final FaultProxy proxy;
    private final ChasquiConnectionFactory broken;
    private final ChasquiConnectionFactory direct;
    private final AtomicInteger renewals = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<String> notes = new ArrayDeque<>();
    private volatile boolean calm;

    /**
     * @param averageBytes how many bytes pass in one direction on average until the connection breaks
     * @throws IOException when there is no port for the proxy
     */
    Scene(long seed, int port, int averageBytes) throws IOException {
        this.seed = seed;
        Random random = new Random(seed);
        proxy = new FaultProxy(port, () -> calm ? Fault.NONE : Fault.random(random, averageBytes));
        broken = new ChasquiConnectionFactory("tcp://127.0.0.1:" + proxy.port() + OPTIONS);
        direct = new ChasquiConnectionFactory("tcp://127.0.0.1:" + port + OPTIONS);
    }

    long seed() {
        return seed;
    }

    Ledger ledger() {
        return ledger;
    }

    FaultProxy proxy() {
        return proxy;
    }

    /** Breaks nothing any more. */
    void calmDown() {
        calm = true;
    }

    /** A connection through the proxy. The first handshake may break as well: tries until one works. */
    Connection connect(@Nullable String clientId) throws JMSException {
        for (int i = 0; ; i++) {
            try {
                return observed(broken.createConnection(), clientId);
            } catch (JMSException e) {
                giveUpOrIdle(i, e);
            }
        }
    }

    XAConnection connectXa() throws JMSException {
        for (int i = 0; ; i++) {
            try {
                return (XAConnection) observed(broken.createXAConnection(), null);
            } catch (JMSException e) {
                giveUpOrIdle(i, e);
            }
        }
    }

    private void giveUpOrIdle(int attempt, JMSException last) throws JMSException {
        if (attempt == MOST_ATTEMPTS) {
            ledger.wrong("no connection in " + MOST_ATTEMPTS + " attempts: " + last.getMessage());
            throw last;
        }
        Work.idle();
        Work.idle();
    }

    private Connection observed(Connection connection, @Nullable String clientId) throws JMSException {
        try {
            connection.setExceptionListener(this::onException);
            if (clientId != null) {
                connection.setClientID(clientId);
            }
            return connection;
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    private void onException(JMSException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("set up anew")) {
            renewals.incrementAndGet();
        } else if (text.contains("the connection is lost")) {
            ended.incrementAndGet();
            note(text);
        }
    }

    /** A connection that nothing happens to. */
    XAConnection connectDirectly() throws JMSException {
        return direct.createXAConnection();
    }

    /** Fails when the connection is lost. */
    void checkAlive(Connection connection) throws JMSException {
        connection.createSession().close();
    }

    /** How many links were set up anew. */
    int renewals() {
        return renewals.get();
    }

    /** How many connections were lost for good. */
    int ended() {
        return ended.get();
    }

    /** Remembers it for the report of a run that goes wrong. */
    void note(String what) {
        lock.lock();
        try {
            if (notes.size() == MOST_NOTES) {
                notes.poll();
            }
            notes.add(what);
        } finally {
            lock.unlock();
        }
    }

    String notes() {
        lock.lock();
        try {
            return String.join("\n", notes);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        proxy.close();
    }
}
