package io.chasqui.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.DurableWorld.Mutant;
import io.chasqui.engine.SimulatedClient.Taker;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.TransactionCommand;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random clients of a broker whose process dies and whose power fails at random moments, several times, on disks that lose,
 * tear and reorder what was not forced, or fail. After each restart, what was confirmed is there exactly once, what was
 * consumed with confirmation is not, transactions have happened as a whole or not at all, and each producer's order holds.
 *
 * <p>The number of seeds is the system property {@code simulation.seeds} (default 100), the first one {@code
 * simulation.seed} (default 1); a failure names its seed.
 */
class DurableEngineSimulationTest {

    private static final int LIVES = 4;
    private static final int STEPS = 200;
    private static final int MUTANT_SEEDS = 200;

    static LongStream seeds() {
        long first = Long.getLong("simulation.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("simulation.seeds", 100));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName("ORD-12, ORD-13, PRD-29, TX-3, TX-4: what was confirmed survives every crash")
    void whatWasConfirmedSurvivesEveryCrash(long seed) throws IOException {
        assertEquals(Optional.empty(), new Run(seed, Mutant.NONE).play());
    }

    /** Otherwise the answers would prove nothing. */
    @Test
    void bothAnswersAreGivenOften() throws IOException {
        int done = 0;
        int notDone = 0;
        for (long seed = 1; seed <= 20; seed++) {
            Run run = new Run(seed, Mutant.NONE);
            run.play();
            done += run.model.answered;
            notDone += run.model.refused;
        }
        assertTrue(done > 20 && notDone > 20, done + " done, " + notDone + " not done");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void noticesWhatIsNotForced(Mutant mutant) {
        boolean caught = false;
        for (long seed = 1; seed <= MUTANT_SEEDS && !caught; seed++) {
            try {
                caught = new Run(seed, mutant).play().isPresent();
            } catch (IOException | RuntimeException damaged) {
                caught = true;
            }
        }
        assertTrue(caught, mutant + " was not caught with " + MUTANT_SEEDS + " seeds");
    }

    @Test
    void whatIsConsumedTakesNoDisk() throws IOException {
        Run run = new Run(4711, Mutant.NONE);
        run.live();
        run.world.crash(false);
        run.world.start();
        run.consumeAll(true);
        for (int i = 0; i < 4; i++) {
            run.world.checkpoint();
            run.world.settle();
        }
        assertTrue(run.world.segments() <= 3, run.world.segments() + " segments are left");
        assertEquals(0, run.world.bodies(), "files of large bodies");
    }

    /** Several lives of one world. */
    private static final class Run {
        private final long seed;
        private final DurableWorld world;
        private final DurableModel model = new DurableModel();
        private final int[] number = new int[1];

        Run(long seed, Mutant mutant) {
            this.seed = seed;
            this.world = new DurableWorld(seed, mutant);
        }

        Optional<String> play() throws IOException {
            for (int life = 0; life < LIVES; life++) {
                live();
                world.crash(world.random.nextInt(3) > 0);
                world.start();
                decideBranches();
                world.advance(100);
                Set<MessageId> done = ask();
                Map<String, List<String>> found = consumeAll(false);
                List<String> wrong = new ArrayList<>(model.compareAnswers(done, found));
                wrong.addAll(model.compare(found));
                if (!wrong.isEmpty()) {
                    return Optional.of("seed " + seed + ", life " + life + ": " + wrong);
                }
                world.crash(false);
            }
            return Optional.empty();
        }

        private void live() throws IOException {
            world.start();
            SimulatedClient subscriber = new SimulatedClient(world.engine());
            subscriber.sharedDurable(
                    subscriber.session(SessionKind.PLAIN), DurableActor.TOPIC, DurableActor.SUBSCRIPTION);
            world.settle();
            subscriber.request(id -> new ConnectionCommand.Close(id), event -> {});
            world.settle();
            List<DurableActor> actors = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String name = "p" + number[0] + "x" + i;
                actors.add(new DurableActor(world, model, SessionKind.values()[i % 3], name, number));
            }
            if (world.random.nextInt(5) == 0) {
                world.breakDisk();
            }
            for (int step = 0; step < STEPS; step++) {
                actors.get(world.random.nextInt(actors.size())).act();
                world.runSome(world.random.nextInt(15));
                if (world.random.nextInt(30) == 0) {
                    world.checkpoint();
                }
                if (world.random.nextInt(40) == 0) {
                    world.advance(world.random.nextInt(20));
                }
            }
        }

        /** What the broker says was done of what had no answer. */
        private Set<MessageId> ask() {
            SimulatedClient client = SimulatedClient.remote(world.engine());
            Set<MessageId> done = new HashSet<>();
            List<MessageId> questions = model.questions();
            client.request(
                    id -> new ConnectionCommand.Resolve(id, questions),
                    event -> done.addAll(((Event.Resolved) event).done()));
            world.settle();
            assertTrue(!client.waitsForAnswers(), () -> "seed " + seed + ": no answer");
            return done;
        }

        /** Decides whatever is in doubt, the way its number says. */
        private void decideBranches() {
            SimulatedClient client = new SimulatedClient(world.engine());
            List<BranchId> inDoubt = new ArrayList<>();
            client.requestBranches(inDoubt::addAll);
            world.settle();
            for (BranchId branch : inDoubt) {
                client.request(
                        id -> branch.global()[0] % 2 == 0
                                ? new TransactionCommand.CommitBranch(id, branch, false)
                                : new TransactionCommand.RollbackBranch(id, branch),
                        event -> assertTrue(event instanceof Event.Completed, () -> "seed " + seed + ": " + event));
            }
            world.settle();
        }

        /** What a consumer holds may fill the memory; then more comes a little later. */
        private void awaitAll(SimulatedClient client, Taker taker) {
            int before = -1;
            while (taker.buffer.size() > before) {
                before = taker.buffer.size();
                // Behind each large message the broker waits until it is said to have been seen.
                client.send(new SessionCommand.AddCredit(taker.session, taker.id, 0));
                world.advance(5_000);
            }
        }

        /** What every backlog has. */
        private Map<String, List<String>> consumeAll(boolean acknowledge) {
            SimulatedClient client = new SimulatedClient(world.engine());
            long session = client.session(SessionKind.PLAIN);
            Map<String, Taker> takers = new LinkedHashMap<>();
            takers.put("q", client.taker(session, DurableActor.QUEUE, null));
            takers.put("another", client.taker(session, DurableActor.OTHER_QUEUE, null));
            takers.put(
                    DurableActor.SUBSCRIPTION,
                    client.sharedDurable(session, DurableActor.TOPIC, DurableActor.SUBSCRIPTION));
            world.settle();
            Map<String, List<String>> found = new LinkedHashMap<>();
            takers.forEach((backlog, taker) -> {
                client.send(new SessionCommand.AddCredit(session, taker.id, Integer.MAX_VALUE / 2));
                awaitAll(client, taker);
                List<String> texts = new ArrayList<>();
                for (Event.Deliver next = taker.look(); next != null; next = taker.look()) {
                    texts.add(SimulatedClient.text(next.message()));
                }
                found.put(backlog, texts);
                if (acknowledge) {
                    client.request(
                            id -> new SessionCommand.Acknowledge(id, session, List.of(taker.seenSoFar())), event -> {});
                }
            });
            world.settle();
            return found;
        }
    }
}
