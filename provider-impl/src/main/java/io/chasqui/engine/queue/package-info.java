/**
 * Backlogs: the messages of one queue or of one subscription, the consumers that take them, and the rules by which the
 * two meet.
 *
 * <pre>
 *   Publication → Admission (room?) → QueueActor → Backlog ─┬─ View (no selector) ── waiting consumers
 *                                                           ├─ View (selector a)  ── waiting consumers
 *                                                           ├─ Deadlines: delayed, expiring
 *                                                           └─ MessageGroups
 * </pre>
 *
 * <p>Every class here is owned by the loop of its destination. Used by the other {@code engine} packages only. Start
 * reading at {@link io.chasqui.engine.queue.Backlog}.
 */
@NullMarked
package io.chasqui.engine.queue;

import org.jspecify.annotations.NullMarked;
