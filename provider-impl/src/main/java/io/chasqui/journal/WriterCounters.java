package io.chasqui.journal;

/** What the writer counts. One thread writes, any may read. */
final class WriterCounters {

    private volatile long groups;
    private volatile long records;
    private volatile long bytes;
    private volatile long forces;
    private volatile long maxGroupRecords;
    private volatile long lastForceNanos;

    void written(int groupRecords, long groupBytes) {
        groups = groups + 1;
        records = records + groupRecords;
        bytes = bytes + groupBytes;
        maxGroupRecords = Math.max(maxGroupRecords, groupRecords);
    }

    void forced(long nanos) {
        forces = forces + 1;
        lastForceNanos = nanos;
    }

    JournalCounters snapshot() {
        return new JournalCounters(groups, records, bytes, forces, maxGroupRecords, lastForceNanos);
    }
}
