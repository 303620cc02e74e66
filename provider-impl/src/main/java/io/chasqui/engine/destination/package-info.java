/**
 * Destinations by name: made when they are first used, placed on loops, temporary ones owned and deleted, and the
 * dead-letter queue. Start reading at {@link io.chasqui.engine.destination.Destinations}.
 */
@NullMarked
package io.chasqui.engine.destination;

import org.jspecify.annotations.NullMarked;
