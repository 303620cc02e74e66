package io.chasqui.jms.message;

import io.chasqui.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import org.jspecify.annotations.Nullable;

/** A message whose body is a text. Null is "no text" and differs from the empty text. */
public final class JmsTextMessage extends JmsMessage implements TextMessage {

    private @Nullable String text;

    public JmsTextMessage() {}

    JmsTextMessage(Body.Text body) {
        text = body.text();
    }

    @Override
    public @Nullable String getText() {
        return text;
    }

    @Override
    public void setText(@Nullable String value) throws JMSException {
        checkBodyWriteable();
        text = value;
    }

    @Override
    Body freezeBody() {
        return new Body.Text(text);
    }

    @Override
    void emptyBody() {
        text = null;
    }

    @Override
    public boolean hasBody() {
        return text != null;
    }

    @Override
    @Nullable
    Object bodyAs(Class<?> type) {
        return isBodyA(type) ? text : null;
    }

    @Override
    boolean isBodyA(Class<?> type) {
        return type.isAssignableFrom(String.class);
    }
}
