package io.chasqui.engine.session;

import io.chasqui.engine.effect.Effects;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.record.Records;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has begun for a client that may have to ask about it when the link is lost: awaited persistent messages sent
 * outside transactions, and commits. And the other end of that: answers what became of such things on earlier links of the
 * client. Owned by the connection's loop.
 *
 * <p>Design note: the answer is final, because before it is given the earlier connection has ended, everything that it had
 * under way has taken effect or been refused, and a command of it that is executed later finds a younger connection in its
 * place (see ADR 8).
 */
final class UnderWay {

    private static final String SUPERSEDED = "another connection goes on with the sessions of this one";

    private final ConnectionActor connection;
    private final Broker broker;
    private final boolean remote;
    private final Set<String> prefixes = new HashSet<>(0);
    private final List<Runnable> atEnd = new ArrayList<>(0);
    private final List<Runnable> questions = new ArrayList<>(0);

    /** The sends under way, as a list in no particular order. */
    private @Nullable SessionSend first;

    private int count;

    /** How many earlier connections are about to end. */
    private int earlier;

    private boolean closed;
    private boolean cleanly;
    private boolean over;

    /** @param remote whether its client can lose the link and come back */
    UnderWay(ConnectionActor connection, Broker broker, boolean remote) {
        this.connection = connection;
        this.broker = broker;
        this.remote = remote;
    }

    /** The ID by which the client may ask about a request; null when it will not. */
    @Nullable
    MessageId askedBy(long requestId, @Nullable MessageId id) {
        return remote && requestId != 0 && id != null && Effects.remembers(id) ? id : null;
    }

    /** The same of a message sent outside transactions. */
    @Nullable
    MessageId askedBy(SessionCommand.Send command) {
        return command.message().persistent()
                ? askedBy(command.requestId(), command.message().identity())
                : null;
    }

    // ------------------------------------------------------------------ beginning and ending

    /**
     * Something of a session begins.
     *
     * @return false when the session is used by a younger connection; then nothing begins, and this one has been ended
     */
    boolean begin(MessageId id) {
        if (!claim(id.prefix(), false)) {
            return false;
        }
        count++;
        return true;
    }

    /** A send that has begun is on its way. */
    void add(SessionSend send) {
        send.next = first;
        if (first != null) {
            first.previous = send;
        }
        first = send;
    }

    /** A send that was added has an outcome. */
    void end(SessionSend send) {
        SessionSend previous = send.previous;
        SessionSend next = send.next;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        send.previous = null;
        send.next = null;
        end();
    }

    /** Something that has begun has an outcome. */
    void end() {
        count--;
        endIfOver();
    }

    private boolean claim(String prefix, boolean asks) {
        if (!asks && prefixes.contains(prefix)) {
            return true;
        }
        Senders.Taking taking = broker.senders().take(prefix, connection, asks);
        if (taking.refused()) {
            connection.disconnect(SUPERSEDED, false);
            return false;
        }
        prefixes.add(prefix);
        ConnectionActor before = taking.before();
        if (before != null && before != connection) {
            count++;
            earlier++;
            before.supersede(SUPERSEDED, () -> connection.loop().executeDown(this::earlierEnded));
        }
        return true;
    }

    private void earlierEnded() {
        earlier--;
        if (earlier == 0) {
            List<Runnable> ready = List.copyOf(questions);
            questions.clear();
            ready.forEach(Runnable::run);
        }
        end();
    }

    // ------------------------------------------------------------------ answering

    /** Answers when nothing can happen any more that the answer does not tell. */
    void resolve(ConnectionCommand.Resolve command) {
        for (MessageId id : command.ids()) {
            if (Effects.remembers(id) && !claim(id.prefix(), true)) {
                return;
            }
        }
        Runnable question = () -> broker.effects().resolve(command.ids(), done -> answer(command, done));
        if (earlier == 0) {
            question.run();
        } else {
            questions.add(question);
        }
    }

    private void answer(ConnectionCommand.Resolve command, List<MessageId> done) {
        Records records = broker.records();
        if (done.size() < command.ids().size() && records != null && records.hasFailed()) {
            connection.fail(
                    command.requestId(),
                    ErrorCode.STORE_FAILED,
                    "the broker's journal has stopped, so what became of that which it was storing is known only after"
                            + " a restart of the broker");
        } else {
            connection.tellLater(new Event.Resolved(command.requestId(), done));
        }
    }

    // ------------------------------------------------------------------ the end

    /** A session with nothing under way was closed by the client. */
    void forget(String prefix) {
        if (prefixes.remove(prefix)) {
            broker.senders().closed(prefix, connection);
        }
    }

    /**
     * No command is executed any more: what still waits for room is refused.
     *
     * @param wanted whether the client has closed the connection, and will not ask
     */
    void close(boolean wanted) {
        closed = true;
        cleanly = wanted;
        Set<PublishTarget> targets = new HashSet<>();
        for (SessionSend send = first; send != null; send = send.next) {
            targets.add(send.target());
        }
        // Behind the sends themselves, which the same thread has posted.
        targets.forEach(target -> target.loop().execute(target::refuseWithdrawn));
        endIfOver();
    }

    private void endIfOver() {
        if (!closed || count > 0 || over) {
            return;
        }
        over = true;
        if (cleanly) {
            prefixes.forEach(prefix -> broker.senders().closed(prefix, connection));
        } else {
            broker.senders().ended(prefixes, connection);
        }
        prefixes.clear();
        atEnd.forEach(Runnable::run);
        atEnd.clear();
    }

    /** Runs a task when the connection has been closed and nothing of it is under way any more. */
    void whenOver(Runnable task) {
        if (over) {
            task.run();
        } else {
            atEnd.add(task);
        }
    }
}
