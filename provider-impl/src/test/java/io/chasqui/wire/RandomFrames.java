package io.chasqui.wire;

import io.chasqui.message.Destination;
import io.chasqui.message.MessageId;
import io.chasqui.message.RandomMessages;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.BrowseCommand;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.protocol.TransactionCommand;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes commands, events and link frames of every type, odd values included. */
final class RandomFrames {

    private final Random random;
    private final RandomMessages messages;
    private final List<Supplier<Command>> commands;
    private final List<Supplier<Event>> events;
    private final List<Supplier<LinkFrame>> linkFrames;

    RandomFrames(long seed) {
        this(new Random(seed));
    }

    RandomFrames(Random random) {
        this.random = random;
        messages = new RandomMessages(random);
        commands = Stream.of(connectionCommands(), sessionCommands(), transactionCommands(), browseCommands())
                .flatMap(List::stream)
                .toList();
        events = eventsOfEveryType();
        linkFrames = linkFramesOfEveryType();
    }

    Command command() {
        return oneOf(commands).get();
    }

    Event event() {
        return oneOf(events).get();
    }

    LinkFrame linkFrame() {
        return oneOf(linkFrames).get();
    }

    /** One command of every type. */
    List<Command> oneOfEveryCommand() {
        return commands.stream().map(Supplier::get).toList();
    }

    List<Event> oneOfEveryEvent() {
        return events.stream().map(Supplier::get).toList();
    }

    List<LinkFrame> oneOfEveryLinkFrame() {
        return linkFrames.stream().map(Supplier::get).toList();
    }

    // ------------------------------------------------------------------ commands

    private List<Supplier<Command>> connectionCommands() {
        return List.of(
                () -> new ConnectionCommand.Open(number(), optional(), optional(), optional()),
                () -> new ConnectionCommand.SetClientId(number(), text()),
                () -> new ConnectionCommand.OpenSession(number(), oneOf(SessionKind.values())),
                () -> new ConnectionCommand.CreateTemporary(number(), temporary()),
                () -> new ConnectionCommand.DeleteTemporary(number(), temporary()),
                () -> new ConnectionCommand.Unsubscribe(number(), text()),
                () -> new ConnectionCommand.Resolve(number(), some(this::messageId)),
                () -> new ConnectionCommand.Close(number()));
    }

    private List<Supplier<Command>> sessionCommands() {
        return List.of(
                () -> new SessionCommand.Send(number(), number(), messages.message()),
                () -> new SessionCommand.OpenConsumer(
                        number(),
                        number(),
                        number(),
                        messages.destination(),
                        optional(),
                        random.nextBoolean(),
                        subscription(),
                        number()),
                () -> new SessionCommand.CloseConsumer(number(), number(), number(), number()),
                () -> new SessionCommand.AddCredit(number(), number(), count()),
                () -> new SessionCommand.Pull(number(), number(), number(), count()),
                () -> new SessionCommand.Return(number(), number(), number()),
                () -> new SessionCommand.Acknowledge(number(), number(), some(this::seen)),
                () -> new SessionCommand.Discard(number(), number(), number()),
                () -> new SessionCommand.Recover(number(), number(), some(this::seen)),
                () -> new SessionCommand.Adopt(number(), number(), number(), number(), number()),
                () -> new SessionCommand.CloseSession(number(), number(), some(this::seen)),
                () -> new SessionCommand.Bury(number(), number(), number()));
    }

    private List<Supplier<Command>> transactionCommands() {
        return List.of(
                () -> new TransactionCommand.Commit(
                        number(), number(), some(this::seen), random.nextBoolean() ? messageId() : null),
                () -> new TransactionCommand.Rollback(number(), number(), some(this::seen)),
                () -> new TransactionCommand.Start(
                        number(), number(), branch(), oneOf(TransactionCommand.StartMode.values()), number()),
                () -> new TransactionCommand.End(
                        number(), number(), branch(), oneOf(TransactionCommand.EndMode.values()), some(this::seen)),
                () -> new TransactionCommand.Prepare(number(), branch()),
                () -> new TransactionCommand.CommitBranch(number(), branch(), random.nextBoolean()),
                () -> new TransactionCommand.RollbackBranch(number(), branch()),
                () -> new TransactionCommand.Forget(number(), branch()),
                () -> new TransactionCommand.InDoubt(number()));
    }

    private List<Supplier<Command>> browseCommands() {
        return List.of(
                () -> new BrowseCommand.OpenBrowser(number(), number(), number(), messages.destination(), optional()),
                () -> new BrowseCommand.Browse(number(), number(), count()),
                () -> new BrowseCommand.CloseBrowser(number()));
    }

    // ------------------------------------------------------------------ events

    private List<Supplier<Event>> eventsOfEveryType() {
        return List.of(
                () -> new Event.Opened(number(), text(), text(), count(), number(), number(), random.nextBoolean()),
                () -> new Event.Completed(number()),
                () -> new Event.Failed(number(), oneOf(ErrorCode.values()), text()),
                () -> new Event.Deliver(number(), number(), number(), messages.message(), count()),
                () -> new Event.Granted(number(), count(), number()),
                () -> new Event.Recall(number(), number()),
                () -> new Event.Page(
                        number(), some(() -> new Event.Browsed(messages.message(), count())), random.nextBoolean()),
                () -> new Event.Voted(number(), random.nextBoolean()),
                () -> new Event.Branches(number(), some(this::branch)),
                () -> new Event.Resolved(number(), some(this::messageId)),
                () -> new Event.SendRefused(
                        number(), optional(), messages.destination(), oneOf(ErrorCode.values()), text()),
                () -> new Event.DestinationDeleted(messages.destination()),
                () -> new Event.Disconnected(text(), random.nextBoolean()));
    }

    // ------------------------------------------------------------------ link frames

    private List<Supplier<LinkFrame>> linkFramesOfEveryType() {
        return List.of(
                () -> new LinkFrame.Hello(count(), count(), text(), 1024 + random.nextInt(1 << 24), count()),
                () -> new LinkFrame.Welcome(count(), text(), 1024 + random.nextInt(1 << 24), count(), some(this::text)),
                () -> new LinkFrame.Authenticate(text(), messages.bytes()),
                () -> new LinkFrame.Challenge(messages.bytes()),
                () -> new LinkFrame.Response(messages.bytes()),
                () -> new LinkFrame.Accepted(messages.bytes()),
                LinkFrame.Attach::new,
                () -> new LinkFrame.Resume(messages.bytes(), number()),
                () -> new LinkFrame.Attached(messages.bytes(), random.nextBoolean(), number()),
                () -> new LinkFrame.Ack(number()),
                LinkFrame.Ping::new,
                () -> new LinkFrame.Refused(oneOf(LinkFrame.Refusal.values()), text()),
                () -> new LinkFrame.Goodbye(text(), random.nextBoolean()));
    }

    // ------------------------------------------------------------------ parts

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T oneOf(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> some(Supplier<T> element) {
        return Stream.generate(element).limit(random.nextInt(4)).toList();
    }

    /** 0 or more; any length of its encoding is as likely as any other. */
    private long number() {
        return random.nextInt(8) == 0 ? 0 : random.nextLong() >>> 1 + random.nextInt(63);
    }

    private int count() {
        return (int) (number() & Integer.MAX_VALUE);
    }

    private String text() {
        return messages.text();
    }

    private @Nullable String optional() {
        return random.nextBoolean() ? text() : null;
    }

    private MessageId messageId() {
        return new MessageId(text(), random.nextLong());
    }

    private Seen seen() {
        return new Seen(number(), number());
    }

    private Destination temporary() {
        Destination.Kind kind =
                random.nextBoolean() ? Destination.Kind.TEMPORARY_QUEUE : Destination.Kind.TEMPORARY_TOPIC;
        return new Destination(kind, "t" + text());
    }

    private BranchId branch() {
        byte[] global = new byte[1 + random.nextInt(64)];
        byte[] qualifier = new byte[random.nextInt(65)];
        random.nextBytes(global);
        random.nextBytes(qualifier);
        return new BranchId(random.nextInt(), global, qualifier);
    }

    private SessionCommand.@Nullable Subscription subscription() {
        SubscriptionKind kind = oneOf(SubscriptionKind.values());
        return random.nextInt(3) == 0
                ? null
                : new SessionCommand.Subscription(kind, kind == SubscriptionKind.PLAIN ? null : text());
    }
}
