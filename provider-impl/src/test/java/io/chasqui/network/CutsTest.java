package io.chasqui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections that break all the time under mixed load.
 *
 * <p>{@code -Dnetwork.cuts} is how many breaks each run waits for (30 in each build), {@code -Dnetwork.seed} the choice of
 * places to break at and of the load.
 */
class CutsTest {

    private static final int CUTS = Integer.getInteger("network.cuts", 30);
    private static final long SEED = Long.getLong("network.seed", System.nanoTime() & 0xffffff);

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void linksThatAreResumedLeaveNoTrace() throws Exception {
        Run run = new Run(broker("resumed").resumeMillis(60_000).eventLoops(2), 12_000);
        assertEquals(0, run.renewals, run.summary);
        assertEquals(0, run.missed, "questions without an answer; " + run.summary);
        assertEquals(0, run.strays, "answers that came twice; " + run.summary);
        assertEquals(0, run.failures, "operations that failed; " + run.summary + "\n" + run.notes);
        assertTrue(run.resumptions > 0, run.summary);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void linksThatAreSetUpAnewLoseAndDoubleNothing() throws Exception {
        Run run = new Run(broker("renewed").resumeMillis(0).eventLoops(2), 20_000);
        assertTrue(run.renewals > 0, run.summary);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void linksThatAreSetUpAnewToABrokerThatStoresLoseAndDoubleNothing() throws Exception {
        Run run = new Run(
                broker("stored")
                        .resumeMillis(0)
                        .dataDirectory(directory.resolve("data").toString()),
                20_000);
        assertTrue(run.renewals > 0, run.summary);
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void someResumedAndSomeSetUpAnew() throws Exception {
        Run run = new Run(broker("mixed").resumeMillis(15).eventLoops(3), 15_000);
        assertTrue(run.renewals + run.resumptions > 0, run.summary);
    }

    private static BrokerConfigurationBuilder broker(String name) {
        return BrokerConfiguration.builder()
                .name("cuts-" + name)
                .listen("tcp://127.0.0.1:0")
                .remoteAnonymousAllowed(true);
    }

    /** One run, and what was counted. */
    private static final class Run {
        final int renewals;
        final int resumptions;
        final int missed;
        final int strays;
        final int failures;
        final String summary;
        final String notes;

        Run(BrokerConfigurationBuilder configuration, int averageBytes) throws Exception {
            try (LinkCounts counts = new LinkCounts();
                    Broker broker = Broker.start(configuration.build());
                    Scene scene = new Scene(SEED, broker.addresses().get(0).getPort(), averageBytes)) {
                Load load = new Load(scene);
                load.begin();
                load.await(() -> scene.proxy().cuts() >= CUTS, 120 + CUTS);
                load.end();
                renewals = scene.renewals();
                resumptions = counts.resumed();
                missed = load.missed();
                strays = load.strays();
                failures = load.failures();
                summary = broker.configuration().name() + ", -Dnetwork.seed=" + SEED + ": "
                        + scene.proxy().cuts()
                        + " cuts, " + resumptions + " resumptions, " + renewals + " renewals, "
                        + scene.ledger().counts() + ", failed operations " + failures + ", connections lost "
                        + load.losses() + " (for good: " + scene.ended() + "), questions without an answer " + missed;
                notes = scene.notes();
                System.out.println(summary);
                if (Boolean.getBoolean("network.notes")) {
                    System.out.println(scene.notes());
                }
                assertEquals(List.of(), scene.ledger().findings(), () -> summary + "\n" + scene.notes());
            }
        }
    }
}
