/**
 * What has taken effect of that which clients may have to ask about: the latest numbers of each session, in a table for each
 * loop. Start reading at {@link io.chasqui.engine.effect.Effects}; why it is so is in ADR 8.
 */
@NullMarked
package io.chasqui.engine.effect;

import org.jspecify.annotations.NullMarked;
