/** Tests of the whole engine on simulated loops. */
@org.jspecify.annotations.NullMarked
package io.chasqui.engine;
