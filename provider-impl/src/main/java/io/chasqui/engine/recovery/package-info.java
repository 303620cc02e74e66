/**
 * What stands behind the ledgers: checkpoints of them in MapDB, the journal's records since, and how both become ledgers again
 * after a restart.
 *
 * <pre>
 *   loops ── changed blocks, applied positions ──▶ Checkpointer ──▶ CheckpointStore
 *                                                     │ then
 *                                                     ├─▶ segments nobody needs are freed
 *                                                     └─▶ Relocation: what few messages a segment still has are written again
 *   restart: CheckpointStore + journal from its position ── Recovery ──▶ ledgers, prepared branches
 * </pre>
 *
 * <p>Everything that blocks runs on two threads of this package's own: one has the checkpoint store to itself, one reads
 * messages from the journal. Used by {@code engine} and {@code boot}. Start reading at
 * {@link io.chasqui.engine.recovery.Checkpointer}.
 */
@NullMarked
package io.chasqui.engine.recovery;

import org.jspecify.annotations.NullMarked;
