package io.chasqui.wire;

import io.chasqui.message.Message;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.Event;

/** Something whole that has come over a link. */
public sealed interface Frame {

    record OfLink(LinkFrame frame) implements Frame {}

    record OfCommand(Command command) implements Frame {}

    record OfEvent(Event event) implements Frame {}

    /**
     * A message that is sent begins, and its body is too large to be put together; {@link OfBody} frames follow.
     *
     * @param head everything but the body
     * @param bodyStart the beginning of the body's encoding, possibly empty
     */
    record OfLargeSend(long requestId, long sessionId, Message.Builder head, byte[] bodyStart) implements Frame {}

    /** The large message that has begun will not be sent. */
    record Abandoned() implements Frame {}

    /**
     * The next piece of a large body.
     *
     * @param last whether the message is complete with that
     */
    record OfBody(byte[] piece, boolean last) implements Frame {}
}
