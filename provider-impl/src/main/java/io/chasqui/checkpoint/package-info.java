/**
 * The durable state of a broker at one position of its journal, behind a small key-value port. Opaque bytes only: what they
 * mean is known to those above. The implementation stands on MapDB, which is imported nowhere else, and whose own
 * transactions are not used because a crash inside one corrupts the store; what makes a commit atomic is below MapDB, in
 * {@code PagedFile}. Used by {@code engine}, {@code engine.recovery} and {@code boot}. Start reading at
 * {@link io.chasqui.checkpoint.CheckpointStore}, then {@link io.chasqui.checkpoint.GenerationalStore}.
 *
 * <pre>
 * GenerationalStore    which file counts; a fresh one when it has grown; the one before as a way back
 *   MapDbStore         tables, a checksum for each entry
 *     (MapDB)          keys to places in a file
 *       AtomicVolume   the file as MapDB sees it
 *         PagedFile    pages with checksums, changed ones kept in memory until a commit
 *           RedoLog    what makes a commit all or nothing
 *             io.chasqui.disk
 * </pre>
 */
@NullMarked
package io.chasqui.checkpoint;

import org.jspecify.annotations.NullMarked;
