package io.chasqui.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.SimulatedClient.Taker;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.ConnectionCommand.Resolve;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand.AddCredit;
import io.chasqui.protocol.SessionCommand.CloseSession;
import io.chasqui.protocol.SessionCommand.Send;
import io.chasqui.protocol.TransactionCommand.Commit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that lose their link before the answers have come, ask with the next one, and send again what was not done: in the end
 * everything is there exactly once, whatever the broker was doing when the link was lost and whenever it learns of that.
 */
class LostAnswerTest {

    private static final List<Destination> QUEUES =
            List.of(Destination.queue("a"), Destination.queue("b"), Destination.queue("c"));
    private static final int LINKS = 3;

    private static Message message(Destination to, String text, MessageId id) {
        return new Message.Builder(to)
                .body(new Body.Text(text))
                .persistent(true)
                .id(id)
                .build();
    }

    /** What a client has begun: a message, or a transaction with several. */
    private record Begun(MessageId id, List<Message> messages, boolean transacted) {}

    /** One client over several links. */
    private static final class Client {
        private final SimulatedBroker broker;
        private final Random random;
        private final String name;
        private final Map<MessageId, Begun> unanswered = new HashMap<>();
        private final Set<String> confirmed = new HashSet<>();
        private final List<SimulatedClient> unnoticed = new ArrayList<>();
        private SimulatedClient link;
        private long plain;
        private long transacted;
        private long last;
        private boolean asking;

        Client(SimulatedBroker broker, String name) {
            this.broker = broker;
            this.random = broker.random;
            this.name = name;
            this.link = connect();
        }

        private SimulatedClient connect() {
            link = SimulatedClient.remote(broker.engine);
            plain = link.session(SessionKind.PLAIN);
            transacted = link.session(SessionKind.TRANSACTED);
            return link;
        }

        private MessageId next(String session) {
            return new MessageId(name + "-" + session, ++last);
        }

        private Message newMessage(String session) {
            MessageId id = next(session);
            return message(QUEUES.get(random.nextInt(QUEUES.size())), id.text(), id);
        }

        void act() {
            if (asking) {
                return;
            }
            if (random.nextInt(3) > 0) {
                Message message = newMessage("plain");
                begin(new Begun(message.id(), List.of(message), false));
            } else if (unanswered.values().stream().noneMatch(Begun::transacted)) {
                List<Message> messages = new ArrayList<>();
                for (int left = random.nextInt(4); left > 0; left--) {
                    messages.add(newMessage("transacted"));
                }
                begin(new Begun(next("transacted"), messages, true));
            }
        }

        private void begin(Begun begun) {
            unanswered.put(begun.id, begun);
            if (begun.transacted) {
                begun.messages.forEach(message -> link.send(new Send(0, transacted, message)));
                link.request(id -> new Commit(id, transacted, List.of(), begun.id), event -> answered(begun, event));
            } else {
                link.request(id -> new Send(id, plain, begun.messages.get(0)), event -> answered(begun, event));
            }
        }

        private void answered(Begun begun, Event event) {
            unanswered.remove(begun.id);
            if (event instanceof Event.Completed) {
                done(begun);
            } else {
                begin(begun); // for lack of room, and now is not too late
            }
        }

        private void done(Begun begun) {
            begun.messages.forEach(message -> confirmed.add(SimulatedClient.text(message)));
        }

        /** The link is lost, which the broker learns sooner, later or never. */
        void loseLink() {
            SimulatedClient lost = link;
            lost.cut();
            boolean early = random.nextBoolean();
            if (early) {
                lost.send(new Close(0));
            }
            connect();
            asking = true;
            List<MessageId> ids = List.copyOf(unanswered.keySet());
            link.request(id -> new Resolve(id, ids), event -> {
                assertInstanceOf(Event.Resolved.class, event);
                Set<MessageId> done = new HashSet<>(((Event.Resolved) event).done());
                asking = false;
                for (MessageId id : ids) {
                    Begun begun = unanswered.remove(id);
                    if (done.contains(id)) {
                        done(begun);
                    } else {
                        begin(begun);
                    }
                }
            });
            if (!early) {
                if (random.nextBoolean()) {
                    lost.send(new Close(0));
                } else {
                    unnoticed.add(lost);
                }
            }
        }

        /** The broker learns at last which links were lost. */
        void endLostLinks() {
            unnoticed.forEach(lost -> lost.send(new Close(0)));
        }
    }

    private static Map<String, Integer> consumeAll(SimulatedBroker broker) {
        SimulatedClient consumer = new SimulatedClient(broker.engine);
        long session = consumer.session(SessionKind.PLAIN);
        List<Taker> takers = new ArrayList<>();
        for (Destination queue : QUEUES) {
            Taker taker = consumer.taker(session, queue, null);
            takers.add(taker);
        }
        broker.settle();
        takers.forEach(taker -> consumer.send(new AddCredit(session, taker.id, 1_000_000)));
        Map<String, Integer> found = new HashMap<>();
        for (int round = 0; round < 100; round++) {
            broker.advance(20);
            for (Taker taker : takers) {
                for (Event.Deliver next = taker.look(); next != null; next = taker.look()) {
                    found.merge(SimulatedClient.text(next.message()), 1, Integer::sum);
                }
                consumer.send(
                        new io.chasqui.protocol.SessionCommand.Acknowledge(0, session, List.of(taker.seenSoFar())));
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void everythingHappensExactlyOnceOverSeveralLinks(int loops) {
        int askedInVain = 0;
        for (long seed = 1; seed <= 100; seed++) {
            SimulatedBroker broker = new SimulatedBroker(seed, loops, 0, seed % 2 == 0 ? 1 << 30 : 4_000);
            List<Client> clients = List.of(new Client(broker, "x"), new Client(broker, "y"));
            for (int round = 0; round < LINKS; round++) {
                for (int step = 0; step < 40; step++) {
                    clients.get(broker.random.nextInt(2)).act();
                    broker.runSome(broker.random.nextInt(12));
                }
                Client unlucky = clients.get(broker.random.nextInt(2));
                unlucky.loseLink();
                askedInVain += unlucky.unanswered.size();
            }
            clients.forEach(Client::endLostLinks);
            Map<String, Integer> found = consumeAll(broker);
            for (Client client : clients) {
                assertEquals(Set.of(), client.unanswered.keySet(), "seed " + seed + ", told " + client.link.oddities);
                for (String text : client.confirmed) {
                    assertEquals(1, found.getOrDefault(text, 0), "seed " + seed + ": " + text);
                }
            }
            assertEquals(
                    clients.stream().mapToInt(client -> client.confirmed.size()).sum(), found.size(), "seed " + seed);
        }
        assertTrue(askedInVain > 100, askedInVain + " unanswered are too few to prove anything");
    }

    // ------------------------------------------------------------------ one thing at a time

    private final SimulatedBroker broker = new SimulatedBroker(7, 2, 0, 4_000);
    private final MessageId id = new MessageId("session", 1);

    private Event ask(SimulatedClient client) {
        List<Event> answers = new ArrayList<>();
        client.request(request -> new Resolve(request, List.of(id)), answers::add);
        broker.settle();
        return answers.get(0);
    }

    private boolean isDone() {
        return ((Event.Resolved) ask(SimulatedClient.remote(broker.engine)))
                .done()
                .contains(id);
    }

    private SimulatedClient sent() {
        SimulatedClient client = SimulatedClient.remote(broker.engine);
        long session = client.session(SessionKind.PLAIN);
        client.request(
                request -> new Send(request, session, message(QUEUES.get(0), "once", id)),
                event -> assertInstanceOf(Event.Completed.class, event));
        return client;
    }

    @Test
    void aClientThatClosesItsConnectionIsForgotten() {
        SimulatedClient client = sent();
        client.request(Close::new, event -> {});
        broker.settle();
        assertEquals(0, broker.engine.broker().senders().count());
        assertFalse(isDone());
    }

    @Test
    void aClientThatClosesItsSessionIsForgotten() {
        SimulatedClient client = sent();
        broker.settle();
        client.request(request -> new CloseSession(request, 2, List.of()), event -> {});
        broker.settle();
        assertEquals(0, broker.engine.broker().senders().count());
    }

    @Test
    void aClientThatVanishesIsRememberedForHalfADay() {
        SimulatedClient client = sent();
        client.send(new Close(0));
        broker.settle();
        assertEquals(1, broker.engine.broker().senders().count());
        broker.advance(11 * 60 * 60_000);
        assertTrue(isDone());
        assertEquals(1, broker.engine.broker().senders().count());
    }

    @Test
    void aClientThatVanishesIsForgottenAfterHalfADay() {
        SimulatedClient client = sent();
        client.send(new Close(0));
        broker.settle();
        for (int minute = 0; minute <= 12 * 60 + 1; minute++) {
            broker.advance(60_000);
        }
        assertEquals(0, broker.engine.broker().senders().count());
        assertFalse(isDone());
    }

    /** The broker still reads what an earlier link had sent when the answer has long been given. */
    @Test
    void whatComesLateOnTheEarlierLinkIsNotDone() {
        SimulatedClient late = SimulatedClient.remote(broker.engine);
        long session = late.session(SessionKind.PLAIN);
        broker.settle();
        assertFalse(isDone());
        late.request(request -> new Send(request, session, message(QUEUES.get(0), "late", id)), event -> {});
        broker.settle();
        assertTrue(
                late.oddities.stream().anyMatch(Event.Disconnected.class::isInstance), () -> "told " + late.oddities);
        assertEquals(Map.of(), consumeAll(broker));
    }

    @Test
    void whatWaitsForRoomIsWithdrawnBeforeTheAnswer() {
        SimulatedClient filler = new SimulatedClient(broker.engine);
        long filling = filler.session(SessionKind.PLAIN);
        List<Event> filled = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            filler.request(
                    request -> new Send(request, filling, message(QUEUES.get(0), "fill", new MessageId("f", request))),
                    filled::add);
        }
        broker.settle();
        SimulatedClient client = sent();
        broker.settle();
        assertTrue(filled.size() < 200, "there is room for all");
        client.cut();
        assertFalse(isDone(), "it is behind others that wait, and time has not passed");
        broker.advance(2_000);
        assertFalse(consumeAll(broker).containsKey("once"));
    }

    /** Clients of this JVM live and die with the broker, and never ask. */
    @Test
    void clientsInTheSameVirtualMachineAreNotRemembered() {
        SimulatedClient client = new SimulatedClient(broker.engine);
        long session = client.session(SessionKind.PLAIN);
        client.request(request -> new Send(request, session, message(QUEUES.get(0), "once", id)), event -> {});
        broker.settle();
        assertEquals(0, broker.engine.broker().senders().count());
        assertFalse(isDone());
    }
}
