/**
 * What the parts of the resource adapter share: which broker to connect to and as whom, and what they need of the adapter they
 * belong to. Used by all packages of the adapter, and uses none of them. Start reading at {@link
 * io.chasqui.ra.access.HomeAdapter}.
 */
@NullMarked
package io.chasqui.ra.access;

import org.jspecify.annotations.NullMarked;
