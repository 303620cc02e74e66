package io.chasqui.jms.message;

/** The values of {@code JMSException.getErrorCode} for what the client half refuses by itself (EXC-4). They never change. */
public final class FailureCodes {

    public static final String ILLEGAL_STATE = "CHASQUI-ILLEGAL_STATE";
    public static final String INVALID_DESTINATION = "CHASQUI-INVALID_DESTINATION";
    public static final String INVALID_CLIENT_ID = "CHASQUI-INVALID_CLIENT_ID";
    public static final String INVALID_ARGUMENT = "CHASQUI-INVALID_ARGUMENT";
    public static final String MESSAGE_FORMAT = "CHASQUI-MESSAGE_FORMAT";
    public static final String MESSAGE_NOT_READABLE = "CHASQUI-MESSAGE_NOT_READABLE";
    public static final String MESSAGE_NOT_WRITEABLE = "CHASQUI-MESSAGE_NOT_WRITEABLE";
    public static final String MESSAGE_END = "CHASQUI-MESSAGE_END";
    public static final String RESOURCE_LIMIT = "CHASQUI-RESOURCE_LIMIT";
    public static final String TRANSACTION_IN_PROGRESS = "CHASQUI-TRANSACTION_IN_PROGRESS";
    public static final String INTERRUPTED = "CHASQUI-INTERRUPTED";
    public static final String TIMED_OUT = "CHASQUI-TIMED_OUT";

    private FailureCodes() {}
}
