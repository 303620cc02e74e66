/** A loop that tests drive by hand. */
@org.jspecify.annotations.NullMarked
package io.chasqui.loop;
