package io.chasqui.engine.queue;

/** Where messages go that nobody could process. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Puts the message of an entry aside, which is gone from its backlog but may be recorded there.
     *
     * @param source for a person: the backlog it comes from
     */
    void bury(Entry entry, String source);
}
