package io.chasqui.journal;

/** What is promised when the listener of a record is told. */
public enum Durability {
    /** It is on the disk: it survives a power failure. */
    FORCED,
    /** The operating system has it: it survives the death of the process, not of the machine. */
    WRITTEN,
    /**
     * Nothing: it becomes durable with the next record that is, or when the journal is closed. For facts whose loss does no
     * harm but whose order counts.
     */
    LAZY
}
