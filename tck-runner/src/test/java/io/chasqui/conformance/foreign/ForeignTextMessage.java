package io.chasqui.conformance.foreign;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import org.jspecify.annotations.Nullable;

/** A text message of another provider. */
public class ForeignTextMessage extends ForeignMessage implements TextMessage {

    private @Nullable String text;

    public ForeignTextMessage() {}

    public ForeignTextMessage(String text) {
        this.text = text;
    }

    @Override
    public void setText(@Nullable String text) {
        this.text = text;
    }

    @Override
    public @Nullable String getText() throws JMSException {
        return text;
    }

    @Override
    public void clearBody() {
        text = null;
    }

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        return text == null ? null : as(text, type);
    }
}
