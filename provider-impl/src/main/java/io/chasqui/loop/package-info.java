/**
 * The event loop as the engine sees it: one thread that owns actors, with a clock and timers.
 *
 * <p>Everything above may use this package; {@code loop.vertx} is its real form, and tests drive it by hand. Start
 * reading at {@link io.chasqui.loop.EventLoop}.
 */
@NullMarked
package io.chasqui.loop;

import org.jspecify.annotations.NullMarked;
