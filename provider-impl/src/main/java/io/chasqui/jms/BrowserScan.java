package io.chasqui.jms;

import io.chasqui.api.spi.RuntimeExceptions;
import io.chasqui.jms.message.JmsMessage;
import io.chasqui.protocol.BrowseCommand.Browse;
import io.chasqui.protocol.BrowseCommand.CloseBrowser;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Event.Browsed;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One scan of a queue. Fetched page by page, so a queue of any length takes the memory of one page (BRW-17). */
final class BrowserScan implements Enumeration<Message> {

    private static final int PAGE = 100;
    private static final String BROWSE = "browse a queue";

    private final SessionCore session;
    private final long browserId;
    private final Consumer<BrowserScan> whenDone;
    private final int epoch;
    private Iterator<Browsed> page = List.<Browsed>of().iterator();
    private boolean lastPage;
    private @Nullable Browsed next;
    private volatile boolean closed;

    /** @param browserId of a browser that was opened for this scan */
    BrowserScan(SessionCore session, long browserId, Consumer<BrowserScan> whenDone) {
        this.session = session;
        this.browserId = browserId;
        this.whenDone = whenDone;
        epoch = session.connection().link().epoch();
    }

    /** False as well when the browser was closed meanwhile (BRW-15). */
    @Override
    public boolean hasMoreElements() {
        while (next == null && !closed) {
            if (page.hasNext()) {
                Browsed candidate = page.next();
                boolean expired = candidate.message().isExpired(System.currentTimeMillis());
                next = expired ? null : candidate;
            } else if (lastPage) {
                close();
            } else {
                fetch();
            }
        }
        return next != null;
    }

    @Override
    public Message nextElement() {
        Browsed found = hasMoreElements() ? next : null;
        if (found == null) {
            throw new NoSuchElementException("the browser has shown all messages; hasMoreElements tells beforehand");
        }
        next = null;
        return JmsMessage.browsed(found.message(), found.deliveryCount(), session);
    }

    private void fetch() {
        try {
            BrokerLink link = session.connection().link();
            Event answer = link.exchange(epoch, BROWSE, new Reply(), id -> new Browse(id, browserId, PAGE));
            if (answer instanceof Event.Failed failed) {
                throw Failures.of(Failures.ofNoTransaction(failed), BROWSE);
            }
            Event.Page fetched = (Event.Page) answer;
            page = fetched.messages().iterator();
            lastPage = fetched.last();
        } catch (JMSException e) {
            close();
            throw RuntimeExceptions.of(e);
        }
    }

    void close() {
        if (!closed) {
            closed = true;
            session.connection().link().send(new CloseBrowser(browserId));
            whenDone.accept(this);
        }
    }
}
