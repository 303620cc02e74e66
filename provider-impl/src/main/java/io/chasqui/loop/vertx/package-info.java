/** The event loop on Vert.x. Only {@code boot} may use it. Start reading at {@link io.chasqui.loop.vertx.VertxLoops}. */
@NullMarked
package io.chasqui.loop.vertx;

import org.jspecify.annotations.NullMarked;
