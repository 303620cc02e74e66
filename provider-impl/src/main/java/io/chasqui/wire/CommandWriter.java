package io.chasqui.wire;

import io.chasqui.message.ByteWriter;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BrowseCommand;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SessionCommand.Subscription;
import io.chasqui.protocol.TransactionCommand;
import org.jspecify.annotations.Nullable;

/** Encodes commands: the type, then the fields in their order. Owned by one thread. */
final class CommandWriter
        implements Command.Executor,
                ConnectionCommand.Handler,
                SessionCommand.Handler,
                TransactionCommand.Handler,
                BrowseCommand.Handler {

    /** While nothing is written: what was written may be large, and is not held here any longer. */
    private static final ByteWriter NOTHING = new ByteWriter(0);

    private ByteWriter out = NOTHING;

    /** Where bodies go that are too large to be encoded; null when there are none. */
    private @Nullable Parts parts;

    void write(ByteWriter to, Command command) {
        out = to;
        command.dispatch(this);
        out = NOTHING;
    }

    /** @param cuts gets what was written before each large body, and that body; what follows is in {@code to} */
    void write(ByteWriter to, Command command, Parts cuts) {
        parts = cuts;
        write(to, command);
        parts = null;
    }

    @Override
    public ConnectionCommand.Handler connection() {
        return this;
    }

    @Override
    public SessionCommand.Handler sessions() {
        return this;
    }

    @Override
    public TransactionCommand.Handler transactions() {
        return this;
    }

    @Override
    public BrowseCommand.Handler browsers() {
        return this;
    }

    // ------------------------------------------------------------------ connection

    /** Without user and password: who it is, was proven before. */
    @Override
    public void onOpen(ConnectionCommand.Open command) {
        out.writeByte(CommandType.OPEN).writeVar(command.requestId());
        Fields.writeOptional(out, command.clientId());
    }

    @Override
    public void onSetClientId(ConnectionCommand.SetClientId command) {
        out.writeByte(CommandType.SET_CLIENT_ID).writeVar(command.requestId()).writeText(command.clientId());
    }

    @Override
    public void onOpenSession(ConnectionCommand.OpenSession command) {
        out.writeByte(CommandType.OPEN_SESSION).writeVar(command.sessionId());
        out.writeByte(command.kind().ordinal());
    }

    @Override
    public void onCreateTemporary(ConnectionCommand.CreateTemporary command) {
        out.writeByte(CommandType.CREATE_TEMPORARY).writeVar(command.requestId());
        Fields.writeDestination(out, command.destination());
    }

    @Override
    public void onDeleteTemporary(ConnectionCommand.DeleteTemporary command) {
        out.writeByte(CommandType.DELETE_TEMPORARY).writeVar(command.requestId());
        Fields.writeDestination(out, command.destination());
    }

    @Override
    public void onUnsubscribe(ConnectionCommand.Unsubscribe command) {
        out.writeByte(CommandType.UNSUBSCRIBE).writeVar(command.requestId()).writeText(command.name());
    }

    @Override
    public void onResolve(ConnectionCommand.Resolve command) {
        out.writeByte(CommandType.RESOLVE).writeVar(command.requestId());
        Fields.writeIds(out, command.ids());
    }

    @Override
    public void onClose(ConnectionCommand.Close command) {
        out.writeByte(CommandType.CLOSE).writeVar(command.requestId());
    }

    // ------------------------------------------------------------------ session

    /** The message comes last, without its length. */
    @Override
    public void onSend(SessionCommand.Send command) {
        out.writeByte(CommandType.SEND).writeVar(command.requestId()).writeVar(command.sessionId());
        Parts.write(out, command.message(), parts);
    }

    @Override
    public void onOpenConsumer(SessionCommand.OpenConsumer command) {
        out.writeByte(CommandType.OPEN_CONSUMER)
                .writeVar(command.requestId())
                .writeVar(command.sessionId())
                .writeVar(command.consumerId());
        Fields.writeDestination(out, command.destination());
        Fields.writeOptional(out, command.selector());
        out.writeByte(command.noLocal() ? 1 : 0);
        Subscription subscription = command.subscription();
        out.writeByte(subscription == null ? 0 : 1);
        if (subscription != null) {
            out.writeByte(subscription.kind().ordinal());
            Fields.writeOptional(out, subscription.name());
        }
        out.writeVar(command.after());
    }

    @Override
    public void onCloseConsumer(SessionCommand.CloseConsumer command) {
        out.writeByte(CommandType.CLOSE_CONSUMER)
                .writeVar(command.requestId())
                .writeVar(command.sessionId())
                .writeVar(command.consumerId())
                .writeVar(command.seen());
    }

    @Override
    public void onAddCredit(SessionCommand.AddCredit command) {
        out.writeByte(CommandType.ADD_CREDIT)
                .writeVar(command.sessionId())
                .writeVar(command.consumerId())
                .writeVar(command.deliveries());
    }

    @Override
    public void onPull(SessionCommand.Pull command) {
        out.writeByte(CommandType.PULL)
                .writeVar(command.requestId())
                .writeVar(command.sessionId())
                .writeVar(command.consumerId())
                .writeVar(command.credit());
    }

    @Override
    public void onReturn(SessionCommand.Return command) {
        out.writeByte(CommandType.RETURN)
                .writeVar(command.sessionId())
                .writeVar(command.consumerId())
                .writeVar(command.seen());
    }

    @Override
    public void onAcknowledge(SessionCommand.Acknowledge command) {
        out.writeByte(CommandType.ACKNOWLEDGE).writeVar(command.requestId()).writeVar(command.sessionId());
        Fields.writeSeen(out, command.seen());
    }

    @Override
    public void onDiscard(SessionCommand.Discard command) {
        out.writeByte(CommandType.DISCARD)
                .writeVar(command.sessionId())
                .writeVar(command.consumerId())
                .writeVar(command.deliveryId());
    }

    @Override
    public void onBury(SessionCommand.Bury command) {
        out.writeByte(CommandType.BURY)
                .writeVar(command.sessionId())
                .writeVar(command.consumerId())
                .writeVar(command.deliveryId());
    }

    @Override
    public void onRecover(SessionCommand.Recover command) {
        out.writeByte(CommandType.RECOVER).writeVar(command.requestId()).writeVar(command.sessionId());
        Fields.writeSeen(out, command.seen());
    }

    @Override
    public void onAdopt(SessionCommand.Adopt command) {
        out.writeByte(CommandType.ADOPT)
                .writeVar(command.sessionId())
                .writeVar(command.consumerId())
                .writeVar(command.fromSessionId())
                .writeVar(command.fromConsumerId())
                .writeVar(command.upTo());
    }

    @Override
    public void onCloseSession(SessionCommand.CloseSession command) {
        out.writeByte(CommandType.CLOSE_SESSION).writeVar(command.requestId()).writeVar(command.sessionId());
        Fields.writeSeen(out, command.seen());
    }

    // ------------------------------------------------------------------ transactions

    @Override
    public void onCommit(TransactionCommand.Commit command) {
        out.writeByte(CommandType.COMMIT).writeVar(command.requestId()).writeVar(command.sessionId());
        Fields.writeSeen(out, command.seen());
        MessageId id = command.id();
        out.writeByte(id == null ? 0 : 1);
        if (id != null) {
            Fields.writeId(out, id);
        }
    }

    @Override
    public void onRollback(TransactionCommand.Rollback command) {
        out.writeByte(CommandType.ROLLBACK).writeVar(command.requestId()).writeVar(command.sessionId());
        Fields.writeSeen(out, command.seen());
    }

    @Override
    public void onStart(TransactionCommand.Start command) {
        out.writeByte(CommandType.START).writeVar(command.requestId()).writeVar(command.sessionId());
        Fields.writeBranch(out, command.branch());
        out.writeByte(command.mode().ordinal()).writeVar(command.timeoutMillis());
    }

    @Override
    public void onEnd(TransactionCommand.End command) {
        out.writeByte(CommandType.END).writeVar(command.requestId()).writeVar(command.sessionId());
        Fields.writeBranch(out, command.branch());
        out.writeByte(command.mode().ordinal());
        Fields.writeSeen(out, command.seen());
    }

    @Override
    public void onPrepare(TransactionCommand.Prepare command) {
        out.writeByte(CommandType.PREPARE).writeVar(command.requestId());
        Fields.writeBranch(out, command.branch());
    }

    @Override
    public void onCommitBranch(TransactionCommand.CommitBranch command) {
        out.writeByte(CommandType.COMMIT_BRANCH).writeVar(command.requestId());
        Fields.writeBranch(out, command.branch());
        out.writeByte(command.onePhase() ? 1 : 0);
    }

    @Override
    public void onRollbackBranch(TransactionCommand.RollbackBranch command) {
        out.writeByte(CommandType.ROLLBACK_BRANCH).writeVar(command.requestId());
        Fields.writeBranch(out, command.branch());
    }

    @Override
    public void onForget(TransactionCommand.Forget command) {
        out.writeByte(CommandType.FORGET).writeVar(command.requestId());
        Fields.writeBranch(out, command.branch());
    }

    @Override
    public void onInDoubt(TransactionCommand.InDoubt command) {
        out.writeByte(CommandType.IN_DOUBT).writeVar(command.requestId());
    }

    // ------------------------------------------------------------------ browsers

    @Override
    public void onOpenBrowser(BrowseCommand.OpenBrowser command) {
        out.writeByte(CommandType.OPEN_BROWSER)
                .writeVar(command.requestId())
                .writeVar(command.sessionId())
                .writeVar(command.browserId());
        Fields.writeDestination(out, command.queue());
        Fields.writeOptional(out, command.selector());
    }

    @Override
    public void onBrowse(BrowseCommand.Browse command) {
        out.writeByte(CommandType.BROWSE)
                .writeVar(command.requestId())
                .writeVar(command.browserId())
                .writeVar(command.most());
    }

    @Override
    public void onCloseBrowser(BrowseCommand.CloseBrowser command) {
        out.writeByte(CommandType.CLOSE_BROWSER).writeVar(command.browserId());
    }
}
