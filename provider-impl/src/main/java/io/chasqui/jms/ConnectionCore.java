package io.chasqui.jms;

import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import io.chasqui.jms.message.DeserializationPolicy;
import io.chasqui.jms.message.FailureCodes;
import io.chasqui.message.Destination;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.ConnectionCommand.CreateTemporary;
import io.chasqui.protocol.ConnectionCommand.DeleteTemporary;
import io.chasqui.protocol.ConnectionCommand.Open;
import io.chasqui.protocol.ConnectionCommand.SetClientId;
import io.chasqui.protocol.ConnectionCommand.Unsubscribe;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Renewal;
import io.chasqui.protocol.SessionCommand.Send;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a connection does, whichever API it is used through: its link, its sessions, start, stop and close. Used by any
 * thread.
 */
final class ConnectionCore {

    private final BrokerLink link;
    private final ConnectionSettings settings;
    private final ClientThreads threads;
    private final ExceptionReports reports;
    private final DeserializationPolicy policy;
    private final boolean remote;
    /** Never changes, whatever links follow: the first one's. */
    private final String connectionId;
    /** What the broker of the present link said. */
    private volatile Event.Opened opened;

    private final Set<Destination> ownTemporaries = ConcurrentHashMap.newKeySet();
    private final AtomicLong sessionIds = new AtomicLong();
    private final AtomicLong consumerIds = new AtomicLong();
    private final AtomicLong browserIds = new AtomicLong();
    private final AtomicLong temporaries = new AtomicLong();
    private final Set<SessionCore> sessions = ConcurrentHashMap.newKeySet();
    private final Set<JmsConnectionConsumer> connectionConsumers = ConcurrentHashMap.newKeySet();
    private final ReentrantLock closeLock = new ReentrantLock();
    private final ReentrantLock stateLock = new ReentrantLock();
    private final Condition stateChanged = stateLock.newCondition();
    private final Credentials credentials;
    /** The latest; the link's thread only. */
    private @Nullable Renewing renewing;

    private volatile @Nullable String clientId;
    /** The client ID cannot be set any more: the connection was used, or has one. */
    private volatile boolean clientIdFixed;

    private volatile boolean started;
    private volatile boolean closed;
    /** Nothing is left to do for a further close. */
    private volatile boolean released;

    private ConnectionCore(
            BrokerLink link, ClientThreads threads, ExceptionReports reports, Caller caller, Event.Opened opened) {
        remote = caller.remote;
        credentials = caller.credentials;
        settings = caller.settings;
        this.link = link;
        this.threads = threads;
        this.reports = reports;
        this.opened = opened;
        connectionId = opened.connectionId();
        policy = DeserializationPolicy.of(settings.deserializationAllowList());
        clientId = settings.clientId();
        clientIdFixed = settings.clientId() != null;
    }

    /** Who connects, how, and whether over a network. */
    private record Caller(ConnectionSettings settings, Credentials credentials, boolean remote) {}

    /** Connects and authenticates; nothing is left behind when that fails. */
    static ConnectionCore open(BrokerPort broker, ConnectionSettings settings, Credentials credentials)
            throws JMSException {
        ClientThreads threads = new ClientThreads();
        ExceptionReports reports = new ExceptionReports(threads);
        BrokerLink link = BrokerLink.connect(broker, reports, settings.requestTimeoutMillis());
        try {
            Event.Opened opened = (Event.Opened) link.request(
                    "open a connection",
                    id -> new Open(id, credentials.user(), credentials.password(), settings.clientId()));
            threads.name(opened.connectionId());
            Caller caller = new Caller(settings, credentials, broker.encodes());
            ConnectionCore connection = new ConnectionCore(link, threads, reports, caller, opened);
            link.stand(connection::renew);
            return connection;
        } catch (JMSException e) {
            reports.close();
            link.send(new Close(0));
            threads.close();
            throw e;
        }
    }

    BrokerLink link() {
        return link;
    }

    ConnectionSettings settings() {
        return settings;
    }

    ClientThreads threads() {
        return threads;
    }

    ExceptionReports reports() {
        return reports;
    }

    DeserializationPolicy policy() {
        return policy;
    }

    String connectionId() {
        return connectionId;
    }

    String brokerId() {
        return opened.brokerId();
    }

    int windowMessages() {
        return opened.windowMessages();
    }

    /** Whether the broker stores persistent messages. */
    boolean brokerStores() {
        return opened.stores();
    }

    /** Whether the broker is reached over a network. */
    boolean isRemote() {
        return remote;
    }

    SendWindow newSendWindow() {
        return new SendWindow(opened.windowMessages(), opened.windowBytes(), opened.maxMessageBytes(), link);
    }

    long nextConsumerId() {
        return consumerIds.incrementAndGet();
    }

    long nextBrowserId() {
        return browserIds.incrementAndGet();
    }

    void checkOpen() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException("the connection is closed", FailureCodes.ILLEGAL_STATE);
        }
    }

    boolean isClosed() {
        return closed;
    }

    // Client ID.

    @Nullable
    String clientId() {
        return clientId;
    }

    /** Something was done with the connection: from now on its client ID is fixed (CID-2). */
    void use() {
        if (!clientIdFixed) {
            clientIdFixed = true;
        }
    }

    void setClientId(@Nullable String newClientId) throws JMSException {
        if (clientIdFixed) {
            throw new IllegalStateException(
                    clientId == null
                            ? "the client ID cannot be set any more, because the connection has been used; set it right"
                                    + " after creating the connection"
                            : "the connection has the client ID '" + clientId + "' already; it cannot be changed",
                    FailureCodes.ILLEGAL_STATE);
        }
        if (newClientId == null || newClientId.isEmpty()) {
            throw new InvalidClientIDException(
                    "a client ID needs at least one character, but it is " + (newClientId == null ? "null" : "empty"),
                    FailureCodes.INVALID_CLIENT_ID);
        }
        link.request("set the client ID '" + newClientId + "'", id -> new SetClientId(id, newClientId));
        clientId = newClientId;
        clientIdFixed = true;
    }

    // Sessions, temporary destinations, subscriptions.

    SessionCore openSession(AcknowledgeMode mode) throws JMSException {
        link.checkAlive("create a session");
        SessionCore session = new SessionCore(this, sessionIds.incrementAndGet(), mode);
        link.register(session.sessionId(), session.window());
        sessions.add(session); // Before it is opened: a new link restores it, and opening it twice does no harm.
        link.send(session.opening());
        if (closed) {
            sessions.remove(session);
            checkOpen();
        }
        return session;
    }

    void forget(SessionCore session) {
        sessions.remove(session);
    }

    void add(JmsConnectionConsumer consumer) {
        connectionConsumers.add(consumer);
    }

    void forget(JmsConnectionConsumer consumer) {
        connectionConsumers.remove(consumer);
    }

    /** Creates a temporary destination with a name that no other connection uses. */
    Destination createTemporary(Destination.Kind kind) throws JMSException {
        String name = connectionId() + '-' + temporaries.incrementAndGet();
        Destination destination = new Destination(kind, name);
        Reply reply = new Reply(answer -> {
            if (answer instanceof Event.Completed) {
                ownTemporaries.add(destination);
            }
        });
        link.request("create the " + destination, reply, id -> new CreateTemporary(id, destination));
        link.temporaries().add(destination);
        return destination;
    }

    /** Does nothing when it is gone already, as it is when the connection is closed (TMP-9). */
    void deleteTemporary(Destination destination) throws JMSException {
        if (!closed) {
            boolean own = ownTemporaries.remove(destination);
            try {
                link.request("delete the " + destination, id -> new DeleteTemporary(id, destination));
            } catch (JMSException e) {
                if (own) {
                    ownTemporaries.add(destination);
                }
                throw e;
            }
            link.temporaries().remove(destination);
        }
    }

    /** @throws InvalidDestinationException when another connection made it: only that one may consume (TMP-2) */
    void refuseForeignTemporary(Destination destination) throws InvalidDestinationException {
        if (destination.isTemporary() && !destination.name().startsWith(connectionId() + '-')) {
            throw new InvalidDestinationException(
                    "the " + destination + " belongs to another connection, and only that one may consume from it",
                    FailureCodes.INVALID_DESTINATION);
        }
    }

    void unsubscribe(@Nullable String name) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException(
                    "there is no subscription without a name", FailureCodes.INVALID_DESTINATION);
        }
        link.request("unsubscribe '" + name + "'", id -> new Unsubscribe(id, name));
    }

    // A new link.

    /** The link is new: brings the broker back to where it was. On the link's thread. */
    private void renew(Renewal renewal, List<Request> open) {
        Renewing earlier = renewing;
        Renewing next = new Renewing(this, renewal, earlier == null ? List.of() : earlier.leftOver(), open);
        renewing = next;
        link.temporaries().keepOnly(ownTemporaries);
        sessions.forEach(SessionCore::renewed);
        connectionConsumers.forEach(JmsConnectionConsumer::renewed);
        reports.report(Failures.of(ErrorCode.DISCONNECTED, Renewing.ROLLED_BACK));
        next.begin();
    }

    /** The command that opens the connection again. */
    Open open(long requestId) {
        return new Open(requestId, credentials.user(), credentials.password(), clientId);
    }

    void reopened(Event.Opened event) {
        opened = event;
    }

    Set<Destination> ownTemporaries() {
        return ownTemporaries;
    }

    List<SessionCore> sessions() {
        return sessions.stream().filter(session -> !session.isClosed()).toList();
    }

    Set<JmsConnectionConsumer> connectionConsumers() {
        return connectionConsumers;
    }

    /** The open session of this number, null when there is none. */
    @Nullable
    SessionCore session(long sessionId) {
        for (SessionCore session : sessions) {
            if (session.sessionId() == sessionId && !session.isClosed()) {
                return session;
            }
        }
        return null;
    }

    /**
     * Whether a message takes effect when it is sent, and not with a transaction.
     *
     * @param epoch of the link over which it was sent
     */
    boolean isSentAtOnce(Send send, int epoch) {
        SessionCore session = session(send.sessionId());
        return session != null && !session.isInTransaction() && session.lostBranchEpoch() != epoch;
    }

    // Start, stop and close.

    boolean isStarted() {
        return started;
    }

    void start() {
        started = true;
        wakeStartWaiters();
        sessions.forEach(SessionCore::started);
        connectionConsumers.forEach(JmsConnectionConsumer::wake);
    }

    /** Returns when no listener runs and no receive will return with a message (CON-9). */
    void stop() throws JMSException {
        if (isCallerInListener()) {
            throw new IllegalStateException(
                    "a MessageListener must not stop its own connection:" + " stop waits for the listener to return",
                    FailureCodes.ILLEGAL_STATE);
        }
        started = false;
        sessions.forEach(SessionCore::awaitHandOvers);
    }

    /** Waits while the connection is stopped; false when the session is not to deliver any more. */
    boolean awaitStarted(SessionCore session) {
        if (session.mayDeliver()) {
            return true;
        }
        stateLock.lock();
        try {
            while (!started && !session.isClosing()) {
                stateChanged.awaitUninterruptibly();
            }
        } finally {
            stateLock.unlock();
        }
        return session.mayDeliver();
    }

    void wakeStartWaiters() {
        stateLock.lock();
        stateChanged.signalAll();
        stateLock.unlock();
    }

    /** Whether the calling thread is inside a listener of any session of this connection (CON-12). */
    boolean isCallerInListener() {
        for (SessionCore session : sessions) {
            if (session.dispatch().isCaller()) {
                return true;
            }
        }
        return false;
    }

    void close() throws JMSException {
        if (released) {
            return;
        }
        if (isCallerInListener()) {
            throw new IllegalStateException(
                    "a MessageListener must not close its own connection:" + " close waits for the listener to return",
                    FailureCodes.ILLEGAL_STATE);
        }
        for (SessionCore session : sessions) {
            session.async().refuseInCallback("close");
        }
        closeLock.lock();
        try {
            if (!closed) {
                closeOnce();
            }
        } finally {
            closeLock.unlock();
        }
    }

    private void closeOnce() throws JMSException {
        sessions.forEach(SessionCore::beginClose);
        connectionConsumers.forEach(JmsConnectionConsumer::beginClose);
        try {
            for (SessionCore session : sessions) {
                session.closeWithConnection();
            }
            closed = true;
            for (SessionCore late : sessions) {
                late.beginClose();
                late.closeWithConnection();
            }
            reports.close();
            if (!link.isLost()) {
                link.requestClose("close the connection", Close::new);
            }
        } finally {
            closed = true;
            reports.close();
            link.lose("the connection is closed");
            threads.close();
            released = true;
        }
    }
}
