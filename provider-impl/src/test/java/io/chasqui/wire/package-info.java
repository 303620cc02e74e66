/** Tests of the bytes on a network link. */
@org.jspecify.annotations.NullMarked
package io.chasqui.wire;
