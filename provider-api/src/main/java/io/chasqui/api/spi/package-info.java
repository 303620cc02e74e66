/** What the API asks of the provider behind it, found by {@link java.util.ServiceLoader}. Applications do not use it. */
@NullMarked
package io.chasqui.api.spi;

import org.jspecify.annotations.NullMarked;
