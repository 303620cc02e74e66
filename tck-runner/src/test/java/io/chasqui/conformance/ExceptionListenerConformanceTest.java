package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.ExceptionListener;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** Exception listeners, as far as no connection has to break: that needs a network. */
class ExceptionListenerConformanceTest extends ConformanceTest {

    @Test
    @Covers("EXL-1")
    void aConnectionKeepsItsListener() throws Exception {
        Connection connection = stoppedConnection();
        assertNull(connection.getExceptionListener());
        ExceptionListener listener = exception -> {};
        connection.setExceptionListener(listener);
        assertSame(listener, connection.getExceptionListener());
        ExceptionListener other = exception -> {};
        connection.setExceptionListener(other);
        assertSame(other, connection.getExceptionListener());
        connection.setExceptionListener(null);
        assertNull(connection.getExceptionListener());
    }

    @Test
    @Covers({"EXL-1", "EXL-11"})
    void theContextsOfAConnectionShareItsListener() {
        JMSContext first = newContext();
        JMSContext second = track(first.createContext(JMSContext.CLIENT_ACKNOWLEDGE));
        assertNull(first.getExceptionListener());
        ExceptionListener listener = exception -> {};
        first.setExceptionListener(listener);
        assertSame(listener, first.getExceptionListener());
        assertSame(listener, second.getExceptionListener());
        second.setExceptionListener(null);
        assertNull(first.getExceptionListener());
    }

    @Test
    @Covers("EXL-5")
    void whatACallerWasTheListenerIsNotTold() throws Exception {
        Collected<JMSException> told = new Collected<>();
        Connection connection = newConnection();
        connection.setExceptionListener(told::add);
        Session session = connection.createSession();
        Queue queue = newQueue();
        assertThrows(InvalidSelectorException.class, () -> session.createConsumer(queue, "= ="));
        assertThrows(InvalidDestinationException.class, () -> session.createConsumer(null));
        assertThrows(InvalidDestinationException.class, () -> session.unsubscribe("never created"));
        told.assertNothingComes();
    }

    @Test
    @Covers("EXL-9")
    void closingIsNoProblemToReport() throws Exception {
        Collected<JMSException> told = new Collected<>();
        Connection connection = newConnection();
        connection.setExceptionListener(told::add);
        Session session = connection.createSession();
        session.createConsumer(newQueue()).setMessageListener(message -> {});
        session.createTemporaryQueue();
        connection.close();
        JMSContext context = newContext();
        context.setExceptionListener(told::add);
        context.createConsumer(newQueue()).setMessageListener(message -> {});
        context.close();
        told.assertNothingComes();
    }
}
