package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** How a session acknowledges. */
enum AcknowledgeMode {
    AUTO(Session.AUTO_ACKNOWLEDGE, SessionKind.PLAIN),
    CLIENT(Session.CLIENT_ACKNOWLEDGE, SessionKind.PLAIN),
    DUPS_OK(Session.DUPS_OK_ACKNOWLEDGE, SessionKind.PLAIN),
    TRANSACTED(Session.SESSION_TRANSACTED, SessionKind.TRANSACTED),
    /** In a branch as {@link #TRANSACTED}, outside any as {@link #AUTO}. */
    XA(Session.SESSION_TRANSACTED, SessionKind.XA);

    private final int number;
    private final SessionKind kind;

    AcknowledgeMode(int number, SessionKind kind) {
        this.number = number;
        this.kind = kind;
    }

    /** The constant of {@link Session}. */
    int number() {
        return number;
    }

    SessionKind kind() {
        return kind;
    }

    boolean isTransacted() {
        return number == Session.SESSION_TRANSACTED;
    }

    /** The mode for {@code createSession(int)} and {@code createContext(int)}. */
    static AcknowledgeMode of(int number) throws JMSException {
        return number == Session.SESSION_TRANSACTED ? TRANSACTED : ofUntransacted(number);
    }

    /** The mode for {@code createSession(boolean, int)}, which looks at the number only if it is not transacted. */
    static AcknowledgeMode of(boolean transacted, int number) throws JMSException {
        return transacted ? TRANSACTED : ofUntransacted(number);
    }

    private static AcknowledgeMode ofUntransacted(int number) throws JMSException {
        return switch (number) {
            case Session.AUTO_ACKNOWLEDGE -> AUTO;
            case Session.CLIENT_ACKNOWLEDGE -> CLIENT;
            case Session.DUPS_OK_ACKNOWLEDGE -> DUPS_OK;
            default ->
                throw new JMSException(
                        "the session mode " + number
                                + " is not possible here; use AUTO_ACKNOWLEDGE (1), CLIENT_ACKNOWLEDGE (2), DUPS_OK_ACKNOWLEDGE (3)"
                                + " or a transacted session",
                        FailureCodes.INVALID_ARGUMENT);
        };
    }
}
