/** Tests of backlogs, driven by hand. */
@org.jspecify.annotations.NullMarked
package io.chasqui.engine.queue;
