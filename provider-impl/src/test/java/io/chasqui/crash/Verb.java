package io.chasqui.crash;

/** What a line of an oracle log says. What stands before an operation says so; what is confirmed is written after it. */
enum Verb {
    /** An operation begins that takes effect whole or not at all: {@code id effect...}. */
    INTENT,

    /** An acknowledgement outside of transactions begins, which may take effect in part unless confirmed: {@code id effect...}. */
    ACKNOWLEDGE,

    /** The first phase of a branch begins: {@code id effect...}. */
    PREPARE,

    /** The first phase is confirmed: {@code id}. */
    PREPARED,

    /** The second phase begins: {@code id commit|rollback}. */
    DECIDE,

    /** An operation is confirmed: {@code id}. */
    DONE,

    /** A rollback of an operation is confirmed: {@code id}. */
    UNDONE,

    /** The application got a message: {@code place item holder deliveryCount redelivered due expiry}. */
    TOOK,

    /** Messages are about to be given back, by rollback or recover: {@code id place|item...}. DONE confirms it. */
    BACK,

    /** A verification begins. */
    BEGIN,

    /** What {@code recover} listed: {@code id...}. */
    LISTED,

    /** A backlog has this message, in this order: {@code place item}. */
    SEEN,

    /** The verification has looked at everything. */
    VERIFIED,

    /** A durable subscription is about to be made: {@code place}. */
    CREATE,

    /** It was made: {@code place}. */
    CREATED,

    /** A durable subscription is about to be unsubscribed: {@code place}. */
    DROP,

    /** It was unsubscribed: {@code place}. */
    DROPPED,

    /** The verification unsubscribes a subscription to see whether it is there: {@code place}. */
    PROBE,

    /** A subscription was there and was unsubscribed by the verification: {@code place}. */
    FOUND,

    /** A subscription was not there when the verification wanted to unsubscribe it: {@code place}. */
    ABSENT,

    /** Something failed or was wrong by itself: {@code text}. */
    WRONG
}
