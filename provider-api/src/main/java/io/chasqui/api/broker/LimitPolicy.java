package io.chasqui.api.broker;

/** What happens when the messages in memory reach a limit. */
public enum LimitPolicy {
    /** Persistent messages stay on the disk only, and come back in order; senders of others wait as with {@link #BLOCK}. */
    PAGE,

    /** Senders wait for room, and are refused when there is none in time. */
    BLOCK,

    /** Senders are refused at once. */
    FAIL
}
