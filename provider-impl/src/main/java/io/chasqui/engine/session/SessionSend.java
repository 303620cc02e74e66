package io.chasqui.engine.session;

import io.chasqui.engine.queue.Publication;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.record.Origin;
import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.SessionCommand;

/** A message that a session sends; the outcome goes back to the session. */
final class SessionSend extends Publication {

    private final SessionActor session;
    private final SessionCommand.Send command;
    private final Origin origin;

    SessionSend(SessionActor session, PublishTarget target, SessionCommand.Send command) {
        super(target, command.message());
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
        return isAwaited() && session.isEnding();
    }

    @Override
    public void accepted() {
        EventLoop loop = session.connection().loop();
        if (loop.inLoop()) {
            session.accepted(command);
        } else {
            loop.execute(() -> session.accepted(command));
        }
    }

    @Override
    public void refused(ErrorCode code, String reason) {
        session.connection().loop().executeDown(() -> session.refused(command, code, reason));
    }
}
