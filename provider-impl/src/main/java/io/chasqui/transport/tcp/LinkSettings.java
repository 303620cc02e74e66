package io.chasqui.transport.tcp;

/**
 * What one end of a link allows and expects.
 *
 * @param maxFrameBytes the longest frame it takes
 * @param maxAssembledBytes the longest command or event it puts together out of fragments
 * @param idleMillis after how long without a sign of life the other end counts as dead; 0 for never
 * @param handshakeMillis how long a socket may take until its link stands
 */
public record LinkSettings(int maxFrameBytes, long maxAssembledBytes, int idleMillis, int handshakeMillis) {}
