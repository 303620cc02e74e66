package io.chasqui.engine.record;

import io.chasqui.message.Message;
import java.util.List;

/** A message and the places it takes: one in a queue, or one in each durable subscription that wants it. */
public record Arrival(Message message, List<Place> places) {}
