/** Tests of the broker's half of connections and sessions. */
@org.jspecify.annotations.NullMarked
package io.chasqui.engine.session;
