package io.chasqui.jms;

import io.chasqui.protocol.Event;

/** Takes the one event that answers a request. */
interface Answer {

    /** Called on a broker's thread, or by whoever found that no answer will come: must not block. */
    void answered(Event event);
}
