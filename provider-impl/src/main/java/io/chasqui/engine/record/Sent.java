package io.chasqui.engine.record;

import io.chasqui.message.Message;

/** A message that a transaction has sent and that has no place yet. */
public record Sent(Message message, Origin origin) {}
