package io.chasqui.spring;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;

/** Reads messages inside listeners, which may not throw checked exceptions. */
final class SpringMessages {

    private SpringMessages() {}

    static String text(Message message) {
        try {
            return ((TextMessage) message).getText();
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
