package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import java.util.concurrent.atomic.AtomicInteger;

/** The connection that a context and all derived from it share; it closes with the last of them (CTX-10). */
final class ContextFamily {

    private final JmsConnection connection;
    private final AtomicInteger open = new AtomicInteger(1);

    /** Begins with one open context. */
    ContextFamily(JmsConnection connection) {
        this.connection = connection;
    }

    JmsConnection connection() {
        return connection;
    }

    ConnectionCore core() {
        return connection.core();
    }

    /** One context more. */
    void join() throws IllegalStateException {
        if (open.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new IllegalStateException("the context is closed", FailureCodes.ILLEGAL_STATE);
        }
    }

    /** One context less; called once for each. */
    void leave() throws JMSException {
        if (open.decrementAndGet() == 0) {
            connection.close();
        }
    }
}
