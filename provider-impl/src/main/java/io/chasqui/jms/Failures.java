package io.chasqui.jms;

import io.chasqui.message.Message;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TransactionRolledBackException;
import java.io.IOException;
import javax.transaction.xa.XAException;

/** Turns what the broker refused into the exception the specification names; the one place that does. Stateless. */
final class Failures {

    private Failures() {}

    /** @param action what was asked for, as in "could not " + action */
    static JMSException of(Event.Failed failed, String action) {
        return of(failed.code(), "could not " + action + ": " + failed.reason());
    }

    /** The answer, unless it is a failure. */
    static Event succeeded(String action, Event answer) throws JMSException {
        if (answer instanceof Event.Failed failed) {
            throw of(failed, action);
        }
        return answer;
    }

    /** What belongs to an earlier link is called rolled back; outside transactions that would be misleading. */
    static Event.Failed ofNoTransaction(Event.Failed failed) {
        return failed.code() == ErrorCode.TRANSACTION_ROLLED_BACK
                ? new Event.Failed(failed.requestId(), ErrorCode.DISCONNECTED, failed.reason())
                : failed;
    }

    static JMSException of(ErrorCode code, String message) {
        String number = "CHASQUI-" + code.name();
        return switch (code) {
            case INVALID_DESTINATION -> new InvalidDestinationException(message, number);
            case INVALID_SELECTOR -> new InvalidSelectorException(message, number);
            case INVALID_CLIENT_ID -> new InvalidClientIDException(message, number);
            case SECURITY -> new JMSSecurityException(message, number);
            case ILLEGAL_STATE -> new IllegalStateException(message, number);
            case RESOURCE_LIMIT, STORE_FAILED -> new ResourceAllocationException(message, number);
            case TRANSACTION_ROLLED_BACK -> new TransactionRolledBackException(message, number);
            case IN_USE,
                    XA_UNKNOWN_BRANCH,
                    XA_DUPLICATE_BRANCH,
                    XA_PROTOCOL,
                    XA_ROLLED_BACK,
                    XA_TIMED_OUT,
                    DISCONNECTED,
                    INTERNAL -> new JMSException(message, number);
        };
    }

    /** An unexpected failure below, with its cause given both ways (EXC-5). */
    static JMSException wrap(String message, Exception cause) {
        JMSException failure = new JMSException(message, "CHASQUI-" + ErrorCode.INTERNAL.name());
        failure.setLinkedException(cause);
        failure.initCause(cause);
        return failure;
    }

    /** The body of a message that came cannot be read from the broker's disk, in whose JVM the application runs. */
    static JMSException unreadable(Message message, IOException cause) {
        JMSException failure = of(
                ErrorCode.STORE_FAILED,
                message + " cannot be received, and stays where it is: " + cause.getMessage()
                        + "; see the broker's log");
        failure.setLinkedException(cause);
        failure.initCause(cause);
        return failure;
    }

    static XAException xa(Event.Failed failed, String action) {
        return xa(xaCode(failed.code()), "could not " + action + ": " + failed.reason());
    }

    static XAException xa(int code, String message) {
        XAException failure = new XAException(message);
        failure.errorCode = code;
        return failure;
    }

    /** A lost connection and a failed store leave the outcome open, so they are RMFAIL: the transaction manager asks again (XA-14). */
    private static int xaCode(ErrorCode code) {
        return switch (code) {
            case XA_UNKNOWN_BRANCH -> XAException.XAER_NOTA;
            case XA_DUPLICATE_BRANCH -> XAException.XAER_DUPID;
            case XA_PROTOCOL, ILLEGAL_STATE -> XAException.XAER_PROTO;
            case XA_ROLLED_BACK, TRANSACTION_ROLLED_BACK -> XAException.XA_RBROLLBACK;
            case XA_TIMED_OUT -> XAException.XA_RBTIMEOUT;
            case DISCONNECTED, STORE_FAILED -> XAException.XAER_RMFAIL;
            case INVALID_DESTINATION, INVALID_SELECTOR, INVALID_CLIENT_ID, SECURITY, IN_USE, RESOURCE_LIMIT, INTERNAL ->
                XAException.XAER_RMERR;
        };
    }
}
