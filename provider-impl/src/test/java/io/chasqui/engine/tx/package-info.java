/** Tests of transactions. */
@org.jspecify.annotations.NullMarked
package io.chasqui.engine.tx;
