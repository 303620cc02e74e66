package io.chasqui.engine.queue;

/** What happens when the messages in memory reach a limit. */
public enum Overflow {
    /** Recorded messages leave memory; senders of others wait. */
    PAGE,
    /** Senders wait for a time, and are refused then. */
    BLOCK,
    /** Senders are refused at once. */
    FAIL
}
