package io.chasqui.scale;

/** Takes the numbers that a program finds, while it runs. Called by any of its threads. */
interface Figures {

    /** @param name with its unit at the end: {@code fill_ms} */
    void tell(String name, long number);
}
