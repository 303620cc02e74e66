package io.chasqui.engine.queue;

/** The session's half of a consumer, as its backlog sees it. Called on the backlog's loop. */
public interface DeliverySink {

    /**
     * Takes a delivery.
     *
     * @param deliveryCount which delivery of this message it is, from 1
     */
    void deliver(Entry entry, int deliveryCount);

    /** For a person: which consumer this is. */
    String describe();

    /** Asks for what the application has not seen; the answer is {@link Backlog#returned}. */
    void recall();
}
