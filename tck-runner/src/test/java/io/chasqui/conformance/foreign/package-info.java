/**
 * Messages and destinations of another provider, such as an application may hand to ours: plain fields behind the interfaces
 * of {@code jakarta.jms}, with nothing our code could recognise. Start reading at {@link
 * io.chasqui.conformance.foreign.ForeignMessage}.
 */
@NullMarked
package io.chasqui.conformance.foreign;

import org.jspecify.annotations.NullMarked;
