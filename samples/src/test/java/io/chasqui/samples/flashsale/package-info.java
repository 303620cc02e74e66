/** Tests of the flash sale, and the generator of its bundled orders. */
@NullMarked
package io.chasqui.samples.flashsale;

import org.jspecify.annotations.NullMarked;
