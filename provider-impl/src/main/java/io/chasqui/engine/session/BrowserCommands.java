package io.chasqui.engine.session;

import io.chasqui.engine.queue.BrowseCursor;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.queue.QueueActor;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.BrowseCommand;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.selector.Selector;
import io.chasqui.selector.SelectorSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes the commands of a connection's queue browsers. Owned by the connection's loop. */
final class BrowserCommands implements BrowseCommand.Handler {

    /** However many a client asks for. */
    private static final int MOST_A_PAGE = 1000;

    private final ConnectionActor connection;
    private final Broker broker;
    private final Map<Long, OpenBrowser> browsers = new HashMap<>();

    BrowserCommands(ConnectionActor connection, Broker broker) {
        this.connection = connection;
        this.broker = broker;
    }

    /** A scan; the cursor belongs to the queue's loop. */
    private static final class OpenBrowser {
        final long sessionId;
        final QueueActor queue;
        final BrowseCursor cursor;

        /** Its last page, whose large bodies stay while the client may look at them. */
        List<Event.Browsed> shown = List.of();

        boolean closed;

        OpenBrowser(long sessionId, QueueActor queue, BrowseCursor cursor) {
            this.sessionId = sessionId;
            this.queue = queue;
            this.cursor = cursor;
        }
    }

    @Override
    public void onOpenBrowser(BrowseCommand.OpenBrowser command) {
        Selector selector;
        try {
            selector = Selector.parseOrNull(command.selector());
        } catch (SelectorSyntaxException invalid) {
            connection.fail(command.requestId(), ErrorCode.INVALID_SELECTOR, invalid.getMessage());
            return;
        }
        Destination destination = command.queue();
        String denied = connection.permits().toUse(Permissions.Action.BROWSE, destination);
        if (denied != null) {
            connection.fail(command.requestId(), ErrorCode.SECURITY, denied);
            return;
        }
        PublishTarget target = broker.destinations().find(destination);
        String owner = broker.destinations().ownerOf(destination);
        if (!(target instanceof QueueActor queue)) {
            connection.fail(
                    command.requestId(),
                    ErrorCode.INVALID_DESTINATION,
                    destination + (target == null ? " does not exist (any more)" : " is not a queue"));
        } else if (owner != null && !owner.equals(connection.origin().connectionId())) {
            connection.fail(
                    command.requestId(),
                    ErrorCode.INVALID_DESTINATION,
                    destination + " belongs to another connection; only that one may browse it");
        } else {
            String exceeded = connection.quota().take();
            if (exceeded == null) {
                begin(command, queue, selector);
            } else {
                connection.fail(command.requestId(), ErrorCode.RESOURCE_LIMIT, exceeded);
            }
        }
    }

    private void begin(BrowseCommand.OpenBrowser command, QueueActor queue, @Nullable Selector selector) {
        queue.loop().executeDown(() -> {
            BrowseCursor cursor = queue.backlog().browse(selector);
            connection.loop().executeDown(() -> {
                OpenBrowser opened = new OpenBrowser(command.sessionId(), queue, cursor);
                OpenBrowser before = connection.sessions().find(command.sessionId()) == null
                        ? opened
                        : browsers.put(command.browserId(), opened);
                if (before != null) {
                    close(before);
                }
                connection.complete(command.requestId());
            });
        });
    }

    @Override
    public void onBrowse(BrowseCommand.Browse command) {
        OpenBrowser browser = browsers.get(command.browserId());
        if (browser == null) {
            connection.tell(new Event.Page(command.requestId(), List.of(), true));
            return;
        }
        browser.queue.loop().executeDown(() -> {
            browser.cursor.next(Math.min(MOST_A_PAGE, command.most()), page -> {
                List<Event.Browsed> messages = new ArrayList<>(page.size());
                for (BrowseCursor.Found found : page) {
                    // Some were read a while ago, and may have been consumed since.
                    if (broker.bodies().retainIfThere(found.message())) {
                        Message message = broker.bodies().withContent(found.message());
                        messages.add(new Event.Browsed(message, found.deliveries() + 1));
                    }
                }
                boolean last = browser.cursor.isFinished();
                connection.loop().executeDown(() -> show(browser, command.requestId(), messages, last));
            });
        });
    }

    private void show(OpenBrowser browser, long requestId, List<Event.Browsed> page, boolean last) {
        letGo(browser.shown);
        if (browser.closed) {
            letGo(page);
            connection.tell(new Event.Page(requestId, List.of(), true));
        } else {
            browser.shown = page;
            connection.tell(new Event.Page(requestId, page, last));
        }
    }

    private void letGo(List<Event.Browsed> page) {
        page.forEach(each -> broker.bodies().release(each.message()));
    }

    private void close(OpenBrowser browser) {
        browser.closed = true;
        letGo(browser.shown);
        browser.shown = List.of();
        connection.quota().giveBack();
    }

    @Override
    public void onCloseBrowser(BrowseCommand.CloseBrowser command) {
        OpenBrowser browser = browsers.remove(command.browserId());
        if (browser != null) {
            close(browser);
        }
    }

    void closeAllOf(long sessionId) {
        browsers.values().removeIf(browser -> {
            boolean ends = browser.sessionId == sessionId;
            if (ends) {
                close(browser);
            }
            return ends;
        });
    }

    void closeAll() {
        browsers.values().forEach(this::close);
        browsers.clear();
    }
}
