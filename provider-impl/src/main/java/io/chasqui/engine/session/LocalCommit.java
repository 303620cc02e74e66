package io.chasqui.engine.session;

import io.chasqui.engine.tx.Committer;
import io.chasqui.engine.tx.Work;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The commit of a session's local transaction, until it is answered. */
final class LocalCommit implements Committer {

    private final ConnectionActor connection;
    private final long requestId;
    private final @Nullable MessageId id;
    private final Work work;

    /** @param id null when the client will not ask about it; otherwise it is under way */
    LocalCommit(ConnectionActor connection, long requestId, @Nullable MessageId id, Work work) {
        this.connection = connection;
        this.requestId = requestId;
        this.id = id;
        this.work = work;
    }

    @Override
    public EventLoop loop() {
        return connection.loop();
    }

    @Override
    public @Nullable MessageId id() {
        return id;
    }

    @Override
    public boolean isWithdrawn() {
        return connection.isGone();
    }

    @Override
    public void takesEffect(EventLoop loop) {
        if (id != null) {
            connection.broker().effects().at(loop).note(id);
        }
    }

    @Override
    public void done() {
        answer(() -> connection.complete(requestId));
    }

    @Override
    public void failed(String reason) {
        rollBack(ErrorCode.STORE_FAILED, "the transaction cannot be stored: " + reason);
    }

    @Override
    public void refused(String reason) {
        rollBack(ErrorCode.TRANSACTION_ROLLED_BACK, reason);
    }

    private void rollBack(ErrorCode code, String reason) {
        work.rollback(() -> answer(() -> connection.fail(requestId, code, reason)));
    }

    private void answer(Runnable telling) {
        connection.loop().executeDown(() -> {
            telling.run();
            if (id != null) {
                connection.underWay().end();
            }
        });
    }
}
