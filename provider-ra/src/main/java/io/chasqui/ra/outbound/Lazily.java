package io.chasqui.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An object of the provider beneath a handle: made by the session of the managed connection that is associated now, and made
 * again when that is another one. Used by the session's thread; given up and closed by any.
 *
 * @param <T> its type
 */
final class Lazily<T> implements Dependent {

    private static final System.Logger LOG = System.getLogger(Lazily.class.getName());

    private final String what;
    private final SessionHandle session;
    private final Maker<T> maker;
    private final Closer<T> closer;
    private final AtomicReference<@Nullable T> current = new AtomicReference<>();
    private volatile boolean closed;

    /** @param what for messages, as in "the consumer is closed" */
    Lazily(String what, SessionHandle session, Maker<T> maker, Closer<T> closer) {
        this.what = what;
        this.session = session;
        this.maker = maker;
        this.closer = closer;
    }

    /** Makes the object. */
    @FunctionalInterface
    interface Maker<T> {
        T make(Session session) throws JMSException;
    }

    /** Closes the object. */
    @FunctionalInterface
    interface Closer<T> {
        void close(T object) throws JMSException;
    }

    void checkOpen() throws JMSException {
        session.checkOpen();
        if (closed) {
            throw Failures.closed(what);
        }
    }

    /** The object; one that has been made is there until the session's connection is dissociated. */
    T get() throws JMSException {
        checkOpen();
        T now = current.get();
        if (now == null) {
            session.add(this);
            now = maker.make(session.physical());
            current.set(now);
        }
        return now;
    }

    /** The object for something that a transaction may be about. */
    T enlisted() throws JMSException {
        checkOpen();
        session.enlisted();
        return get();
    }

    void close() throws JMSException {
        if (!closed) {
            closed = true;
            session.remove(this);
            T last = current.getAndSet(null);
            if (last != null) {
                closer.close(last);
            }
        }
    }

    @Override
    public void release() {
        T old = current.getAndSet(null);
        if (old != null) {
            try {
                closer.close(old);
            } catch (JMSException e) {
                LOG.log(System.Logger.Level.DEBUG, "a " + what + " beneath a handle did not close cleanly", e);
            }
        }
    }
}
