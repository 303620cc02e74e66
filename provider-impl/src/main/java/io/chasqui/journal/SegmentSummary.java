package io.chasqui.journal;

/**
 * A segment as its owner sees it.
 *
 * @param bytes the size of its file
 * @param writing whether records are being appended to it, so that it cannot be deleted
 */
public record SegmentSummary(long number, int bytes, boolean writing) {}
