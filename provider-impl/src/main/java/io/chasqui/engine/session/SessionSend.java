package io.chasqui.engine.session;

import io.chasqui.engine.queue.Publication;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.record.Origin;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.SessionCommand;
import org.jspecify.annotations.Nullable;

/** A message that a session sends; the outcome goes back to the session. */
final class SessionSend extends Publication {

    private final SessionActor session;
    private final SessionCommand.Send command;
    private final Origin origin;

    /** By which the client may ask about it; null when it will not. */
    private final @Nullable MessageId askedBy;

    /** Its neighbours among those under way; owned by {@link UnderWay}. */
    @Nullable
    SessionSend previous;

    @Nullable
    SessionSend next;

    /** A message that nobody will ask about. */
    SessionSend(SessionActor session, PublishTarget target, SessionCommand.Send command) {
        this(session, target, command, null);
    }

    SessionSend(SessionActor session, PublishTarget target, SessionCommand.Send command, @Nullable MessageId askedBy) {
        super(target, command.message());
        this.askedBy = askedBy;
        this.session = session;
        this.command = command;
        this.origin = session.connection().origin();
    }

    @Override
    public Origin origin() {
        return origin;
    }

    @Override
    public boolean isAwaited() {
        return command.requestId() != 0;
    }

    /** What nobody waits for goes on after its sender is gone. */
    @Override
    public boolean isWithdrawn() {
        return isAwaited() && (session.isEnding() || session.connection().isGone());
    }

    @Override
    public void accepted() {
        letGo();
        if (askedBy != null) {
            session.connection().broker().effects().at(target().loop()).note(askedBy);
        }
        EventLoop loop = session.connection().loop();
        if (loop.inLoop()) {
            tellAccepted();
        } else {
            loop.execute(this::tellAccepted);
        }
    }

    private void tellAccepted() {
        session.accepted(command);
        end();
    }

    /** Whoever has the message now needs its large body; the sender does not any more. */
    private void letGo() {
        session.connection().broker().bodies().release(message());
    }

    private void end() {
        if (askedBy != null) {
            session.ended(this);
        }
    }

    @Override
    public void refused(ErrorCode code, String reason) {
        letGo();
        session.connection().loop().executeDown(() -> {
            session.refused(command, code, reason);
            end();
        });
    }
}
