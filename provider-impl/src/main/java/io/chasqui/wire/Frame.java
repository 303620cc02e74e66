package io.chasqui.wire;

import io.chasqui.protocol.Command;
import io.chasqui.protocol.Event;

/** Something whole that has come over a link. */
public sealed interface Frame {

    record OfLink(LinkFrame frame) implements Frame {}

    record OfCommand(Command command) implements Frame {}

    record OfEvent(Event event) implements Frame {}
}
