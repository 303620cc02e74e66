/** The shortest program that sends and receives a message. Start reading at {@link io.chasqui.samples.hello.Hello}. */
@NullMarked
package io.chasqui.samples.hello;

import org.jspecify.annotations.NullMarked;
