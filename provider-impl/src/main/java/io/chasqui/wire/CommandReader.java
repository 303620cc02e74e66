package io.chasqui.wire;

import io.chasqui.message.BodyScanner;
import io.chasqui.message.ByteReader;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import io.chasqui.message.MessageCodec;
import io.chasqui.protocol.BrowseCommand;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SessionCommand.Subscription;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.protocol.TransactionCommand;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.StartMode;
import org.jspecify.annotations.Nullable;

/** Decodes what {@link CommandWriter} has encoded, and trusts nothing of it. Stateless. */
final class CommandReader {

    private static final SessionKind[] SESSION_KINDS = SessionKind.values();
    private static final SubscriptionKind[] SUBSCRIPTION_KINDS = SubscriptionKind.values();
    private static final StartMode[] START_MODES = StartMode.values();
    private static final EndMode[] END_MODES = EndMode.values();

    private CommandReader() {}

    static Command read(ByteReader in) throws MalformedBytesException {
        int type = in.readByte();
        return switch (type) {
            case CommandType.OPEN ->
                new ConnectionCommand.Open(Fields.request(in), null, null, Fields.readOptional(in, "a client ID"));
            case CommandType.SET_CLIENT_ID ->
                new ConnectionCommand.SetClientId(Fields.request(in), Fields.readText(in, "a client ID"));
            case CommandType.OPEN_SESSION ->
                new ConnectionCommand.OpenSession(
                        Fields.session(in), Fields.readEnum(in, SESSION_KINDS, "the kind of a session"));
            case CommandType.CREATE_TEMPORARY ->
                new ConnectionCommand.CreateTemporary(Fields.request(in), readTemporary(in));
            case CommandType.DELETE_TEMPORARY ->
                new ConnectionCommand.DeleteTemporary(Fields.request(in), readTemporary(in));
            case CommandType.UNSUBSCRIBE ->
                new ConnectionCommand.Unsubscribe(
                        Fields.request(in), Fields.readText(in, "the name of a subscription"));
            case CommandType.RESOLVE -> new ConnectionCommand.Resolve(Fields.request(in), Fields.readIds(in));
            case CommandType.CLOSE -> new ConnectionCommand.Close(Fields.request(in));
            default -> readOther(type, in);
        };
    }

    /**
     * Reads the beginning of a message that is sent, without its body.
     *
     * @return null when it is something else, or its body is none that can be passed on in pieces
     * @throws MalformedBytesException also when the body has not begun yet
     */
    static Frame.@Nullable OfLargeSend readLargeSend(ByteReader in) throws MalformedBytesException {
        if (in.readByte() != CommandType.SEND) {
            return null;
        }
        long requestId = Fields.request(in);
        long sessionId = Fields.session(in);
        Message.Builder head = MessageCodec.readHead(in);
        byte[] start = in.readRest();
        return start.length > 0 && BodyScanner.takes(start[0])
                ? new Frame.OfLargeSend(requestId, sessionId, head, start)
                : null;
    }

    private static Command readOther(int type, ByteReader in) throws MalformedBytesException {
        if (type >= CommandType.OPEN_BROWSER) {
            return readBrowse(type, in);
        }
        return type >= CommandType.COMMIT ? readTransaction(type, in) : readSession(type, in);
    }

    private static Command readSession(int type, ByteReader in) throws MalformedBytesException {
        return switch (type) {
            case CommandType.SEND ->
                new SessionCommand.Send(
                        Fields.request(in), Fields.session(in), MessageCodec.readToPassOn(in.readRest()));
            case CommandType.OPEN_CONSUMER -> readOpenConsumer(in);
            case CommandType.CLOSE_CONSUMER ->
                new SessionCommand.CloseConsumer(
                        Fields.request(in), Fields.session(in), Fields.consumer(in), Fields.delivery(in));
            case CommandType.ADD_CREDIT ->
                new SessionCommand.AddCredit(Fields.session(in), Fields.consumer(in), credit(in));
            case CommandType.PULL ->
                new SessionCommand.Pull(Fields.request(in), Fields.session(in), Fields.consumer(in), credit(in));
            case CommandType.RETURN ->
                new SessionCommand.Return(Fields.session(in), Fields.consumer(in), Fields.delivery(in));
            case CommandType.ACKNOWLEDGE ->
                new SessionCommand.Acknowledge(Fields.request(in), Fields.session(in), Fields.readSeen(in));
            case CommandType.DISCARD ->
                new SessionCommand.Discard(Fields.session(in), Fields.consumer(in), Fields.delivery(in));
            case CommandType.RECOVER ->
                new SessionCommand.Recover(Fields.request(in), Fields.session(in), Fields.readSeen(in));
            case CommandType.ADOPT ->
                new SessionCommand.Adopt(
                        Fields.session(in),
                        Fields.consumer(in),
                        Fields.session(in),
                        Fields.consumer(in),
                        Fields.delivery(in));
            case CommandType.CLOSE_SESSION ->
                new SessionCommand.CloseSession(Fields.request(in), Fields.session(in), Fields.readSeen(in));
            case CommandType.BURY ->
                new SessionCommand.Bury(Fields.session(in), Fields.consumer(in), Fields.delivery(in));
            default -> throw unknown(type);
        };
    }

    private static SessionCommand.OpenConsumer readOpenConsumer(ByteReader in) throws MalformedBytesException {
        return new SessionCommand.OpenConsumer(
                Fields.request(in),
                Fields.session(in),
                Fields.consumer(in),
                Fields.readDestination(in),
                Fields.readOptional(in, "a selector"),
                Fields.readFlag(in, "noLocal"),
                readSubscription(in),
                Fields.delivery(in));
    }

    private static @Nullable Subscription readSubscription(ByteReader in) throws MalformedBytesException {
        if (!Fields.readFlag(in, "whether there is a subscription")) {
            return null;
        }
        SubscriptionKind kind = Fields.readEnum(in, SUBSCRIPTION_KINDS, "the kind of a subscription");
        String name = Fields.readOptional(in, "the name of a subscription");
        if ((name == null) != (kind == SubscriptionKind.PLAIN)) {
            throw new MalformedBytesException("a subscription of kind " + kind
                    + (name == null ? " has no name" : " has the name " + name + ", and is to have none"));
        }
        return new Subscription(kind, name);
    }

    private static Destination readTemporary(ByteReader in) throws MalformedBytesException {
        Destination destination = Fields.readDestination(in);
        if (!destination.isTemporary()) {
            throw new MalformedBytesException(destination + " is not temporary");
        }
        return destination;
    }

    private static Command readTransaction(int type, ByteReader in) throws MalformedBytesException {
        return switch (type) {
            case CommandType.COMMIT ->
                new TransactionCommand.Commit(
                        Fields.request(in),
                        Fields.session(in),
                        Fields.readSeen(in),
                        Fields.readFlag(in, "whether there is an ID") ? Fields.readMessageId(in) : null);
            case CommandType.ROLLBACK ->
                new TransactionCommand.Rollback(Fields.request(in), Fields.session(in), Fields.readSeen(in));
            case CommandType.START ->
                new TransactionCommand.Start(
                        Fields.request(in),
                        Fields.session(in),
                        Fields.readBranch(in),
                        Fields.readEnum(in, START_MODES, "the mode of a start"),
                        Fields.readId(in, "a time-out"));
            case CommandType.END ->
                new TransactionCommand.End(
                        Fields.request(in),
                        Fields.session(in),
                        Fields.readBranch(in),
                        Fields.readEnum(in, END_MODES, "the mode of an end"),
                        Fields.readSeen(in));
            case CommandType.PREPARE -> new TransactionCommand.Prepare(Fields.request(in), Fields.readBranch(in));
            case CommandType.COMMIT_BRANCH ->
                new TransactionCommand.CommitBranch(
                        Fields.request(in), Fields.readBranch(in), Fields.readFlag(in, "whether it is in one phase"));
            case CommandType.ROLLBACK_BRANCH ->
                new TransactionCommand.RollbackBranch(Fields.request(in), Fields.readBranch(in));
            case CommandType.FORGET -> new TransactionCommand.Forget(Fields.request(in), Fields.readBranch(in));
            case CommandType.IN_DOUBT -> new TransactionCommand.InDoubt(Fields.request(in));
            default -> throw unknown(type);
        };
    }

    private static Command readBrowse(int type, ByteReader in) throws MalformedBytesException {
        return switch (type) {
            case CommandType.OPEN_BROWSER ->
                new BrowseCommand.OpenBrowser(
                        Fields.request(in),
                        Fields.session(in),
                        browser(in),
                        Fields.readDestination(in),
                        Fields.readOptional(in, "a selector"));
            case CommandType.BROWSE ->
                new BrowseCommand.Browse(Fields.request(in), browser(in), Fields.readCount(in, "the size of a page"));
            case CommandType.CLOSE_BROWSER -> new BrowseCommand.CloseBrowser(browser(in));
            default -> throw unknown(type);
        };
    }

    private static MalformedBytesException unknown(int type) {
        return new MalformedBytesException("there is no command of type " + type);
    }

    private static long browser(ByteReader in) throws MalformedBytesException {
        return Fields.readId(in, "a browser's number");
    }

    private static int credit(ByteReader in) throws MalformedBytesException {
        return Fields.readCount(in, "a credit");
    }
}
