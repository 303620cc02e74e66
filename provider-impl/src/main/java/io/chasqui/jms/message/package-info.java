/**
 * The Jakarta Messaging message objects, their conversion rules, and the way between them and the immutable {@link
 * io.chasqui.message.Message}.
 *
 * <p>Only {@code io.chasqui.jms} uses this package; it knows no session and no connection, only the {@link
 * io.chasqui.jms.message.Reception} a message came through. Message objects belong to one thread at a time and lock
 * nothing; what they are frozen to is immutable.
 *
 * <p>Start reading at {@link io.chasqui.jms.message.JmsMessage}, then {@link io.chasqui.jms.message.Conversion}.
 */
@NullMarked
package io.chasqui.jms.message;

import org.jspecify.annotations.NullMarked;
