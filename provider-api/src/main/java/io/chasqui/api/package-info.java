/** The administered objects: connection factory and destinations. */
@NullMarked
package io.chasqui.api;

import org.jspecify.annotations.NullMarked;
