/**
 * The resource adapter: what an application server starts and stops, and what its connection factories ({@code
 * io.chasqui.ra.outbound}) and message-driven beans ({@code io.chasqui.ra.inbound}) share. Only those two packages use this
 * one. Start reading at {@link io.chasqui.ra.ChasquiResourceAdapter}.
 *
 * <p>Nothing here names a class of a bundled library, so that renaming those in the archive concerns {@code provider-impl}
 * alone.
 */
@NullMarked
package io.chasqui.ra;

import org.jspecify.annotations.NullMarked;
