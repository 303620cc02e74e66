package io.chasqui.jms;

import io.chasqui.protocol.Command;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of the broker that is not answered yet.
 *
 * @param epoch counts the links of the connection: the one it was asked on
 * @param answer who waits
 * @param command what was asked; null when it is of no use on another link
 */
record Request(int epoch, Answer answer, @Nullable Command command) {}
