package io.chasqui.protocol;

/** Why the broker refused something; the client turns each into the exception the specification names. */
public enum ErrorCode {
    /** The destination does not exist, is of the wrong kind, or belongs to somebody else. */
    INVALID_DESTINATION,
    INVALID_SELECTOR,
    INVALID_CLIENT_ID,
    /** Wrong user or password, or a missing permission. */
    SECURITY,
    ILLEGAL_STATE,
    /** Somebody else uses what was to be changed. */
    IN_USE,
    /** A limit of the broker is reached. */
    RESOURCE_LIMIT,
    /** The journal has failed: nothing can be stored any more, and what this was about may be found after a restart or not. */
    STORE_FAILED,
    /** The transaction could not be committed, and none of its work took effect. */
    TRANSACTION_ROLLED_BACK,
    /** No such branch. */
    XA_UNKNOWN_BRANCH,
    /** A branch of this identifier exists already. */
    XA_DUPLICATE_BRANCH,
    /** The branch is in the wrong state for this call. */
    XA_PROTOCOL,
    /** The branch was rolled back, or can only be rolled back. */
    XA_ROLLED_BACK,
    /** The branch was rolled back because its time was up. */
    XA_TIMED_OUT,
    /** The link is gone. */
    DISCONNECTED,
    /** A defect of the broker. */
    INTERNAL
}
