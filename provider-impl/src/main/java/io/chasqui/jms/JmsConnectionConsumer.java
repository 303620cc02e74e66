package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.protocol.Event.Deliver;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.OpenConsumer;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Loads the messages of a destination into the sessions of an application server (Jakarta Messaging 3.1, 11.2). One
 * thread of the connection loads at a time; it may wait in the server's pool, and until it has a server session it takes
 * no message, so that other consumers can have them (ASF-5).
 */
final class JmsConnectionConsumer implements ConnectionConsumer, Inbox.Owner {

    /** When a server session is asked for again after the pool has failed. */
    private static final long RETRY_MILLIS = 500;

    private final SessionCore session;
    private final ConsumerSpec spec;
    private final Inbox inbox;
    private final ServerSessionPool pool;
    private final int maxMessages;
    private final SerialTask loading;
    /** Held while messages are taken and loaded, so that closing comes before or after. */
    private final ReentrantLock lock = new ReentrantLock();
    /** One that was got from the pool and not started yet. */
    private volatile @Nullable ServerSession spare;

    private volatile boolean closed;

    private JmsConnectionConsumer(
            SessionCore session, ConsumerSpec spec, Progress progress, ServerSessionPool pool, int maxMessages) {
        this.session = session;
        this.spec = spec;
        this.pool = pool;
        this.maxMessages = maxMessages;
        ConnectionCore connection = session.connection();
        inbox = new Inbox(
                session.sessionId(),
                progress,
                connection.settings().prefetch(),
                connection.link(),
                this,
                System::nanoTime);
        loading = new SerialTask(connection.threads(), this::load);
    }

    /** Begins to consume, in a session of its own. */
    static JmsConnectionConsumer open(
            ConnectionCore connection, ConsumerSpec spec, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        if (pool == null) {
            throw new JMSException(
                    "the ServerSessionPool is null; a connection consumer needs one", FailureCodes.INVALID_ARGUMENT);
        }
        if (maxMessages < 1) {
            throw new JMSException(
                    "maxMessages is " + maxMessages + "; it must be at least 1", FailureCodes.INVALID_ARGUMENT);
        }
        SessionCore session = connection.openSession(AcknowledgeMode.CLIENT);
        Progress progress = new Progress(connection.nextConsumerId());
        JmsConnectionConsumer consumer = new JmsConnectionConsumer(session, spec, progress, pool, maxMessages);
        connection.link().register(progress.consumerId(), consumer.inbox);
        try {
            connection.link().request("create a connection consumer of " + spec.resolved(), consumer::opening);
        } catch (JMSException e) {
            connection.link().unregisterConsumer(progress.consumerId());
            session.close();
            throw e;
        }
        connection.add(consumer);
        consumer.inbox.listen();
        return consumer;
    }

    /** The command that opens it, or opens it again where the deliveries have got to. */
    OpenConsumer opening(long requestId) {
        return spec.opening(requestId, session.sessionId(), inbox);
    }

    /** The link is new: what has come is void. */
    void renewed() {
        inbox.startOver();
        inbox.startedOver();
    }

    @Override
    public ServerSessionPool getServerSessionPool() throws JMSException {
        checkOpen();
        return pool;
    }

    private void checkOpen() throws IllegalStateException {
        session.checkOpen();
        if (closed) {
            throw new IllegalStateException("the connection consumer is closed", FailureCodes.ILLEGAL_STATE);
        }
    }

    // What the inbox tells.

    @Override
    public void arrived() {
        // Loading looks for itself.
    }

    @Override
    public void wake() {
        loading.signal();
    }

    /** Never for certain: the application server may have no session to spare. */
    @Override
    public boolean isWaiting() {
        return false;
    }

    private void load() {
        try {
            inbox.demand();
            while (!closed && session.mayDeliver() && inbox.isReady()) {
                if (!loadOne()) {
                    break;
                }
                inbox.demand();
            }
            startSpare();
        } catch (JMSException e) {
            failed(e);
        } catch (RuntimeException e) {
            failed(Failures.wrap("a connection consumer could not load a server session: " + e, e));
        }
    }

    /** Tells of the failure and tries again after a while: perhaps no further message comes and gives reason to. */
    private void failed(JMSException failure) {
        session.connection().reports().report(failure);
        if (!closed) {
            CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS, Runnable::run)
                    .execute(loading::signal);
        }
    }

    /** Loads one server session. Returns false when there is nothing to load into any. */
    private boolean loadOne() throws JMSException {
        ServerSession server = spare;
        if (server == null) {
            server = pool.getServerSession();
        }
        if (server == null) {
            throw new JMSException(
                    "the ServerSessionPool " + pool + " gave no server session; the messages wait",
                    FailureCodes.ILLEGAL_STATE);
        }
        spare = null;
        SessionCore target = coreOf(server);
        boolean loaded;
        lock.lock();
        try {
            loaded = loadInto(target);
            spare = loaded || closed ? null : server;
        } finally {
            lock.unlock();
        }
        if (spare == null) {
            server.start();
        }
        return loaded;
    }

    private boolean loadInto(SessionCore target) {
        List<Deliver> deliveries = new ArrayList<>();
        Deliver next = closed || !session.mayDeliver() ? null : inbox.take();
        while (next != null) {
            deliveries.add(next);
            next = deliveries.size() < maxMessages ? inbox.take() : null;
        }
        target.load().load(session.sessionId(), inbox.progress(), deliveries);
        return !deliveries.isEmpty();
    }

    private SessionCore coreOf(ServerSession server) throws JMSException {
        SessionCore target = server.getSession() instanceof JmsSession ours ? ours.core() : null;
        if (target == null || target.connection() != session.connection()) {
            throw new JMSException(
                    "the ServerSession " + server
                            + " has no session of the connection that its connection consumer belongs to; create it there",
                    FailureCodes.ILLEGAL_STATE);
        }
        return target;
    }

    /** Stops loading; what is loaded is processed (ASF-9). */
    @Override
    public void close() throws JMSException {
        if (closed || session.isClosed()) {
            return;
        }
        beginClose();
        session.connection().forget(this);
        inbox.end();
        Progress progress = inbox.progress();
        BrokerLink link = session.connection().link();
        link.unregisterConsumer(progress.consumerId());
        link.send(new CloseConsumer(0, session.sessionId(), progress.consumerId(), progress.seen()));
        session.close();
    }

    /** Nothing more is loaded from now on. */
    void beginClose() {
        lock.lock();
        closed = true;
        lock.unlock();
        loading.signal(); // Gives a spare server session back to its pool.
    }

    private void startSpare() throws JMSException {
        ServerSession unused = spare;
        if (closed && unused != null) {
            spare = null;
            unused.start();
        }
    }
}
