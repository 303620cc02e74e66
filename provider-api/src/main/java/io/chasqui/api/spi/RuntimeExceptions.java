package io.chasqui.api.spi;

import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Translates the exceptions of the classic API to those of the simplified one (Jakarta Messaging 3.1, 10.3): the one table of
 * twins, for the factory and the provider. Without state.
 */
public final class RuntimeExceptions {

    private static final List<Twin> TWINS = List.of(
            new Twin(IllegalStateException.class, IllegalStateRuntimeException::new),
            new Twin(JMSSecurityException.class, JMSSecurityRuntimeException::new),
            new Twin(InvalidClientIDException.class, InvalidClientIDRuntimeException::new),
            new Twin(InvalidDestinationException.class, InvalidDestinationRuntimeException::new),
            new Twin(InvalidSelectorException.class, InvalidSelectorRuntimeException::new),
            new Twin(MessageFormatException.class, MessageFormatRuntimeException::new),
            new Twin(MessageNotWriteableException.class, MessageNotWriteableRuntimeException::new),
            new Twin(ResourceAllocationException.class, ResourceAllocationRuntimeException::new),
            new Twin(TransactionInProgressException.class, TransactionInProgressRuntimeException::new),
            new Twin(TransactionRolledBackException.class, TransactionRolledBackRuntimeException::new));

    private RuntimeExceptions() {}

    /**
     * The runtime twin with the same message, error code and cause; a plain {@link JMSRuntimeException} when there is no twin.
     * It also takes over the stack trace, which shows where the failure began, and the suppressed exceptions.
     */
    public static JMSRuntimeException of(JMSException checked) {
        Constructor constructor = TWINS.stream()
                .filter(twin -> twin.checked().isInstance(checked))
                .map(Twin::constructor)
                .findFirst()
                .orElse(JMSRuntimeException::new);
        Throwable cause = checked.getCause() != null ? checked.getCause() : checked.getLinkedException();
        JMSRuntimeException twin = constructor.create(checked.getMessage(), checked.getErrorCode(), cause);
        twin.setStackTrace(checked.getStackTrace());
        for (Throwable suppressed : checked.getSuppressed()) {
            twin.addSuppressed(suppressed);
        }
        return twin;
    }

    private record Twin(Class<? extends JMSException> checked, Constructor constructor) {}

    @FunctionalInterface
    private interface Constructor {
        JMSRuntimeException create(@Nullable String message, @Nullable String errorCode, @Nullable Throwable cause);
    }
}
