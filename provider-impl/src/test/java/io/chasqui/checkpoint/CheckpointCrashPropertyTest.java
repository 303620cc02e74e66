package io.chasqui.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.checkpoint.CrashRun.Mutant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Power failures at random operations of a store that changes, commits and writes itself anew: afterwards it holds the
 * last commit, or the one that was running, whole. Shows also that the test notices when something needed is missing.
 */
class CheckpointCrashPropertyTest {

    private static final int SEEDS = Integer.getInteger("checkpoint.crash.seeds", 1000);
    private static final int MUTANT_SEEDS = 500;

    @Test
    void holdsTheLastCommitAfterAnyCrash() {
        List<String> failures = new ArrayList<>();
        int duringCommit = 0;
        int rewrites = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            CrashRun run = new CrashRun(seed, Mutant.NONE);
            run.run().ifPresent(failures::add);
            duringCommit += run.crashesDuringCommit();
            rewrites += run.rewrites();
        }

        assertTrue(failures.isEmpty(), failures.size() + " of " + SEEDS + " seeds failed, first: " + first(failures));
        assertTrue(duringCommit > SEEDS / 2, "only " + duringCommit + " crashes hit a commit");
        assertTrue(rewrites > SEEDS / 10, "only " + rewrites + " generations were written");
    }

    @ParameterizedTest
    @EnumSource(value = Mutant.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void noticesWhatIsLeftOut(Mutant mutant) {
        boolean noticed = IntStream.range(0, MUTANT_SEEDS)
                .anyMatch(seed -> new CrashRun(seed, mutant).run().isPresent());
        assertTrue(noticed, mutant + " went unnoticed in " + MUTANT_SEEDS + " seeds");
    }

    private static String first(List<String> failures) {
        return failures.isEmpty() ? "" : failures.get(0);
    }
}
