package io.chasqui.scale;

import static io.chasqui.scale.SubscriptionSteps.figure;

import io.chasqui.scale.SubscriptionSteps.Step;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A hundred thousand durable subscriptions: created, there after a restart, deleted, not there after another. */
class SubscriptionsScale {

    /** Nothing is asked of the disk here; this only protects the machine. */
    private static final long LIMIT_BYTES = 4_000_000_000L;

    @Test
    void subscriptionsSurviveUntilTheyAreDeleted() throws Exception {
        try (Trial trial = new Trial("subscriptions", LIMIT_BYTES)) {
            ChildJvm created = trial.runAndStop(steps(Step.CREATE, Step.PUBLISH));
            ChildJvm deleted = trial.runAndStop(steps(Step.CHECK, Step.DELETE));
            ChildJvm afterwards = trial.runAndStop(steps(Step.GONE));
            System.out.printf(
                    "SUBSCRIPTIONS: %,d, by %d connections, -Xmx%s: created in %.1f s, a message sent to each in %.1f s; %s;"
                            + " broker started in %d ms, a sample read in %.1f s, all deleted in %.1f s; started in %d ms"
                            + " and none there; heap %d, %d and %d MiB, peak resident %d, %d and %d MiB, disk at most %d MB"
                            + " (durable state at most %d MB)%n",
                    Settings.subscriptions(),
                    Settings.subscribers(),
                    Settings.heap(),
                    created.figure(figure(Step.CREATE)) / 1e3,
                    created.figure(figure(Step.PUBLISH)) / 1e3,
                    Settings.killed() ? "killed" : "closed",
                    deleted.figure("broker_start_ms"),
                    deleted.figure(figure(Step.CHECK)) / 1e3,
                    deleted.figure(figure(Step.DELETE)) / 1e3,
                    afterwards.figure("broker_start_ms"),
                    created.figure(ScaleChild.HEAP_KIB) / 1024,
                    deleted.figure(ScaleChild.HEAP_KIB) / 1024,
                    afterwards.figure(ScaleChild.HEAP_KIB) / 1024,
                    created.figure(ScaleChild.PEAK_RESIDENT_KIB) / 1024,
                    deleted.figure(ScaleChild.PEAK_RESIDENT_KIB) / 1024,
                    afterwards.figure(ScaleChild.PEAK_RESIDENT_KIB) / 1024,
                    Trial.megabytes(trial.peak().bytes()),
                    Trial.megabytes(trial.peak().state()));
        }
    }

    private static List<String> steps(Step... steps) {
        List<String> arguments = new ArrayList<>(List.of("subscriptions"));
        for (Step step : steps) {
            arguments.add(step.name());
        }
        return arguments;
    }
}
