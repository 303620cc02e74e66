package io.chasqui.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.SimulatedClient.Taker;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.TransactionCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random clients on random interleavings of several loops. Whatever they do, every message whose send was answered is
 * acknowledged exactly once or is still there in the end, and what is left of one producer is in order.
 *
 * <p>The number of seeds is the system property {@code simulation.seeds} (default 150), the first one {@code
 * simulation.seed} (default 1); a failure names its seed.
 */
class EngineSimulationTest {

    private static final Destination QUEUE = Destination.queue("q");
    private static final Destination OTHER_QUEUE = Destination.queue("another");
    private static final Destination TOPIC = Destination.topic("t");
    private static final int STEPS = 400;

    static java.util.stream.LongStream seeds() {
        long first = Long.getLong("simulation.seed", 1);
        return java.util.stream.LongStream.range(first, first + Integer.getInteger("simulation.seeds", 150));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("ORD-11, ORD-12, QUE-1, TX-3, TX-4: nothing is lost, doubled or reordered")
    void keepsEveryMessageExactlyOnce(long seed) {
        new Run(seed).play();
    }

    /** One simulated life of a broker. */
    private static final class Run {
        private final long seed;
        private final SimulatedBroker broker;
        private final Random random;
        private final List<Actor> actors = new ArrayList<>();

        /** By backlog: what must be there or be acknowledged, and what was acknowledged. */
        private final Map<String, Set<String>> stored = new HashMap<>();

        private final Map<String, Set<String>> acknowledged = new HashMap<>();
        private int lastText;

        Run(long seed) {
            this.seed = seed;
            this.broker = new SimulatedBroker(seed, 1 + (int) (seed % 3), 0);
            this.random = broker.random;
        }

        void play() {
            SimulatedClient subscriber = new SimulatedClient(broker.engine);
            subscriber.sharedDurable(subscriber.session(SessionKind.PLAIN), TOPIC, "sub");
            broker.settle();
            subscriber.request(id -> new io.chasqui.protocol.ConnectionCommand.Close(id), event -> {});
            broker.settle();
            for (int i = 0; i < 4; i++) {
                actors.add(new Actor(i % 2 == 1));
            }
            broker.settle();
            for (int step = 0; step < STEPS; step++) {
                actors.get(random.nextInt(actors.size())).act();
                broker.runSome(random.nextInt(12));
                if (random.nextInt(40) == 0) {
                    broker.advance(10);
                }
            }
            broker.settle();
            actors.forEach(Actor::leave);
            broker.advance(100);
            for (Actor actor : actors) {
                assertFalse(actor.client.waitsForAnswers(), () -> "seed " + seed + ": an answer is missing");
                assertEquals(List.of(), actor.client.oddities, () -> "seed " + seed);
            }
            verify("q", QUEUE);
            verify("another", OTHER_QUEUE);
            verify("t", TOPIC);
        }

        private void verify(String name, Destination destination) {
            SimulatedClient client = new SimulatedClient(broker.engine);
            long session = client.session(SessionKind.PLAIN);
            Taker taker = destination.isQueue()
                    ? client.taker(session, destination, null)
                    : client.sharedDurable(session, destination, "sub");
            broker.settle();
            assertTrue(taker.open, () -> "seed " + seed + ": cannot consume from " + destination);
            client.send(new SessionCommand.AddCredit(session, taker.id, Integer.MAX_VALUE / 2));
            broker.advance(100);
            List<String> left = taker.buffer.stream()
                    .map(delivery -> SimulatedClient.text(delivery.message()))
                    .toList();
            Set<String> expected = new HashSet<>(stored.getOrDefault(name, Set.of()));
            expected.removeAll(acknowledged.getOrDefault(name, Set.of()));
            assertEquals(left.size(), new HashSet<>(left).size(), () -> "seed " + seed + ": doubled in " + left);
            assertEquals(expected, new HashSet<>(left), () -> "seed " + seed + ", " + destination);
            checkOrder(left);
        }

        private void checkOrder(List<String> left) {
            Map<String, Integer> lastOfProducer = new HashMap<>();
            for (String text : left) {
                String[] parts = text.split(":");
                int number = Integer.parseInt(parts[1]);
                Integer before = lastOfProducer.put(parts[0], number);
                assertTrue(before == null || before < number, () -> "seed " + seed + ": out of order: " + left);
            }
        }

        /** A client that does random things in one session. */
        private final class Actor {
            private final SimulatedClient client = new SimulatedClient(broker.engine);
            private final boolean transacted;
            private final long session;
            private final String name = "p" + actors.size();
            private final List<Taker> takers = new ArrayList<>();
            private final Map<Taker, String> sources = new HashMap<>();
            private List<String[]> pending = new ArrayList<>();
            private boolean busy;

            Actor(boolean transacted) {
                this.transacted = transacted;
                this.session = client.session(transacted ? SessionKind.TRANSACTED : SessionKind.PLAIN);
            }

            void act() {
                if (busy) {
                    return;
                }
                switch (random.nextInt(10)) {
                    case 0, 1, 2 -> produce();
                    case 3 -> openTaker();
                    case 4 ->
                        anyTaker(taker ->
                                client.send(new SessionCommand.AddCredit(session, taker.id, 1 + random.nextInt(4))));
                    case 5, 6 -> anyTaker(Taker::look);
                    case 7 -> finishWork();
                    case 8 -> startOver();
                    default -> pullOrClose();
                }
            }

            private void anyTaker(java.util.function.Consumer<Taker> action) {
                List<Taker> open = takers.stream()
                        .filter(taker -> taker.open && !taker.deaf)
                        .toList();
                if (!open.isEmpty()) {
                    action.accept(open.get(random.nextInt(open.size())));
                }
            }

            private void produce() {
                Destination destination = List.of(QUEUE, OTHER_QUEUE, TOPIC).get(random.nextInt(3));
                String text = name + ":" + ++lastText;
                Message message = SimulatedClient.message(destination, text, 4);
                if (transacted) {
                    client.send(new SessionCommand.Send(0, session, message));
                    pending.add(new String[] {destination.name(), text});
                } else {
                    client.request(id -> new SessionCommand.Send(id, session, message), event -> {
                        assertTrue(event instanceof Event.Completed, () -> "seed " + seed + ": " + event);
                        note(stored, destination.name(), text);
                    });
                }
            }

            private void note(Map<String, Set<String>> where, String backlog, String text) {
                assertTrue(
                        where.computeIfAbsent(backlog, key -> new HashSet<>()).add(text),
                        () -> "seed " + seed + ": twice in " + backlog + ": " + text);
            }

            private void openTaker() {
                if (takers.size() < 3) {
                    Destination destination = List.of(QUEUE, OTHER_QUEUE, TOPIC).get(random.nextInt(3));
                    Taker taker = destination.isQueue()
                            ? client.taker(session, destination, null)
                            : client.sharedDurable(session, destination, "sub");
                    takers.add(taker);
                    sources.put(taker, destination.name());
                }
            }

            private void noteAcknowledged() {
                for (Taker taker : takers) {
                    for (Event.Deliver delivery : taker.unacknowledged) {
                        note(acknowledged, sources.get(taker), SimulatedClient.text(delivery.message()));
                    }
                    taker.unacknowledged.clear();
                }
            }

            /** Acknowledges or commits; the effect is certain once answered, and the client waits for that. */
            private void finishWork() {
                busy = true;
                var seen = takers.stream().map(Taker::seenSoFar).toList();
                client.request(
                        id -> transacted
                                ? new TransactionCommand.Commit(id, session, seen)
                                : new SessionCommand.Acknowledge(id, session, seen),
                        event -> {
                            assertTrue(event instanceof Event.Completed, () -> "seed " + seed + ": " + event);
                            noteAcknowledged();
                            pending.forEach(sent -> note(stored, sent[0], sent[1]));
                            pending = new ArrayList<>();
                            busy = false;
                        });
            }

            private void startOver() {
                if (!takers.isEmpty()) {
                    busy = true;
                    pending = new ArrayList<>();
                    client.startOver(takers, transacted, () -> busy = false);
                }
            }

            private void pullOrClose() {
                anyTaker(taker -> {
                    if (random.nextInt(3) > 0) {
                        client.request(id -> new SessionCommand.Pull(id, session, taker.id, 1), event -> {});
                    } else {
                        taker.open = false;
                        taker.buffer.clear();
                        taker.deaf = true;
                        client.request(
                                id -> new SessionCommand.CloseConsumer(id, session, taker.id, taker.seen), event -> {});
                    }
                });
            }

            void leave() {
                broker.settle();
                var seen = takers.stream().map(Taker::seenSoFar).toList();
                if (random.nextBoolean()) {
                    client.request(id -> new SessionCommand.CloseSession(id, session, seen), event -> {});
                }
                client.request(id -> new io.chasqui.protocol.ConnectionCommand.Close(id), event -> {});
            }
        }
    }
}
