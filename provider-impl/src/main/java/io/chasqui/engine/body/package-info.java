/** Bodies too large for memory: each lies in a file of its own until nobody needs it. */
@NullMarked
package io.chasqui.engine.body;

import org.jspecify.annotations.NullMarked;
