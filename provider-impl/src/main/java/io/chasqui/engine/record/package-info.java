/**
 * What the broker remembers: the facts that go into the journal, and the ledgers that are the sum of these facts.
 *
 * <pre>
 *   decide ── Change ──▶ Recorder ── Fact ──▶ journal
 *                            │                   │ durable
 *                            ◀───── position ────┘
 *                            ▼
 *                    apply: Ledger (slot → position), then whatever the change is to do
 * </pre>
 *
 * <p>A {@link io.chasqui.engine.record.Ledger} is changed by facts only, by the same methods in live traffic and in recovery,
 * and each of them may be repeated: replaying a part of the journal onto a state that has seen it already ends in the same
 * state. Used by the other {@code engine} packages only. Start reading at {@link io.chasqui.engine.record.Fact}.
 */
@NullMarked
package io.chasqui.engine.record;

import org.jspecify.annotations.NullMarked;
