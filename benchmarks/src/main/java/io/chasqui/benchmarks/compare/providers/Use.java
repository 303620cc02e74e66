package io.chasqui.benchmarks.compare.providers;

/** What a connection factory is for, where a provider documents something of its own for that. */
public enum Use {
    PLAIN,
    /** Sends with a CompletionListener. */
    COMPLETION,
    /** Distributed transactions: the factory is an XAConnectionFactory, too. */
    XA
}
