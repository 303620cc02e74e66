/**
 * The broker itself: brings the actors of the packages below together and carries their life cycle, nothing else. Only
 * {@code boot} may use it. Start reading at {@link io.chasqui.engine.Engine}.
 */
@NullMarked
package io.chasqui.engine;

import org.jspecify.annotations.NullMarked;
