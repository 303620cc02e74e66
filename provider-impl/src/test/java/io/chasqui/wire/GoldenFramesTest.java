package io.chasqui.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.BrowseCommand;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.protocol.TransactionCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One example of every frame, byte for byte, in {@code golden-frames.txt}: the protocol cannot change unnoticed, and authors of
 * other clients have something to test with. What is released is not changed there, only added to.
 */
class GoldenFramesTest {

    private static final Destination ORDERS = Destination.queue("orders");
    private static final Destination PRICES = Destination.topic("prices");
    private static final Destination REPLIES = new Destination(Destination.Kind.TEMPORARY_QUEUE, "c1.1");
    private static final BranchId BRANCH = new BranchId(4711, new byte[] {1, 2, 3}, new byte[] {9});
    private static final MessageId ID = new MessageId("c1-2", 300);

    @Test
    void everyExampleIsEncodedAsEver() throws IOException {
        StringBuilder actual = new StringBuilder();
        examples().forEach((name, frame) -> actual.append(name)
                .append(' ')
                .append(HexFormat.of().formatHex(frame))
                .append('\n'));
        assertEquals(golden(), actual.toString(), "the bytes of a frame have changed, or there is a new example");
    }

    @Test
    void everyExampleIsReadAsEver() throws IOException, MalformedBytesException {
        for (String line : golden().split("\n")) {
            String name = line.substring(0, line.indexOf(' '));
            byte[] bytes = Wire.ofHex(line.substring(line.indexOf(' ')));
            FrameDecoder decoder = Event.class.isAssignableFrom(typeOf(name)) ? Wire.client() : Wire.broker();
            List<String> read = Wire.read(decoder, bytes);
            assertEquals(1, read.size(), name);
            assertEquals(
                    typeOf(name).getSimpleName(),
                    read.get(0).substring(read.get(0).indexOf('=') + 1).split(" ")[0]);
        }
    }

    private static Class<?> typeOf(String name) {
        String type = name.contains("-") ? name.substring(0, name.indexOf('-')) : name;
        for (Class<?> each : allTypes()) {
            if (each.getSimpleName().equals(type)) {
                return each;
            }
        }
        throw new AssertionError("no type " + type);
    }

    private static List<Class<?>> allTypes() {
        List<Class<?>> types = new ArrayList<>();
        RandomFrames frames = new RandomFrames(1);
        frames.oneOfEveryCommand().forEach(each -> types.add(each.getClass()));
        frames.oneOfEveryEvent().forEach(each -> types.add(each.getClass()));
        frames.oneOfEveryLinkFrame().forEach(each -> types.add(each.getClass()));
        return types;
    }

    @Test
    void thereIsAnExampleOfEveryType() {
        TreeSet<String> missing = new TreeSet<>();
        allTypes().forEach(each -> missing.add(each.getSimpleName()));
        examples().keySet().forEach(name -> missing.remove(typeOf(name).getSimpleName()));
        assertEquals("[]", missing.toString());
    }

    private static String golden() throws IOException {
        try (InputStream in = GoldenFramesTest.class.getResourceAsStream("golden-frames.txt")) {
            String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return all.lines().filter(line -> !line.startsWith("#")).reduce("", (text, line) -> text + line + "\n");
        }
    }

    // ------------------------------------------------------------------ examples

    private static Map<String, byte[]> examples() {
        Map<String, byte[]> examples = new LinkedHashMap<>();
        linkFrames().forEach(frame -> add(examples, frame, Wire.bytes(writer -> writer.write(frame))));
        for (List<Command> commands : List.of(connection(), sessions(), transactions())) {
            commands.forEach(command -> add(examples, command, Wire.bytes(writer -> writer.write(command))));
        }
        bodies().forEach((name, body) -> {
            Message message = new Message.Builder(ORDERS).body(body).build();
            examples.put("Send-" + name, Wire.bytes(writer -> writer.write(new SessionCommand.Send(1, 2, message))));
        });
        Message hidden = new Message.Builder(ORDERS)
                .id(ID)
                .idHidden(true)
                .persistent(true)
                .build();
        examples.put("Send-hiddenId", Wire.bytes(writer -> writer.write(new SessionCommand.Send(1, 2, hidden))));
        events().forEach(event -> add(examples, event, Wire.bytes(writer -> writer.write(event))));
        return examples;
    }

    private static void add(Map<String, byte[]> examples, Object of, byte[] bytes) {
        String name = of.getClass().getSimpleName();
        int more = 2;
        String unique = name;
        while (examples.containsKey(unique)) {
            unique = name + "-" + more++;
        }
        examples.put(unique, bytes);
    }

    private static List<LinkFrame> linkFrames() {
        byte[] token = {0, 1, 2, (byte) 0xFF};
        return List.of(
                new LinkFrame.Hello(1, 1, "demo 1.0", 1 << 20, 30_000),
                new LinkFrame.Welcome(1, "chasqui 1.0", 1 << 20, 30_000, List.of("SCRAM-SHA-256", "PLAIN")),
                new LinkFrame.Authenticate("PLAIN", "\0me\0secret".getBytes(StandardCharsets.UTF_8)),
                new LinkFrame.Challenge(new byte[] {1, 2}),
                new LinkFrame.Response(new byte[] {3}),
                new LinkFrame.Accepted(new byte[0]),
                new LinkFrame.Attach(),
                new LinkFrame.Resume(token, 1234),
                new LinkFrame.Attached(token, true, 4321),
                new LinkFrame.Ack(70_000),
                new LinkFrame.Ping(),
                new LinkFrame.Refused(LinkFrame.Refusal.LIMIT, "full"),
                new LinkFrame.Goodbye("stopping", true));
    }

    private static List<Command> connection() {
        return List.of(
                new ConnectionCommand.Open(1, "not written", "nor this", "client"),
                new ConnectionCommand.Open(1, null, null, null),
                new ConnectionCommand.SetClientId(2, "client"),
                new ConnectionCommand.OpenSession(1, ConnectionCommand.SessionKind.TRANSACTED),
                new ConnectionCommand.CreateTemporary(3, REPLIES),
                new ConnectionCommand.DeleteTemporary(4, REPLIES),
                new ConnectionCommand.Unsubscribe(5, "news"),
                new ConnectionCommand.Resolve(6, List.of(ID, new MessageId("c1-2", 301))),
                new ConnectionCommand.Close(7));
    }

    private static List<Command> sessions() {
        List<Seen> seen = List.of(new Seen(5, 100), new Seen(6, 0));
        return List.of(
                new SessionCommand.Send(1, 2, message()),
                new SessionCommand.OpenConsumer(1, 2, 5, ORDERS, "price > 10", false, null, 0),
                new SessionCommand.OpenConsumer(
                        1,
                        2,
                        5,
                        PRICES,
                        null,
                        true,
                        new SessionCommand.Subscription(SubscriptionKind.DURABLE, "news"),
                        77),
                new SessionCommand.CloseConsumer(1, 2, 5, 100),
                new SessionCommand.AddCredit(2, 5, 1000),
                new SessionCommand.Pull(1, 2, 5, 1),
                new SessionCommand.Return(2, 5, 100),
                new SessionCommand.Acknowledge(1, 2, seen),
                new SessionCommand.Discard(2, 5, 101),
                new SessionCommand.Recover(1, 2, seen),
                new SessionCommand.Adopt(3, 8, 2, 5, 100),
                new SessionCommand.CloseSession(1, 2, List.of()),
                new SessionCommand.Bury(2, 5, 102));
    }

    private static List<Command> transactions() {
        List<Seen> seen = List.of(new Seen(5, 100));
        return List.of(
                new TransactionCommand.Commit(1, 2, seen, ID),
                new TransactionCommand.Commit(1, 2, List.of(), null),
                new TransactionCommand.Rollback(1, 2, seen),
                new TransactionCommand.Start(1, 2, BRANCH, TransactionCommand.StartMode.JOIN, 60_000),
                new TransactionCommand.End(1, 2, BRANCH, TransactionCommand.EndMode.SUSPEND, seen),
                new TransactionCommand.Prepare(1, BRANCH),
                new TransactionCommand.CommitBranch(1, BRANCH, true),
                new TransactionCommand.RollbackBranch(1, BRANCH),
                new TransactionCommand.Forget(1, BRANCH),
                new TransactionCommand.InDoubt(1),
                new BrowseCommand.OpenBrowser(1, 2, 9, ORDERS, "price > 10"),
                new BrowseCommand.Browse(1, 9, 64),
                new BrowseCommand.CloseBrowser(9));
    }

    private static List<Event> events() {
        return List.of(
                new Event.Opened(1, "c1", "b1", 1000, 1 << 20, 100 << 20, true),
                new Event.Completed(200),
                new Event.Failed(1, ErrorCode.INVALID_SELECTOR, "no such operator"),
                new Event.Deliver(2, 5, 100, message(), 1),
                new Event.Granted(2, 10, 20_000),
                new Event.Recall(2, 5),
                new Event.Page(1, List.of(new Event.Browsed(message(), 2)), true),
                new Event.Voted(1, false),
                new Event.Branches(1, List.of(BRANCH)),
                new Event.Resolved(1, List.of(ID)),
                new Event.SendRefused(2, ID.text(), ORDERS, ErrorCode.RESOURCE_LIMIT, "full"),
                new Event.SendRefused(2, null, ORDERS, ErrorCode.SECURITY, "not allowed"),
                new Event.DestinationDeleted(REPLIES),
                new Event.Disconnected("stopping", true));
    }

    /** With everything a message can have. */
    private static Message message() {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        properties.put("price", 12);
        properties.put("name", "é€");
        return new Message.Builder(ORDERS)
                .id(ID)
                .persistent(true)
                .priority(4)
                .timestamp(1_700_000_000_000L)
                .expiration(1_700_000_060_000L)
                .deliveryTime(1_700_000_000_000L)
                .type("order")
                .correlationId("k-1")
                .replyTo(REPLIES)
                .properties(properties)
                .body(new Body.Text("hello"))
                .build();
    }

    private static Map<String, Body> bodies() {
        Map<String, Body> bodies = new LinkedHashMap<>();
        bodies.put("none", Body.NONE);
        bodies.put("noText", new Body.Text(null));
        // A character beyond 16 bits, and half of one.
        bodies.put("text", new Body.Text("a\u0000é€\uD83D\uDE00\uD83D"));
        bodies.put("bytes", new Body.Bytes(new byte[] {1, 2, 3}));
        bodies.put("noObject", new Body.Serialized(null));
        bodies.put("object", new Body.Serialized(new byte[] {(byte) 0xAC, (byte) 0xED}));
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        entries.put("b", (byte) -1);
        entries.put("c", 'x');
        entries.put("a", new byte[] {7});
        bodies.put("entries", new Body.Entries(entries));
        bodies.put(
                "items",
                new Body.Items(Arrays.asList(
                        null, false, true, (byte) 5, (short) -300, '€', -1, 1L << 40, 1.5f, -0.0, "s", new byte[0])));
        return bodies;
    }
}
