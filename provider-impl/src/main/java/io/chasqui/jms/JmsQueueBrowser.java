package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.message.Destination;
import io.chasqui.protocol.BrowseCommand.CloseBrowser;
import io.chasqui.protocol.BrowseCommand.OpenBrowser;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the messages of a queue without taking any. Each enumeration is a scan of its own, whether the connection is
 * started or not.
 */
final class JmsQueueBrowser implements QueueBrowser {

    private final SessionCore session;
    private final Queue queue;
    private final Destination resolved;
    private final @Nullable String selector;
    private final Set<BrowserScan> scans = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private JmsQueueBrowser(SessionCore session, Queue queue, Destination resolved, @Nullable String selector) {
        this.session = session;
        this.queue = queue;
        this.resolved = resolved;
        this.selector = selector;
    }

    /** Creates a browser; queue and selector are checked by a first scan that nobody reads. */
    static JmsQueueBrowser open(SessionCore session, Queue queue, Destination resolved, @Nullable String selector)
            throws JMSException {
        JmsQueueBrowser browser = new JmsQueueBrowser(session, queue, resolved, selector);
        session.connection().link().send(new CloseBrowser(browser.openScan()));
        session.add(browser);
        return browser;
    }

    private long openScan() throws JMSException {
        long browserId = session.connection().nextBrowserId();
        session.connection()
                .link()
                .request(
                        "browse " + resolved,
                        id -> new OpenBrowser(id, session.sessionId(), browserId, resolved, selector));
        return browserId;
    }

    @Override
    public Enumeration<Message> getEnumeration() throws JMSException {
        checkOpen();
        BrowserScan scan = new BrowserScan(session, openScan(), scans::remove);
        scans.add(scan);
        if (closed) {
            scan.close();
        }
        return scan;
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        return queue;
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        checkOpen();
        return selector;
    }

    private void checkOpen() throws IllegalStateException {
        session.checkOpen();
        if (closed) {
            throw new IllegalStateException("the browser is closed", FailureCodes.ILLEGAL_STATE);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            markClosed();
            session.forget(this);
        }
    }

    /** Its enumerations end. */
    void markClosed() {
        closed = true;
        scans.forEach(BrowserScan::close);
    }
}
