/**
 * The append-only journal: it makes bytes durable and knows nothing of what they mean.
 *
 * <pre>
 *   any thread ── append ──▶ queue ──▶ writer thread: gather a group, write it, force once, complete in order
 *                                        │
 *   journal-0000000001.segment   sealed  │   record record record … seal
 *   journal-0000000002.segment   last    └─▶ record record ‖ zeros, or bytes of an earlier life
 *   journal-0000000003.next      prepared ahead in the background
 *   journal-spare-…              a freed segment that waits for its next life
 *   journal-freed                which numbers are missing on purpose
 * </pre>
 *
 * <p>A {@linkplain io.chasqui.journal.Position position} is a segment's number and an offset in it. A segment is sealed and
 * forced before the next one gets its name, so only the last can have an unfinished end.
 *
 * <p>Used by {@code engine} and its packages; may use {@code loop} and {@code disk} only. Start reading at {@link
 * io.chasqui.journal.Journal}, then {@code JournalWriter}; what opening does after a crash is in {@code TailRepair}.
 */
@NullMarked
package io.chasqui.journal;

import org.jspecify.annotations.NullMarked;
