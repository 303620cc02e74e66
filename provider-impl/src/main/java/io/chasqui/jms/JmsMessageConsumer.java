package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Event.Deliver;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.OpenConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A message consumer: its {@link Inbox}, and either receive calls or a listener. Any thread may close it (SES-13).
 */
abstract class JmsMessageConsumer implements MessageConsumer, Inbox.Owner, ListenerDispatch.Turn {

    private final SessionCore session;
    private final ConsumerSpec spec;
    private final Inbox inbox;
    private final Receiver receiver;
    private final ReentrantLock closeLock = new ReentrantLock();
    private volatile @Nullable MessageListener listener;

    /** The broker has it; told by the broker's thread. */
    private volatile boolean opened;

    private volatile boolean closing;
    private volatile boolean closed;

    JmsMessageConsumer(SessionCore session, ConsumerSpec spec, Progress progress) {
        this.session = session;
        this.spec = spec;
        ConnectionCore connection = session.connection();
        inbox = new Inbox(
                session.sessionId(),
                progress,
                connection.settings().prefetch(),
                connection.link(),
                this,
                System::nanoTime);
        receiver = new Receiver(session, inbox);
    }

    final Inbox inbox() {
        return inbox;
    }

    /** The command that opens it, or opens it again where the deliveries have got to. */
    final OpenConsumer opening(long requestId) {
        return spec.opening(requestId, session.sessionId(), inbox);
    }

    /** The answer to {@link #opening}, on the broker's thread. */
    final void answered(Event answer) {
        opened |= !(answer instanceof Event.Failed);
    }

    final boolean isOpened() {
        return opened;
    }

    final boolean isClosed() {
        return closed;
    }

    final ConsumerSpec spec() {
        return spec;
    }

    // Receiving.

    @Override
    public final @Nullable Message receive() throws JMSException {
        return receive(0, session::received);
    }

    /** A negative time-out means not to wait (CNS-4). */
    @Override
    public final @Nullable Message receive(long timeoutMillis) throws JMSException {
        return receive(timeoutMillis, session::received);
    }

    @Override
    public final @Nullable Message receiveNoWait() throws JMSException {
        return receive(-1, session::received);
    }

    final <T> @Nullable T receive(long timeoutMillis, HandOver<T> how) throws JMSException {
        checkOpen();
        session.refuseWithServerSession("receive");
        if (listener != null) {
            throw new IllegalStateException(
                    "this consumer has a MessageListener, which gets its messages;"
                            + " call setMessageListener(null) before receiving",
                    FailureCodes.ILLEGAL_STATE);
        }
        connection().link().checkAlive("receive a message");
        return receiver.receive(timeoutMillis, how);
    }

    // Listening.

    @Override
    public final @Nullable MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return listener;
    }

    @Override
    public final void setMessageListener(@Nullable MessageListener newListener) throws JMSException {
        checkOpen();
        if (newListener == null) {
            stopListening();
        } else {
            startListening(newListener);
        }
    }

    private void startListening(MessageListener newListener) throws JMSException {
        session.refuseWithServerSession("setMessageListener on a consumer");
        if (receiver.isReceiving()) {
            throw new IllegalStateException(
                    "a thread is receiving from this consumer; a MessageListener can be set" + " when it has returned",
                    FailureCodes.ILLEGAL_STATE);
        }
        listener = newListener;
        inbox.listen();
        // What came before the listener was set goes to it too (LSN-4); a turn too many does no harm.
        for (int waiting = inbox.size(); waiting > 0; waiting--) {
            session.dispatch().add(this);
        }
        session.dispatch().signal();
    }

    private void stopListening() throws JMSException {
        if (listener != null) {
            listener = null;
            inbox.stopListening();
            inbox.pull(0);
        }
    }

    /** One message to the listener; on a thread of the connection, with the session's dispatch lock. */
    @Override
    public final void take() {
        MessageListener current = listener;
        if (current == null || closing) {
            return;
        }
        int epoch = connection().link().epoch();
        Deliver delivery = inbox.take();
        if (delivery != null) {
            if (session.mode() == AcknowledgeMode.XA && session.branch() == null) {
                session.work().end(); // What an XA session did outside any branch took effect at once.
            }
            session.work().begin(epoch);
            boolean wanted = session.acknowledgement().deliver(inbox.progress(), delivery, current, inbox.size() == 0);
            if (!wanted) {
                inbox.putBack(delivery);
                session.dispatch().add(this); // Its turn, when the session resumes.
                return;
            }
        }
        if (listener != null && !closing) {
            inbox.demand();
        }
    }

    // What the inbox tells.

    @Override
    public final void arrived() {
        if (listener != null) {
            session.dispatch().add(this);
        }
    }

    @Override
    public final void wake() {
        if (listener != null) {
            session.dispatch().signal();
        } else {
            receiver.wake();
        }
    }

    @Override
    public final boolean isWaiting() {
        if (listener == null) {
            return receiver.isWaiting();
        }
        return !closing && session.mayDeliver() && !session.dispatch().isInListener();
    }

    // The rest.

    @Override
    public final @Nullable String getMessageSelector() throws JMSException {
        checkOpen();
        return spec.selector();
    }

    final void checkOpen() throws IllegalStateException {
        session.checkOpen();
        if (closed) {
            throw new IllegalStateException("the consumer is closed", FailureCodes.ILLEGAL_STATE);
        }
    }

    final ConnectionCore connection() {
        return session.connection();
    }

    final SessionCore session() {
        return session;
    }

    /** See {@link Receiver#awaitHandOver}. */
    final void awaitHandOver() {
        receiver.awaitHandOver();
    }

    @Override
    public final void close() throws JMSException {
        boolean inListener = session.dispatch().isCaller();
        if (!inListener) {
            closeLock.lock();
        } else if (!closeLock.tryLock()) {
            return; // Another thread is closing it and waits for this very listener.
        }
        try {
            if (!closed && !session.isClosed()) {
                doClose(inListener);
            }
        } finally {
            closeLock.unlock();
        }
    }

    private void doClose(boolean inListener) throws JMSException {
        beginClose();
        receiver.awaitIdle();
        if (!inListener && session.dispatch().isRunning(this)) {
            session.dispatch().awaitListener();
        }
        Progress progress = inbox.progress();
        session.acknowledgement().acknowledgeWhatIsPending(progress);
        markClosed();
        String action = "close the consumer";
        try {
            connection()
                    .link()
                    .requestClose(
                            action,
                            id -> new CloseConsumer(id, session.sessionId(), progress.consumerId(), progress.seen()));
        } finally {
            session.forget(this);
        }
    }

    /** No message is handed over from now on, and a waiting receive returns. */
    final void beginClose() {
        closing = true;
        receiver.end();
    }

    final void awaitIdle() {
        receiver.awaitIdle();
    }

    /** The session ends, and this with it. */
    final void markClosed() {
        closed = true;
        inbox.end();
    }
}
