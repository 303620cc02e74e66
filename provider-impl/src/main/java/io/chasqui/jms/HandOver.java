package io.chasqui.jms;

import io.chasqui.protocol.Event.Deliver;
import jakarta.jms.JMSException;

/**
 * Makes of a delivery what the application asked for: the message, or its body.
 *
 * @param <T> what the application gets
 */
@FunctionalInterface
interface HandOver<T> {

    /** @throws JMSException when the application cannot have it in that form */
    T make(Deliver delivery) throws JMSException;
}
