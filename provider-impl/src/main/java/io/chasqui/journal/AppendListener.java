package io.chasqui.journal;

/**
 * Is told once what became of one record, on the thread that writes the journal, in the order of the journal. It must be
 * quick and must not block: everybody else waits meanwhile.
 */
public interface AppendListener {

    /** The record is as durable as was asked for. */
    void appended(long position);

    /** The journal has stopped or is closed. The record may be found after a restart or not. */
    void failed(JournalFailedException reason);
}
