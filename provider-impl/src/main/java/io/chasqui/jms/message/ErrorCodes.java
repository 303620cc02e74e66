package io.chasqui.jms.message;

/**
 * The values of {@code JMSException.getErrorCode()}: stable texts that say what kind of failure it was, whichever half of
 * the connection found it. What the broker refuses has the name of its {@code protocol.ErrorCode} after the prefix.
 */
public final class ErrorCodes {

    public static final String PREFIX = "CHASQUI-";
    public static final String ILLEGAL_STATE = PREFIX + "ILLEGAL_STATE";
    public static final String INVALID_CLIENT_ID = PREFIX + "INVALID_CLIENT_ID";
    public static final String INVALID_DESTINATION = PREFIX + "INVALID_DESTINATION";
    public static final String INVALID_SELECTOR = PREFIX + "INVALID_SELECTOR";
    public static final String SECURITY = PREFIX + "SECURITY";
    public static final String MESSAGE_EOF = PREFIX + "MESSAGE_EOF";
    public static final String MESSAGE_FORMAT = PREFIX + "MESSAGE_FORMAT";
    public static final String MESSAGE_NOT_READABLE = PREFIX + "MESSAGE_NOT_READABLE";
    public static final String MESSAGE_NOT_WRITEABLE = PREFIX + "MESSAGE_NOT_WRITEABLE";
    public static final String RESOURCE_LIMIT = PREFIX + "RESOURCE_LIMIT";
    public static final String TRANSACTION_IN_PROGRESS = PREFIX + "TRANSACTION_IN_PROGRESS";
    public static final String TRANSACTION_ROLLED_BACK = PREFIX + "TRANSACTION_ROLLED_BACK";

    /** The thread was interrupted while it waited. */
    public static final String INTERRUPTED = PREFIX + "INTERRUPTED";

    /** An argument or a call that a rule forbids and that has no kind of its own. */
    public static final String REFUSED = PREFIX + "REFUSED";

    private ErrorCodes() {}
}
