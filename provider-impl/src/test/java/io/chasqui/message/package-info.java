/** Tests of messages and their encoding. */
@org.jspecify.annotations.NullMarked
package io.chasqui.message;
