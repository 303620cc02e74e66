package io.chasqui.engine;

import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.session.BrokerTraits;
import io.chasqui.engine.session.Login;
import io.chasqui.loop.EventLoop;
import io.chasqui.loop.ManualLoop;
import io.chasqui.protocol.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An engine on several manual loops that one thread runs in random turns: every order in which real threads could have
 * met is possible, and a seed brings it back.
 */
final class SimulatedBroker {

    final Random random;
    final List<ManualLoop> loops = new ArrayList<>();
    final Engine engine;

    SimulatedBroker(long seed, int loopCount, int maxDeliveries) {
        this(seed, loopCount, maxDeliveries, 1 << 30);
    }

    SimulatedBroker(long seed, int loopCount, int maxDeliveries, long memoryBytes) {
        random = new Random(seed);
        for (int i = 0; i < loopCount; i++) {
            loops.add(new ManualLoop(true));
        }
        EngineSettings settings = EngineSettings.inMemory(
                new BrokerTraits("sim", "1", 1000, 1 << 20, 1 << 20),
                memoryBytes,
                0,
                1000,
                maxDeliveries,
                null,
                0,
                5,
                (user, password, outcome) -> outcome.accept(
                        "bad".equals(user)
                                ? Login.Outcome.refused("no such user")
                                : Login.Outcome.admitted(new Identity(user, Set.of()))));
        engine = new Engine(List.<EventLoop>copyOf(loops), settings, LargeBodies.none());
    }

    /** Runs a few tasks of random loops; false when nothing was left to do. */
    boolean runSome(int most) {
        boolean worked = false;
        for (int i = 0; i < most; i++) {
            List<ManualLoop> busy = loops.stream().filter(ManualLoop::hasTasks).toList();
            if (busy.isEmpty()) {
                return worked;
            }
            busy.get(random.nextInt(busy.size())).runOne();
            worked = true;
        }
        return worked;
    }

    /** Runs until nothing is left to do now. */
    void settle() {
        while (runSome(1000)) {
            // again: one loop's tasks post to another's
        }
    }

    void advance(long millis) {
        settle();
        for (ManualLoop loop : loops) {
            loop.advance(millis);
        }
        settle();
    }
}
