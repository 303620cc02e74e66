package io.chasqui.protocol;

/**
 * How far the application has got with one consumer's deliveries: those up to and including this one were handed to it,
 * later ones were not. Deliveries of one consumer are handed out in the order of their numbers.
 *
 * @param consumerId the consumer
 * @param upTo the last delivery handed to the application; 0 when none was
 */
public record Seen(long consumerId, long upTo) {}
