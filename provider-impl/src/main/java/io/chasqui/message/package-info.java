/**
 * The immutable message that travels between client and broker, and the destinations it goes to.
 *
 * <p>These types know nothing of Jakarta Messaging, of a wire or of a journal; every other package may use them.
 * Start reading at {@link io.chasqui.message.Message}.
 */
@NullMarked
package io.chasqui.message;

import org.jspecify.annotations.NullMarked;
