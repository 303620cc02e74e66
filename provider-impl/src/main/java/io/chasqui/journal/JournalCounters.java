package io.chasqui.journal;

/**
 * What a journal has done since it was opened. Each number is right by itself; together they may be a group apart.
 *
 * @param bytes payloads and what frames them
 * @param maxGroupRecords the largest group
 * @param lastForceNanos how long the last force took
 */
public record JournalCounters(
        long groups, long records, long bytes, long forces, long maxGroupRecords, long lastForceNanos) {}
