/** Tests of the shortest program. */
@NullMarked
package io.chasqui.samples.hello;

import org.jspecify.annotations.NullMarked;
