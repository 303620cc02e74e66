package io.chasqui.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.crash.CrashProbe.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kill test without a kill: a broker that lives on must pass it, or the test itself is wrong. */
class RehearsalIT {

    private static final int ROUNDS = 6;
    private static final long LIFE_MILLIS = 900;

    private final Oracle oracle = new Oracle(Place.UNORDERED, Place.CONTESTED);

    @Test
    void findsNothingWhereOnlyClientsDie(@TempDir Path home) throws Exception {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://rehearsal?broker.maxDeliveries=0");
        for (int round = 1; round <= ROUNDS + 1; round++) {
            Path logs = Files.createDirectories(home.resolve("round-" + round));
            Scene scene = new Scene(factory, round, round, logs);
            Task task = round > ROUNDS ? Task.FINISH : round % 4 == 0 ? Task.DRAIN : Task.WORK;
            List<Thread> threads = CrashProbe.play(scene, oracle.expectation(), task);
            endAfterAWhile(scene, threads);
            oracle.beginRound(round);
            LogDirectory.read(logs).forEach(oracle::apply);
            assertEquals("", String.join("\n", oracle.findings()), "round " + round);
        }
        assertEquals(List.of(), oracle.expectation().messages());
        for (Verb verb : Verb.values()) {
            boolean needsACrash = verb == Verb.WRONG || verb == Verb.ABSENT;
            assertTrue(
                    needsACrash || oracle.counts().containsKey(verb.name()),
                    () -> verb + " never happened: " + oracle.counts());
        }
    }

    private static void endAfterAWhile(Scene scene, List<Thread> threads) throws Exception {
        if (!threads.isEmpty()) {
            threads.get(0).join(LIFE_MILLIS);
        }
        scene.end();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(30));
            assertTrue(!thread.isAlive(), () -> thread.getName() + " does not end");
        }
    }
}
