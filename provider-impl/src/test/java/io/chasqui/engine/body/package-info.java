/** Tests of large bodies in files. */
@org.jspecify.annotations.NullMarked
package io.chasqui.engine.body;
