/** Messages to endpoints: activations of message-driven beans. Start reading at {@link io.chasqui.ra.inbound.Activations}. */
@NullMarked
package io.chasqui.ra.inbound;

import org.jspecify.annotations.NullMarked;
