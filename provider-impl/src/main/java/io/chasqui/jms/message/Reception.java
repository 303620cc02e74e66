package io.chasqui.jms.message;

import io.chasqui.message.Destination;
import jakarta.jms.JMSException;

/**
 * What a received message needs from the session it came through: one object for a whole session. A message may outlive
 * the session, so every method but {@link #acknowledge()} works after the session was closed.
 */
public interface Reception {

    /** Acknowledges as the session's mode says; {@link jakarta.jms.IllegalStateException} when the session is closed. */
    void acknowledge() throws JMSException;

    /** Which classes the objects of this session's messages may have. */
    DeserializationPolicy deserialization();

    /** Deletes a temporary destination through the connection, which must be the one that created it. */
    void deleteTemporary(Destination destination) throws JMSException;
}
