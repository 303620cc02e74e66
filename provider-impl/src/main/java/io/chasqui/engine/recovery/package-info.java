/**
 * What a data directory says when a broker starts: the durable state of a checkpoint, then the facts that the journal has
 * behind it. Used by {@code engine} and the offline tools. Start reading at {@link io.chasqui.engine.recovery.Recovery}.
 */
@NullMarked
package io.chasqui.engine.recovery;

import org.jspecify.annotations.NullMarked;
