/** Tests of the adapter's life cycle, and of the archive. */
@NullMarked
package io.chasqui.ra;

import org.jspecify.annotations.NullMarked;
