package io.chasqui.engine.record;

/**
 * One message in one backlog.
 *
 * @param backlog the number of the backlog's {@link Ledger}
 * @param slot where it stands there, see {@link Slot}
 */
public record Place(long backlog, long slot) {}
