package io.chasqui.jms;

/**
 * A link that is being set up again.
 *
 * @param reason why, for a person
 * @param sinceNanos since when, by {@link System#nanoTime}
 */
record Interruption(String reason, long sinceNanos) {}
