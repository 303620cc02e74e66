package io.chasqui.scale;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Millions of messages put and taken: the disk stays as small as what is under way, also when a few old ones are kept. */
class ChurnScale {

    private static final long LIMIT_BYTES = 300_000_000;

    /** Two generations, each written anew above 16 MiB, and a redo log. */
    private static final long STATE_LIMIT_BYTES = 64_000_000;

    @Test
    void diskStaysBoundedWhileMessagesComeAndGo() throws Exception {
        churn("CHURN", 0);
    }

    @Test
    void diskStaysBoundedWhileASubscriptionKeepsOldMessages() throws Exception {
        churn("SLOW SUBSCRIBER", Settings.oldMessages());
    }

    private static void churn(String title, long oldMessages) throws Exception {
        long cycles = Settings.cycles();
        Churn churn = new Churn(cycles, Settings.inFlight(), oldMessages, Settings.patienceMillis());
        try (Trial trial = new Trial("churn", LIMIT_BYTES)) {
            ChildJvm churned = trial.runAndStop(List.of("churn", String.valueOf(cycles), String.valueOf(oldMessages)));
            List<String> drain = new ArrayList<>(List.of("drain"));
            churn.sources().forEach(source -> drain.add(source.toText()));
            trial.runAndStop(drain);
            System.out.printf(
                    "%s: %,d messages put and taken, %d under way, %d old ones kept and read after a restart (%s), -Xmx%s:"
                            + " %.1f s (%,d/s), data directory at most %d MB (durable state at most %d MB), %d MB at the end,"
                            + " peak resident %d MiB%n",
                    title,
                    cycles,
                    Settings.inFlight(),
                    oldMessages,
                    Settings.killed() ? "killed" : "closed",
                    Settings.heap(),
                    churned.figure("churn_ms") / 1e3,
                    cycles * 1000 / Math.max(1, churned.figure("churn_ms")),
                    Trial.megabytes(trial.peak().bytes()),
                    Trial.megabytes(trial.peak().state()),
                    Trial.megabytes(trial.size().bytes()),
                    churned.figure(ScaleChild.PEAK_RESIDENT_KIB) / 1024);
            assertTrue(
                    trial.peak().state() < STATE_LIMIT_BYTES,
                    "the durable state had " + Trial.megabytes(trial.peak().state()) + " MB; it may have "
                            + Trial.megabytes(STATE_LIMIT_BYTES));
        }
    }
}
