package io.chasqui.jms;

import io.chasqui.jms.message.DeserializationPolicy;
import io.chasqui.jms.message.FailureCodes;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.jms.message.Reception;
import io.chasqui.message.Destination;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ConnectionCommand.OpenSession;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Event.Deliver;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.CloseSession;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a session does, whichever API it is used through: the parts that send, dispatch and acknowledge, and the life cycle
 * of its consumers and its own. Used by the thread the session belongs to; closed by any.
 *
 * <p>Design note: closing first forbids new hand-overs ({@link #mayDeliver}), waits for those under way, and only then is
 * the session closed for every call; so a listener that is running keeps all it needs (CLS-6).
 */
final class SessionCore implements Reception {

    private final ConnectionCore connection;
    private final long sessionId;
    private final AcknowledgeMode mode;
    private final SendWindow window;
    private final AsyncSends async;
    private final MessageSender sender;
    private final Acknowledgement acknowledgement;
    private final ListenerDispatch dispatch;
    private final ServerSessionLoad load;
    private final Unfinished work = new Unfinished();
    private final Set<JmsMessageConsumer> consumers = ConcurrentHashMap.newKeySet();
    private final Set<JmsQueueBrowser> browsers = ConcurrentHashMap.newKeySet();
    private final ReentrantLock closeLock = new ReentrantLock();
    private volatile @Nullable BranchId branch;

    private volatile int lostBranchEpoch = -1;
    private volatile boolean closing;
    private volatile boolean closed;
    /** Nothing is left to do for a further close. */
    private volatile boolean released;

    SessionCore(ConnectionCore connection, long sessionId, AcknowledgeMode mode) {
        this.connection = connection;
        this.sessionId = sessionId;
        this.mode = mode;
        window = connection.newSendWindow();
        async = new AsyncSends(connection.threads(), connection.windowMessages());
        sender = new MessageSender(this, connection, window, async);
        acknowledgement = new Acknowledgement(this, mode, connection.link());
        dispatch = new ListenerDispatch(connection.threads(), this::mayDeliver);
        load = new ServerSessionLoad(this);
    }

    ConnectionCore connection() {
        return connection;
    }

    long sessionId() {
        return sessionId;
    }

    AcknowledgeMode mode() {
        return mode;
    }

    SendWindow window() {
        return window;
    }

    AsyncSends async() {
        return async;
    }

    MessageSender sender() {
        return sender;
    }

    Acknowledgement acknowledgement() {
        return acknowledgement;
    }

    ListenerDispatch dispatch() {
        return dispatch;
    }

    ServerSessionLoad load() {
        return load;
    }

    /** Whether a message may be handed to the application now. */
    boolean mayDeliver() {
        return connection.isStarted() && !closing;
    }

    /** Whether what it sends and acknowledges takes effect later, by a commit. */
    boolean isInTransaction() {
        return mode == AcknowledgeMode.TRANSACTED || branch != null;
    }

    /** The branch of an XA session was lost with the link of this epoch, and whatever it sent over that link with it. */
    void loseBranch(int epoch) {
        lostBranchEpoch = epoch;
        branch = null;
    }

    /** The epoch of the link with which a branch was lost last; less than 0 for none. */
    int lostBranchEpoch() {
        return lostBranchEpoch;
    }

    /** The branch an XA session works for; null outside any. */
    void branch(@Nullable BranchId newBranch) {
        branch = newBranch;
    }

    @Nullable
    BranchId branch() {
        return branch;
    }

    /** Whether it is closed or about to be. */
    boolean isClosing() {
        return closing;
    }

    boolean isClosed() {
        return closed;
    }

    void checkOpen() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException(
                    connection.isClosed() ? "the connection is closed" : "the session is closed",
                    FailureCodes.ILLEGAL_STATE);
        }
    }

    /** @throws IllegalStateException when a server session uses this session: nothing else may receive then (ASF-4) */
    void refuseWithServerSession(String call) throws IllegalStateException {
        if (load.listener() != null) {
            throw new IllegalStateException(
                    "the session has a MessageListener of its own, for use by a server session;" + " so it cannot "
                            + call,
                    FailureCodes.ILLEGAL_STATE);
        }
    }

    // Messages handed over.

    Message received(Deliver delivery) {
        return JmsMessage.received(delivery.message(), delivery.deliveryCount(), this);
    }

    @Override
    public void acknowledge() throws JMSException {
        checkOpen();
        acknowledgement.acknowledgeByClient();
    }

    @Override
    public DeserializationPolicy deserialization() {
        return connection.policy();
    }

    @Override
    public void deleteTemporary(Destination destination) throws JMSException {
        connection.deleteTemporary(destination);
    }

    // Consumers and browsers.

    JmsMessageConsumer openConsumer(ConsumerSpec spec) throws JMSException {
        refuseWithServerSession("create a consumer");
        connection.refuseForeignTemporary(spec.resolved());
        BrokerLink link = connection.link();
        Progress progress = new Progress(connection.nextConsumerId());
        long consumerId = progress.consumerId();
        JmsMessageConsumer consumer = spec.resolved().isQueue()
                ? new JmsQueueReceiver(this, spec, progress)
                : new JmsTopicSubscriber(this, spec, progress);
        link.register(consumerId, consumer.inbox());
        acknowledgement.track(progress);
        consumers.add(consumer);
        if (closing) {
            consumer.beginClose(); // Or close would wait for a receive that nobody ends.
        }
        String action = "create a consumer of " + spec.resolved();
        Event answer = link.exchange(action, new Reply(consumer::answered), consumer::opening);
        if (answer instanceof Event.Failed failed) {
            if (failed.code() == ErrorCode.DISCONNECTED) {
                link.send(new CloseConsumer(0, sessionId, consumerId, 0)); // It may have been opened after all.
            }
            forget(consumer);
            throw Failures.of(failed, action);
        }
        if (closed) {
            consumer.markClosed();
            forget(consumer);
            checkOpen();
        }
        return consumer;
    }

    void forget(JmsMessageConsumer consumer) {
        Progress progress = consumer.inbox().progress();
        connection.link().unregisterConsumer(progress.consumerId());
        acknowledgement.retire(progress);
        consumers.remove(consumer);
    }

    List<Inbox> inboxes() {
        List<Inbox> inboxes = new ArrayList<>(consumers.size());
        for (JmsMessageConsumer consumer : consumers) {
            inboxes.add(consumer.inbox());
        }
        return inboxes;
    }

    /** Messages loaded for a server session that it has not come to are void. */
    void dropLoaded() {
        load.drop();
    }

    void add(JmsQueueBrowser browser) {
        browsers.add(browser);
    }

    void forget(JmsQueueBrowser browser) {
        browsers.remove(browser);
    }

    // Transactions, and what becomes of them when the link is new.

    Unfinished work() {
        return work;
    }

    /** Notes that work begins, unless it has begun; tells since which link there is some. */
    int beginWork() {
        int current = connection.link().epoch();
        work.begin(current);
        return work.epochOr(current);
    }

    /** The command that opens it, or opens it again. */
    OpenSession opening() {
        return new OpenSession(sessionId, mode.kind());
    }

    /** The consumers that are to be there. */
    List<JmsMessageConsumer> consumers() {
        return consumers.stream().filter(consumer -> !consumer.isClosed()).toList();
    }

    /** The link is new: the broker has nothing of what was sent in a transaction, delivered, or acknowledged before. */
    void renewed() {
        window.renewed();
        acknowledgement.renewed();
        load.drop();
    }

    /** The consumer could not be restored. */
    void lost(JmsMessageConsumer consumer, JMSException reason) {
        consumer.beginClose();
        consumer.markClosed();
        forget(consumer);
        connection.reports().report(reason);
    }

    void commit() throws JMSException {
        async.refuseInCallback("commit");
        async.awaitAll(connection.settings().sendTimeoutMillis());
        acknowledgement.commit();
    }

    void rollback() throws JMSException {
        async.refuseInCallback("rollback");
        async.awaitAll(connection.settings().sendTimeoutMillis());
        acknowledgement.rollback();
    }

    // Start, stop and close.

    /** The connection was started. */
    void started() {
        dispatch.signal();
        consumers.forEach(JmsMessageConsumer::wake);
    }

    /** The connection was stopped: waits until no listener runs and no receive is returning with a message. */
    void awaitHandOvers() {
        dispatch.awaitListener();
        consumers.forEach(JmsMessageConsumer::awaitHandOver);
    }

    void close() throws JMSException {
        if (released) {
            return;
        }
        refuseCloseFromWithin();
        closeLock.lock();
        try {
            if (!closed) {
                beginClose();
                awaitQuiet();
                List<Seen> seen = markClosed();
                String action = "close the session";
                BrokerLink link = connection.link();
                try {
                    link.requestClose(action, id -> new CloseSession(id, sessionId, seen));
                } finally {
                    release();
                }
            }
        } finally {
            closeLock.unlock();
        }
    }

    /** @throws IllegalStateException in a listener or callback of this session, which close would wait for (D-1) */
    void refuseCloseFromWithin() throws IllegalStateException {
        if (dispatch.isCaller()) {
            throw new IllegalStateException(
                    "a MessageListener must not close its own session: close waits for the listener to return",
                    FailureCodes.ILLEGAL_STATE);
        }
        async.refuseInCallback("close");
    }

    /** As {@link #close}, for a connection that closes: the broker's answer to that covers this. */
    void closeWithConnection() throws JMSException {
        closeLock.lock();
        try {
            if (!closed) {
                awaitQuiet();
                connection.link().send(new CloseSession(0, sessionId, markClosed()));
                release();
            }
        } finally {
            closeLock.unlock();
        }
    }

    /** No listener is called from now on, and waiting receives return. */
    void beginClose() {
        closing = true;
        consumers.forEach(JmsMessageConsumer::beginClose);
        load.wake();
    }

    private void awaitQuiet() throws JMSException {
        // Two listeners that close each other's sessions would wait for ever (CLS-11).
        if (dispatch.isQuiet() || !connection.isCallerInListener()) {
            dispatch.awaitListener();
        } else if (!dispatch.awaitListener(boundMillis())) {
            throw new JMSException(
                    "the session's MessageListener did not return within " + boundMillis()
                            + " ms while another listener of the connection waited to close the session",
                    FailureCodes.TIMED_OUT);
        }
        consumers.forEach(JmsMessageConsumer::awaitIdle);
        async.awaitLast(connection.settings().sendTimeoutMillis());
    }

    private long boundMillis() {
        long millis = connection.settings().requestTimeoutMillis();
        return millis == 0 ? 30_000 : millis;
    }

    private List<Seen> markClosed() {
        closed = true;
        acknowledgement.acknowledgeWhatIsPending();
        consumers.forEach(JmsMessageConsumer::markClosed);
        load.drop();
        browsers.forEach(JmsQueueBrowser::markClosed);
        return acknowledgement.unsettled();
    }

    private void release() {
        BrokerLink link = connection.link();
        consumers.forEach(this::forget);
        browsers.clear();
        link.unregisterSession(sessionId);
        window.end();
        connection.forget(this);
        released = true;
    }
}
