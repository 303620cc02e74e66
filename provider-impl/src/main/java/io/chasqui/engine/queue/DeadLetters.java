package io.chasqui.engine.queue;

import io.chasqui.message.Message;

/** Where messages go that nobody could process. */
@FunctionalInterface
public interface DeadLetters {

    /**
     * Puts a message aside.
     *
     * @param source for a person: the backlog it comes from
     * @param deliveries how often it was delivered in vain
     */
    void bury(Message message, String source, int deliveries);
}
