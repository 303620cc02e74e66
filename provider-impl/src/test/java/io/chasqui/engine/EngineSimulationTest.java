package io.chasqui.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.SimulatedClient.Taker;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.TransactionCommand;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.StartMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
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
        private int lastBranch;

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
            for (int i = 0; i < 5; i++) {
                actors.add(new Actor(SessionKind.values()[i % 3]));
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
            private final SessionKind kind;
            private final boolean transacted;
            private long session;
            private BranchId branch = newBranch();
            private final String name = "p" + actors.size();
            private final List<Taker> takers = new ArrayList<>();
            private final Map<Taker, String> sources = new HashMap<>();
            private List<String[]> pending = new ArrayList<>();
            private boolean busy;

            Actor(SessionKind kind) {
                this.kind = kind;
                this.transacted = kind != SessionKind.PLAIN;
                begin();
            }

            private void begin() {
                session = client.session(kind);
                if (kind == SessionKind.XA) {
                    start();
                }
            }

            void act() {
                if (busy) {
                    return;
                }
                if (random.nextInt(40) == 0) {
                    renew();
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
                int priority = random.nextInt(5) == 0 ? 7 : 4;
                String text = name + "/" + priority + ":" + ++lastText;
                String group = random.nextInt(4) == 0 ? "g" + random.nextInt(2) : null;
                Message message = SimulatedClient.message(destination, text, priority, group);
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
                            ? client.selecting(session, destination, random.nextInt(3) == 0 ? "JMSPriority > 5" : null)
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
                if (kind == SessionKind.XA) {
                    end(() -> decide(true));
                    return;
                }
                var seen = takers.stream().map(Taker::seenSoFar).toList();
                client.request(
                        id -> transacted
                                ? new TransactionCommand.Commit(id, session, seen, null)
                                : new SessionCommand.Acknowledge(id, session, seen),
                        event -> {
                            assertTrue(event instanceof Event.Completed, () -> "seed " + seed + ": " + event);
                            noteDone();
                            busy = false;
                        });
            }

            private void noteDone() {
                noteAcknowledged();
                pending.forEach(sent -> note(stored, sent[0], sent[1]));
                pending = new ArrayList<>();
            }

            // An XA session works in one branch after the other.

            private BranchId newBranch() {
                return new BranchId(
                        actors.size(), new byte[] {(byte) ++lastBranch, (byte) (lastBranch >> 8)}, new byte[0]);
            }

            private void start() {
                busy = true;
                branch = newBranch();
                BranchId started = branch;
                request(id -> new TransactionCommand.Start(id, session, started, StartMode.NEW, 0), () -> busy = false);
            }

            private void end(Runnable then) {
                var seen = takers.stream().map(Taker::seenSoFar).toList();
                request(id -> new TransactionCommand.End(id, session, branch, EndMode.SUCCESS, seen), then);
            }

            private void decide(boolean commit) {
                if (!commit) {
                    request(id -> new TransactionCommand.RollbackBranch(id, branch), () -> {
                        takers.forEach(taker -> taker.unacknowledged.clear());
                        pending = new ArrayList<>();
                        start();
                    });
                } else if (random.nextBoolean()) {
                    complete(true);
                } else {
                    client.request(id -> new TransactionCommand.Prepare(id, branch), vote -> {
                        if (vote instanceof Event.Voted voted && voted.readOnly()) {
                            noteDone();
                            start();
                        } else {
                            complete(false);
                        }
                    });
                }
            }

            private void complete(boolean onePhase) {
                request(id -> new TransactionCommand.CommitBranch(id, branch, onePhase), () -> {
                    noteDone();
                    start();
                });
            }

            private void request(LongFunction<Command> command, Runnable then) {
                client.request(command, event -> {
                    assertTrue(event instanceof Event.Completed, () -> "seed " + seed + ": " + event);
                    then.run();
                });
            }

            /** Closes its session with all it has under way, and begins again with another one. */
            private void renew() {
                var seen = takers.stream().map(Taker::seenSoFar).toList();
                for (Taker taker : takers) {
                    taker.deaf = true;
                    taker.buffer.clear();
                    taker.unacknowledged.clear();
                }
                takers.clear();
                pending = new ArrayList<>();
                long old = session;
                client.request(id -> new SessionCommand.CloseSession(id, old, seen), event -> {});
                begin();
            }

            private void startOver() {
                if (kind == SessionKind.XA) {
                    busy = true;
                    end(() -> decide(false));
                } else if (!takers.isEmpty()) {
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
