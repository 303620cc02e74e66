package io.chasqui.jms;

import io.chasqui.message.Destination;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BrowseCommand;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.ConnectionCommand.CreateTemporary;
import io.chasqui.protocol.ConnectionCommand.DeleteTemporary;
import io.chasqui.protocol.ConnectionCommand.Open;
import io.chasqui.protocol.ConnectionCommand.Resolve;
import io.chasqui.protocol.ConnectionCommand.SetClientId;
import io.chasqui.protocol.ConnectionCommand.Unsubscribe;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Renewal;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SessionCommand.Acknowledge;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.CloseSession;
import io.chasqui.protocol.SessionCommand.OpenConsumer;
import io.chasqui.protocol.SessionCommand.Pull;
import io.chasqui.protocol.SessionCommand.Recover;
import io.chasqui.protocol.SessionCommand.Send;
import io.chasqui.protocol.TransactionCommand;
import io.chasqui.protocol.TransactionCommand.Commit;
import io.chasqui.protocol.TransactionCommand.Rollback;
import io.chasqui.protocol.TransactionCommand.RollbackBranch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Brings a new link to where the earlier one was: opens connection, sessions, temporary destinations and consumers again,
 * asks the broker what became of the sends and commits it had not answered, and sends again what was not carried out. Owned by
 * the link's thread.
 *
 * <p>Design note: only what the broker can say for certain is answered with success. A persistent message goes again
 * exactly when the broker does not know it; a commit that it does not know was rolled back; what cannot be told, such as
 * an acknowledgement, fails.
 */
final class Renewing {

    private static final String RENEWED = "the connection had to be set up anew, because the broker was restarted, is"
            + " another one, or was out of reach for too long";

    /** Why work of an earlier link cannot be finished. */
    static final String ROLLED_BACK = RENEWED + "; what was not finished before was rolled back, and comes again";

    private final ConnectionCore connection;
    private final BrokerLink link;
    private final Renewal renewal;

    /** Requests of earlier links that nothing was decided about. */
    private final Deque<Request> open = new ArrayDeque<>();

    /** Restored consumers that are not confirmed. */
    private int restoring;

    private boolean allSent;

    Renewing(ConnectionCore connection, Renewal renewal, Collection<Request> earlier, List<Request> later) {
        this.connection = connection;
        this.link = connection.link();
        this.renewal = renewal;
        open.addAll(earlier);
        later.stream().filter(request -> request.command() != null).forEach(open::add);
    }

    /** What is left to the next one, when this link is gone before it was brought to where it should be. */
    Collection<Request> leftOver() {
        return open;
    }

    void begin() {
        if (connection.isClosed()) {
            renewal.send(new Close(0));
            settleRest(Set.of());
            // The thread that closes may not have asked the broker yet, and nobody answers on this link any more.
            connection.reports().close();
            link.ended(ErrorCode.DISCONNECTED, "the connection is closed");
            return;
        }
        ask(this::opened, connection::open);
    }

    /** Asks something on the way that is of no use on any other link. */
    private void ask(Answer answer, LongFunction<Command> command) {
        int epoch = link.epoch();
        Answer ofThisLink = event -> {
            if (link.epoch() == epoch) {
                answer.answered(event);
            }
        };
        renewal.send(command.apply(link.register(ofThisLink, (Command) null)));
    }

    private void opened(Event event) {
        if (event instanceof Event.Failed failed) {
            renewal.send(new Close(0));
            renewal.done();
            link.ended(failed.code(), RENEWED + ", and that failed: " + failed.reason());
            return;
        }
        connection.reopened((Event.Opened) event);
        for (Destination temporary : connection.ownTemporaries()) {
            ask(reporting("restore the " + temporary), id -> new CreateTemporary(id, temporary));
        }
        for (SessionCore session : connection.sessions()) {
            renewal.send(session.opening());
            session.consumers().forEach(consumer -> restore(session, consumer));
        }
        connection.connectionConsumers().forEach(this::restore);
        allSent = true;
        restored();
    }

    private void restore(SessionCore session, JmsMessageConsumer consumer) {
        Request request = openingOf(consumer.inbox().progress().consumerId());
        if (request == null && !consumer.isOpened()) {
            return; // The thread that opens it has not asked yet, and asks over this link.
        }
        String action = "restore the consumer of " + consumer.spec().resolved();
        restore(consumer::opening, event -> {
            if (request != null) {
                open.remove(request); // Not before: this link may break, too, and then the next one has to answer.
                request.answer().answered(event);
            } else if (event instanceof Event.Failed failed) {
                session.lost(consumer, Failures.of(failed, action));
            }
        });
    }

    private void restore(JmsConnectionConsumer consumer) {
        restore(consumer::opening, reporting("restore a connection consumer"));
    }

    private void restore(LongFunction<Command> opening, Answer answer) {
        restoring++;
        ask(
                event -> {
                    answer.answered(event);
                    restoring--;
                    restored();
                },
                opening);
    }

    private Answer reporting(String action) {
        return event -> {
            if (event instanceof Event.Failed failed) {
                link.reports().report(Failures.of(failed, action));
            }
        };
    }

    /** The request to open a consumer that is being restored anyway. */
    private @Nullable Request openingOf(long consumerId) {
        for (Request request : open) {
            if (request.command() instanceof OpenConsumer opening && opening.consumerId() == consumerId) {
                return request;
            }
        }
        return null;
    }

    /** Everything is there again: time to ask what became of what was on its way. */
    private void restored() {
        if (!allSent || restoring > 0) {
            return;
        }
        allSent = false;
        List<MessageId> doubtful = new ArrayList<>();
        for (Request request : open) {
            MessageId id = idOf(request);
            if (id != null) {
                doubtful.add(id);
            }
        }
        if (doubtful.isEmpty()) {
            settleRest(Set.of());
        } else {
            ask(
                    event -> {
                        if (event instanceof Event.Resolved resolved) {
                            settleRest(new HashSet<>(resolved.done()));
                        } else {
                            link.ended(
                                    ErrorCode.DISCONNECTED, RENEWED + ", and the broker did not say what it had done");
                        }
                    },
                    id -> new Resolve(id, doubtful));
        }
    }

    /** By what the broker knows whether this was carried out; null when it does not. */
    private @Nullable MessageId idOf(Request request) {
        if (request.command() instanceof Commit commit) {
            return commit.id();
        }
        return request.command() instanceof Send send
                        && connection.isSentAtOnce(send, request.epoch())
                        && send.message().persistent()
                ? send.message().identity()
                : null;
    }

    private void settleRest(Set<MessageId> done) {
        sendUnsent();
        while (!open.isEmpty()) {
            Request request = open.poll();
            MessageId id = idOf(request);
            Command command = request.command();
            if (id != null && done.contains(id)) {
                complete(request);
            } else if (command != null) {
                settle(request, command);
            }
        }
        renewal.done();
    }

    /** Messages nobody waits for that never left this machine. */
    private void sendUnsent() {
        List<Command> unsent = renewal.unsent();
        for (int i = 0; i < unsent.size(); i++) {
            if (unsent.get(i) instanceof Send send
                    && send.requestId() == 0
                    && connection.isSentAtOnce(send, link.epoch() - 1)
                    && !endsABranch(unsent.subList(i + 1, unsent.size()), send.sessionId())) {
                resend(send);
            }
        }
    }

    /** Then what the session has sent before was work of that branch, though the session is out of it by now. */
    private static boolean endsABranch(List<Command> later, long sessionId) {
        return later.stream()
                .anyMatch(command -> command instanceof TransactionCommand.End end && end.sessionId() == sessionId);
    }

    private void resend(Send send) {
        SessionCore session = connection.session(send.sessionId());
        if (session != null) {
            session.window().takeAnyway(send.message().size());
            renewal.send(send);
        }
    }

    private void settle(Request request, Command command) {
        if (command instanceof Send send) {
            settle(request, send);
        } else if (command instanceof Commit) {
            fail(request, ErrorCode.TRANSACTION_ROLLED_BACK, "the broker has not committed it");
        } else if (command instanceof Acknowledge) {
            fail(
                    request,
                    ErrorCode.TRANSACTION_ROLLED_BACK,
                    "whether the broker has heeded it is not known; what it has not comes again");
        } else if (command instanceof TransactionCommand.End) {
            fail(request, ErrorCode.TRANSACTION_ROLLED_BACK, "the branch was rolled back");
        } else if (command instanceof Rollback
                || command instanceof Recover
                || command instanceof CloseConsumer
                || command instanceof CloseSession
                || command instanceof DeleteTemporary
                || command instanceof Close) {
            complete(request);
        } else if (isHarmlessAgain(command)) {
            renewal.send(link.register(leniently(request.answer(), command), id -> renumbered(command, id)));
        } else {
            fail(request, ErrorCode.DISCONNECTED, "whether the broker has carried it out is not known");
        }
    }

    private void settle(Request request, Send send) {
        SessionCore session = connection.session(send.sessionId());
        if (session == null) {
            fail(request, ErrorCode.ILLEGAL_STATE, "the session was closed meanwhile");
        } else if (!connection.isSentAtOnce(send, request.epoch())) {
            fail(request, ErrorCode.TRANSACTION_ROLLED_BACK, "its transaction was rolled back");
        } else if (idOf(request) != null || renewal.unsent().contains(send)) {
            session.window().takeAnyway(send.message().size());
            link.registerAgain(send.requestId(), request);
            renewal.send(send);
        } else {
            fail(
                    request,
                    ErrorCode.DISCONNECTED,
                    "whether the broker had the message is not known, and one that is not persistent is sent once at most");
        }
    }

    private static boolean isHarmlessAgain(Command command) {
        return command instanceof SetClientId
                || command instanceof CreateTemporary
                || command instanceof Unsubscribe
                || command instanceof OpenConsumer
                || command instanceof Pull
                || command instanceof RollbackBranch
                || command instanceof TransactionCommand.Forget
                || command instanceof TransactionCommand.InDoubt
                || command instanceof BrowseCommand.OpenBrowser;
    }

    /** An answer that takes what was done by the first request already for success. */
    private static Answer leniently(Answer answer, Command command) {
        ErrorCode doneBefore = command instanceof Unsubscribe
                ? ErrorCode.INVALID_DESTINATION
                : command instanceof RollbackBranch ? ErrorCode.XA_UNKNOWN_BRANCH : null;
        return event -> answer.answered(
                event instanceof Event.Failed failed && failed.code() == doneBefore
                        ? new Event.Completed(failed.requestId())
                        : event);
    }

    private static void complete(Request request) {
        request.answer().answered(new Event.Completed(0));
    }

    private static void fail(Request request, ErrorCode code, String consequence) {
        request.answer().answered(new Event.Failed(0, code, RENEWED + "; " + consequence));
    }

    /** The same request under another number. */
    static Command renumbered(Command command, long id) {
        if (command instanceof Open open) {
            return new Open(id, open.user(), open.password(), open.clientId());
        } else if (command instanceof SetClientId set) {
            return new SetClientId(id, set.clientId());
        } else if (command instanceof CreateTemporary create) {
            return new CreateTemporary(id, create.destination());
        } else if (command instanceof Unsubscribe unsubscribe) {
            return new Unsubscribe(id, unsubscribe.name());
        } else if (command instanceof SessionCommand.OpenConsumer opening) {
            return new OpenConsumer(
                    id,
                    opening.sessionId(),
                    opening.consumerId(),
                    opening.destination(),
                    opening.selector(),
                    opening.noLocal(),
                    opening.subscription(),
                    opening.after());
        } else if (command instanceof Pull pull) {
            return new Pull(id, pull.sessionId(), pull.consumerId(), pull.credit());
        } else if (command instanceof RollbackBranch rollback) {
            return new RollbackBranch(id, rollback.branch());
        } else if (command instanceof TransactionCommand.Forget forget) {
            return new TransactionCommand.Forget(id, forget.branch());
        } else if (command instanceof TransactionCommand.InDoubt) {
            return new TransactionCommand.InDoubt(id);
        } else if (command instanceof BrowseCommand.OpenBrowser browser) {
            return new BrowseCommand.OpenBrowser(
                    id, browser.sessionId(), browser.browserId(), browser.queue(), browser.selector());
        }
        throw new IllegalArgumentException(command + " is not asked a second time");
    }
}
