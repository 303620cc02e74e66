package io.chasqui.api.broker;

/** What it means that something persistent is confirmed: a send or commit has returned, or its listener was told. */
public enum Durability {
    /** It is on the disk: it survives the process, the operating system and a power failure. */
    FORCED,

    /** The operating system has it: it survives the process, however that ends, but not the machine. */
    WRITTEN
}
