/** Tests of the real event loops. */
@org.jspecify.annotations.NullMarked
package io.chasqui.loop.vertx;
