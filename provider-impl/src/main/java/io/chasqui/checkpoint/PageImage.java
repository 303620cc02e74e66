package io.chasqui.checkpoint;

/**
 * What a page of a file is to hold.
 *
 * @param slot which page of the file, the superblock being 0
 * @param bytes its content, a page long
 */
record PageImage(long slot, byte[] bytes) {}
