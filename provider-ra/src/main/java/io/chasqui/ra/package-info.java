/**
 * The resource adapter: what an application server starts and stops. It puts the parts together, and no part uses it: they
 * know it as {@link io.chasqui.ra.access.HomeAdapter}. Connection factories are in {@code io.chasqui.ra.outbound},
 * message-driven beans in {@code io.chasqui.ra.inbound}. Start reading at {@link io.chasqui.ra.ChasquiResourceAdapter}.
 *
 * <p>Nothing here names a class of a bundled library, so that renaming those in the archive concerns {@code provider-impl}
 * alone.
 */
@NullMarked
package io.chasqui.ra;

import org.jspecify.annotations.NullMarked;
