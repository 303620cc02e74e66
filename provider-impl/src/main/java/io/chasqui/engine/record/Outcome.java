package io.chasqui.engine.record;

/** Is told once, on the loop of a {@link Recorder}, what became of a fact. */
public interface Outcome {

    /**
     * It is as durable as was asked for.
     *
     * @param position where in the journal it is
     */
    void applied(long position);

    /** It was not stored, or nobody knows; nothing more will be. */
    void failed(String reason);
}
