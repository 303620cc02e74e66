/** Tests of the outbound half against the rules of Jakarta Connectors, with a server that does what a test needs of one. */
@NullMarked
package io.chasqui.ra.outbound;

import org.jspecify.annotations.NullMarked;
