package io.chasqui.ra.outbound;

/** Something that a session made, and that has something of the managed connection beneath it. */
interface Dependent {

    /** Gives up what is beneath it; it is made anew when this is used again. */
    void release();
}
