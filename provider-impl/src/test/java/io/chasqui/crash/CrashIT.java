package io.chasqui.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a broker at random moments and compares what it has afterwards with what it had confirmed.
 *
 * <p>{@code -Dcrash.rounds} is how often (8 in each build, 200 in the profile {@code crash}), {@code -Dcrash.seed} the
 * choice of moments and loads. A failure names its seed, and leaves everything to look at in {@code target/crash}.
 */
class CrashIT {

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void whatWasConfirmedSurvivesEveryKill() throws Exception {
        Path home = Files.createDirectories(Path.of(System.getProperty("basedir", "."), "target", "crash"));
        CrashSettings settings = CrashSettings.fromProperties(Files.createTempDirectory(home, "run-"));
        CrashRun run = new CrashRun(settings);
        List<String> findings = run.run();
        assertEquals("", report(findings), () -> run.summary() + "; see " + settings.home());
        CrashRun.delete(settings.home());
    }

    /** The first of many, because one loss has others in its wake. */
    private static String report(List<String> findings) {
        return findings.isEmpty()
                ? ""
                : findings.size() + " findings:\n"
                        + String.join("\n", findings.stream().limit(50).toList());
    }

    @Test
    void noticesABrokerThatForgetsEverything(@TempDir Path home) throws IOException, InterruptedException {
        List<String> findings = new CrashRun(new CrashSettings(1, 6, home, false, "", Long.MAX_VALUE)).run();
        for (String kind : List.of("LOST: ", "LOST branch: ")) {
            assertTrue(findings.stream().anyMatch(text -> text.contains(kind)), () -> kind + " not in " + findings);
        }
    }
}
