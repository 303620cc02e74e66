package io.chasqui.conformance.foreign;

import jakarta.jms.JMSException;
import jakarta.jms.ObjectMessage;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** An object message of another provider; it keeps the object itself. */
public class ForeignObjectMessage extends ForeignMessage implements ObjectMessage {

    private @Nullable Serializable object;

    @Override
    public void setObject(@Nullable Serializable object) {
        this.object = object;
    }

    @Override
    public @Nullable Serializable getObject() {
        return object;
    }

    @Override
    public void clearBody() {
        object = null;
    }

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        return object == null ? null : as(object, type);
    }
}
