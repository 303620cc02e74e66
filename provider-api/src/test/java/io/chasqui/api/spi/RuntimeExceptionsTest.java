package io.chasqui.api.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of chapter 22. */
class RuntimeExceptionsTest {

    private static final IOException CAUSE = new IOException("broken pipe");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IllegalState",
                "JMSSecurity",
                "InvalidClientID",
                "InvalidDestination",
                "InvalidSelector",
                "MessageFormat",
                "MessageNotWriteable",
                "ResourceAllocation",
                "TransactionInProgress",
                "TransactionRolledBack"
            })
    void exc3ATwinKeepsMessageErrorCodeAndCause(String name) throws Exception {
        JMSException checked = (JMSException) Class.forName("jakarta.jms." + name + "Exception")
                .getConstructor(String.class, String.class)
                .newInstance("message", "CODE");
        checked.initCause(CAUSE);

        JMSRuntimeException twin = RuntimeExceptions.of(checked);

        assertEquals("jakarta.jms." + name + "RuntimeException", twin.getClass().getName());
        assertEquals("message", twin.getMessage());
        assertEquals("CODE", twin.getErrorCode());
        assertSame(CAUSE, twin.getCause());
        assertArrayEquals(checked.getStackTrace(), twin.getStackTrace());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MessageEOF", "MessageNotReadable", "JMS"})
    void exceptionsWithoutATwinBecomeThePlainRuntimeException(String name) throws Exception {
        JMSException checked = (JMSException) Class.forName("jakarta.jms." + name + "Exception")
                .getConstructor(String.class)
                .newInstance("message");

        JMSRuntimeException twin = RuntimeExceptions.of(checked);

        assertEquals(JMSRuntimeException.class, twin.getClass());
        assertEquals("message", twin.getMessage());
        assertNull(twin.getErrorCode());
        assertNull(twin.getCause());
    }

    @Test
    void exc5ALinkedExceptionAloneIsTheCause() {
        JMSException checked = new JMSException("message");
        checked.setLinkedException(CAUSE);
        checked.addSuppressed(new IllegalStateException("closing failed too"));

        JMSRuntimeException twin = RuntimeExceptions.of(checked);

        assertSame(CAUSE, twin.getCause());
        assertArrayEquals(checked.getSuppressed(), twin.getSuppressed());
    }

    @Test
    void exc8SubclassesBecomeTheTwinOfTheirStandardException() {
        JMSException own = new JMSSecurityException("message") {
            private static final long serialVersionUID = 1L;
        };

        assertEquals(
                JMSSecurityRuntimeException.class, RuntimeExceptions.of(own).getClass());
    }
}
