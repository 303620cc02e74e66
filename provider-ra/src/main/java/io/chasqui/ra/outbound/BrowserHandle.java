package io.chasqui.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** A browser as an application in a server sees it. */
class BrowserHandle implements QueueBrowser {

    private final Lazily<QueueBrowser> browser;

    /** @throws JMSException when the broker refuses it: it is opened at once */
    BrowserHandle(SessionHandle session, @Nullable Queue queue, @Nullable String selector) throws JMSException {
        browser = new Lazily<>(
                "browser", session, physical -> physical.createBrowser(queue, selector), QueueBrowser::close);
        browser.get();
    }

    @Override
    public Queue getQueue() throws JMSException {
        return browser.get().getQueue();
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        return browser.get().getMessageSelector();
    }

    @Override
    public Enumeration<?> getEnumeration() throws JMSException {
        return browser.get().getEnumeration();
    }

    @Override
    public void close() throws JMSException {
        browser.close();
    }
}
