package io.chasqui.checkpoint;

/**
 * Names one block of something numbered.
 *
 * @param id the queue, subscription or destination
 * @param block which of its blocks
 */
public record BlockKey(long id, long block) {}
