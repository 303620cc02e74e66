package io.chasqui.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.Engine;
import io.chasqui.engine.EngineSettings;
import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.queue.Overflow;
import io.chasqui.journal.Durability;
import io.chasqui.loop.ManualLoop;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.BrowseCommand;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Identity;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SessionCommand.Subscription;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.protocol.TransactionCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the engine refuses to whom; nothing may have changed then. */
class AccessTest {

    private static final Destination QUEUE = Destination.queue("orders");
    private static final Destination TOPIC = Destination.topic("prices");
    private static final Destination TEMPORARY = new Destination(Destination.Kind.TEMPORARY_QUEUE, "temp-1");

    private final ManualLoop loop = new ManualLoop();

    /** What is allowed, as {@code USER ACTION DESTINATION}. */
    private final Set<String> allowed = new HashSet<>();

    private int asked;
    private final Engine engine = engine(Access.Limits.NONE);

    private Engine engine(Access.Limits limits) {
        Permissions permissions = (who, action, destination) -> {
            asked++;
            return allowed.contains(who.user() + " " + action + " " + destination);
        };
        return engine(permissions, limits);
    }

    private Engine engine(Permissions permissions, Access.Limits limits) {
        return new Engine(
                List.of(loop),
                new EngineSettings(
                        new BrokerTraits("test", "1", 1000, 1 << 20, 1 << 20),
                        1 << 20,
                        0,
                        1000,
                        1,
                        "DLQ",
                        1000,
                        0,
                        new Access(Login.OPEN, permissions, limits),
                        Overflow.BLOCK,
                        destination -> Durability.FORCED),
                LargeBodies.none());
    }

    /** A client that waits for each answer. */
    private final class Client implements EventSink {

        final List<Event> events = new ArrayList<>();
        final CommandSink broker;
        long last = 100;

        Client(Engine engine, @Nullable String user) {
            this(engine, new Peer("here", null), user, null);
        }

        Client(Engine engine, Peer peer, @Nullable String user, @Nullable String clientId) {
            broker = engine.connect(peer, this);
            ask(id -> new ConnectionCommand.Open(id, user, null, clientId));
        }

        @Override
        public void accept(Event event) {
            events.add(event);
        }

        @Override
        public void endOfBatch() {}

        void tell(Command command) {
            broker.accept(command);
            loop.runAll();
        }

        /** Returns the answer. */
        Event ask(LongFunction<Command> command) {
            long id = ++last;
            tell(command.apply(id));
            return events.stream()
                    .filter(event -> event instanceof Event.Completed done && done.requestId() == id
                            || event instanceof Event.Failed failed && failed.requestId() == id
                            || event instanceof Event.Opened opened && opened.requestId() == id
                            || event instanceof Event.Page page && page.requestId() == id)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no answer among " + events));
        }

        long session(SessionKind kind) {
            long id = ++last;
            tell(new ConnectionCommand.OpenSession(id, kind));
            return id;
        }

        Event send(long session, Destination destination) {
            return ask(id -> new SessionCommand.Send(id, session, new Message.Builder(destination).build()));
        }

        Event consume(long session, Destination destination, @Nullable Subscription subscription) {
            long consumer = ++last;
            return ask(id ->
                    new SessionCommand.OpenConsumer(id, session, consumer, destination, null, false, subscription, 0));
        }

        Event consume(long session, Destination destination) {
            return consume(session, destination, null);
        }

        Event browse(long session, Destination destination) {
            long browser = ++last;
            return ask(id -> new BrowseCommand.OpenBrowser(id, session, browser, destination, null));
        }
    }

    private void allow(String... what) {
        allowed.addAll(List.of(what));
    }

    private static void assertRefused(Event answer, String... expected) {
        Event.Failed failed = assertInstanceOf(Event.Failed.class, answer);
        assertEquals(ErrorCode.SECURITY, failed.code());
        for (String each : expected) {
            assertTrue(failed.reason().contains(each), failed.reason());
        }
    }

    private static void assertDone(Event answer) {
        assertInstanceOf(Event.Completed.class, answer);
    }

    @Test
    void aSenderNeedsPermissionAndIsAskedAboutOnce() {
        Client ann = new Client(engine, "ann");
        long session = ann.session(SessionKind.PLAIN);

        assertRefused(ann.send(session, QUEUE), "user ann may not send to queue orders");
        assertEquals(0, engine.broker().destinations().count(), "the queue was not made");
        allow("ann SEND queue orders");
        assertRefused(ann.send(session, QUEUE), "user ann may not create queue orders, which does not exist");
        assertEquals(0, engine.broker().destinations().count());
        allow("ann CREATE queue orders");
        assertDone(ann.send(session, QUEUE));
        asked = 0;
        assertDone(ann.send(session, QUEUE));

        assertEquals(0, asked, "the destination of before is allowed");
    }

    @Test
    void aRefusedSendNobodyWaitsForIsToldAndTheWindowIsGrantedAnew() {
        Client ann = new Client(engine, "ann");
        long session = ann.session(SessionKind.PLAIN);
        ann.events.clear();

        ann.tell(new SessionCommand.Send(0, session, new Message.Builder(QUEUE).build()));

        Event.SendRefused refused = assertInstanceOf(Event.SendRefused.class, ann.events.get(0));
        assertEquals(ErrorCode.SECURITY, refused.code());
        assertEquals(1, assertInstanceOf(Event.Granted.class, ann.events.get(1)).messages());
    }

    @Test
    void aRefusedSendSpoilsItsTransaction() {
        allow("ann SEND topic prices", "ann CREATE topic prices", "bob CONSUME topic prices");
        Client ann = new Client(engine, "ann");
        long session = ann.session(SessionKind.TRANSACTED);
        Client bob = new Client(engine, "bob");
        long reading = bob.session(SessionKind.PLAIN);
        assertDone(ann.send(session, TOPIC));
        ann.ask(id -> new TransactionCommand.Commit(id, session, List.of(), null));
        assertDone(bob.consume(reading, TOPIC));
        bob.tell(new SessionCommand.AddCredit(reading, bob.last - 1, 10));

        assertDone(ann.send(session, TOPIC));
        assertRefused(ann.send(session, QUEUE), "queue orders");
        Event commit = ann.ask(id -> new TransactionCommand.Commit(id, session, List.of(), null));

        assertEquals(
                ErrorCode.TRANSACTION_ROLLED_BACK,
                assertInstanceOf(Event.Failed.class, commit).code());
        assertTrue(bob.events.stream().noneMatch(Event.Deliver.class::isInstance));
        assertDone(ann.send(session, TOPIC));
        assertDone(ann.ask(id -> new TransactionCommand.Commit(id, session, List.of(), null)));
        assertEquals(
                1, bob.events.stream().filter(Event.Deliver.class::isInstance).count());
    }

    @Test
    void consumersAndBrowsersNeedPermission() {
        Client ann = new Client(engine, "ann");
        long session = ann.session(SessionKind.PLAIN);

        assertRefused(ann.consume(session, QUEUE), "user ann may not consume from queue orders");
        assertRefused(ann.browse(session, QUEUE), "user ann may not browse queue orders");
        assertEquals(0, engine.broker().destinations().count());
        allow("ann CREATE queue orders", "ann BROWSE queue orders");
        assertDone(ann.browse(session, QUEUE));
        assertRefused(ann.consume(session, QUEUE), "may not consume");
        allow("ann CONSUME queue orders");
        assertDone(ann.consume(session, QUEUE));
    }

    @Test
    void durableSubscriptionsAreCreatedReplacedAndDeletedWithPermissionOnly() {
        allow(
                "ann CONSUME topic prices",
                "ann CREATE topic prices",
                "ann CONSUME topic others",
                "ann CREATE topic others");
        Destination others = Destination.topic("others");
        Subscription durable = new Subscription(SubscriptionKind.SHARED_DURABLE, "audit");
        Client ann = new Client(engine, "ann");
        long session = ann.session(SessionKind.PLAIN);
        assertDone(ann.consume(session, TOPIC));
        allowed.remove("ann CREATE topic prices");

        assertRefused(
                ann.consume(session, TOPIC, durable),
                "user ann may not create the durable subscription audit",
                "to topic prices");
        Event missing = ann.ask(id -> new ConnectionCommand.Unsubscribe(id, "audit"));
        assertEquals(
                ErrorCode.INVALID_DESTINATION,
                assertInstanceOf(Event.Failed.class, missing).code());

        allow("ann CREATE topic prices");
        assertDone(ann.consume(session, TOPIC, durable));
        allowed.remove("ann CREATE topic prices");
        long consumer = ann.last - 1;
        ann.ask(id -> new SessionCommand.CloseConsumer(id, session, consumer, 0));
        assertDone(ann.consume(session, TOPIC, durable));
        long again = ann.last - 1;
        ann.ask(id -> new SessionCommand.CloseConsumer(id, session, again, 0));
        assertRefused(
                ann.consume(session, others, durable),
                "may not delete the durable subscription audit",
                "to topic prices");
        assertRefused(ann.ask(id -> new ConnectionCommand.Unsubscribe(id, "audit")), "may not delete");
        allow("ann DELETE topic prices");
        assertDone(ann.ask(id -> new ConnectionCommand.Unsubscribe(id, "audit")));
    }

    @Test
    void aTemporaryDestinationIsItsOwnersAndNobodyElses() {
        Client ann = new Client(engine, "ann");
        Client bob = new Client(engine, "bob");
        long session = ann.session(SessionKind.PLAIN);
        long other = bob.session(SessionKind.PLAIN);

        assertRefused(
                ann.ask(id -> new ConnectionCommand.CreateTemporary(id, TEMPORARY)),
                "user ann may not create temporary queue temp-1");
        allow("ann CREATE temporary queue temp-1");
        assertDone(ann.ask(id -> new ConnectionCommand.CreateTemporary(id, TEMPORARY)));
        assertDone(ann.consume(session, TEMPORARY));
        long consumer = ann.last - 1;
        assertDone(ann.send(session, TEMPORARY));
        assertDone(ann.browse(session, TEMPORARY));
        assertRefused(bob.send(other, TEMPORARY), "user bob may not send to temporary queue temp-1");
        allow("bob SEND temporary queue temp-1");
        assertDone(bob.send(other, TEMPORARY));
        ann.ask(id -> new SessionCommand.CloseConsumer(id, session, consumer, 0));
        assertDone(ann.ask(id -> new ConnectionCommand.DeleteTemporary(id, TEMPORARY)));
    }

    @Test
    void theIdentityThatALinkHasProvenCountsAndNotTheOneThatIsClaimed() {
        allow("ann SEND queue orders", "ann CREATE queue orders");
        Client bob = new Client(engine, new Peer("10.0.0.1:5", new Identity("bob", Set.of())), "ann", null);
        Client nobody = new Client(engine, new Peer("10.0.0.1:5", Identity.ANONYMOUS), "ann", null);

        assertRefused(bob.send(bob.session(SessionKind.PLAIN), QUEUE), "user bob may not");
        assertRefused(nobody.send(nobody.session(SessionKind.PLAIN), QUEUE), "the anonymous user may not");
    }

    @Test
    void deadLettersAreNotAskedAbout() {
        allow("ann SEND queue orders", "ann CREATE queue orders", "ann CONSUME queue orders");
        Client ann = new Client(engine, "ann");
        long session = ann.session(SessionKind.PLAIN);
        assertDone(ann.consume(session, QUEUE));
        long consumer = ann.last - 1;
        ann.tell(new SessionCommand.AddCredit(session, consumer, 5));
        assertDone(ann.send(session, QUEUE));
        asked = 0;

        ann.ask(id -> new SessionCommand.Recover(id, session, List.of(new Seen(consumer, Long.MAX_VALUE))));

        assertTrue(engine.broker().destinations().isKnown(Destination.queue("DLQ")), "it has become a dead letter");
        assertEquals(0, asked);
        assertRefused(ann.consume(session, Destination.queue("DLQ")), "may not consume from queue DLQ");
    }

    private static void assertLimited(Event answer, String... expected) {
        Event.Failed failed = assertInstanceOf(Event.Failed.class, answer);
        assertEquals(ErrorCode.RESOURCE_LIMIT, failed.code());
        for (String each : expected) {
            assertTrue(failed.reason().contains(each), failed.reason());
        }
    }

    @Test
    void consumersAndBrowsersOfAConnectionAreLimited() {
        Engine limited = engine(Permissions.ALL, new Access.Limits(0, 0, 2));
        Client ann = new Client(limited, "ann");
        long session = ann.session(SessionKind.PLAIN);
        long second = ann.session(SessionKind.PLAIN);
        assertDone(ann.consume(session, QUEUE));
        long consumer = ann.last - 1;
        assertDone(ann.browse(second, QUEUE));

        assertLimited(ann.consume(second, QUEUE), "maxConsumersPerConnection", "allows 2");
        assertLimited(ann.browse(session, QUEUE), "maxConsumersPerConnection");
        Client other = new Client(limited, "ann");
        assertDone(other.consume(other.session(SessionKind.PLAIN), QUEUE));
        ann.ask(id -> new SessionCommand.CloseSession(id, second, List.of()));
        assertFalse(
                ann.consume(session, Destination.topic("x"), new Subscription(SubscriptionKind.DURABLE, "d"))
                        instanceof Event.Completed);
        assertDone(ann.consume(session, QUEUE));
        assertLimited(ann.consume(session, QUEUE), "has 2 consumers");
        ann.ask(id -> new SessionCommand.CloseConsumer(id, session, consumer, 0));
        assertDone(ann.browse(session, QUEUE));
        long browser = ann.last - 1;
        ann.tell(new BrowseCommand.CloseBrowser(browser));
        assertDone(ann.consume(session, QUEUE));
    }

    @Test
    void aSessionTooManyIsRefusedAtEachUse() {
        Engine limited = engine(Permissions.ALL, new Access.Limits(0, 1, 0));
        Client ann = new Client(limited, "ann");
        long first = ann.session(SessionKind.PLAIN);
        long second = ann.session(SessionKind.PLAIN);

        assertLimited(ann.send(second, QUEUE), "had 1 sessions open", "maxSessionsPerConnection");
        assertLimited(ann.consume(second, QUEUE), "maxSessionsPerConnection");
        assertDone(ann.send(first, QUEUE));
        assertDone(ann.ask(id -> new SessionCommand.CloseSession(id, second, List.of())));
        assertDone(ann.ask(id -> new SessionCommand.CloseSession(id, first, List.of())));
        long third = ann.session(SessionKind.PLAIN);
        assertDone(ann.send(third, QUEUE));
        for (int i = 0; i < 1001; i++) {
            ann.session(SessionKind.PLAIN);
        }
        assertInstanceOf(Event.Disconnected.class, ann.events.get(ann.events.size() - 1));
        assertEquals(0, limited.broker().connections().count());
    }

    @Test
    void connectionsOfAUserAreLimitedAndCountedDownAgain() {
        Engine limited = engine(Permissions.ALL, new Access.Limits(2, 0, 0));
        Client first = new Client(limited, "ann");
        new Client(limited, "ann");
        new Client(limited, "bob");
        new Client(limited, null);
        Client third = new Client(limited, new Peer("x", null), "ann", "till");

        assertLimited(third.events.get(0), "user ann has 2 connections open", "maxConnectionsPerUser");
        assertDone(first.ask(ConnectionCommand.Close::new));
        assertInstanceOf(Event.Opened.class, third.ask(id -> new ConnectionCommand.Open(id, "ann", null, "till")));
        assertLimited(new Client(limited, "ann").events.get(0), "maxConnectionsPerUser");
    }

    @Test
    void aConnectionIsOpenedOnce() {
        Client ann = new Client(engine, "ann");

        Event.Failed failed =
                assertInstanceOf(Event.Failed.class, ann.ask(id -> new ConnectionCommand.Open(id, "bob", null, null)));

        assertEquals(ErrorCode.ILLEGAL_STATE, failed.code());
    }
}
