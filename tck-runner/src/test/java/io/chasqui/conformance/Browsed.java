package io.chasqui.conformance;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

/** What a queue browser shows in one scan. */
final class Browsed {

    private Browsed() {}

    static List<Message> all(QueueBrowser browser) throws JMSException {
        Enumeration<?> messages = browser.getEnumeration();
        List<Message> all = new ArrayList<>();
        while (messages.hasMoreElements()) {
            all.add((Message) messages.nextElement());
        }
        return all;
    }
}
