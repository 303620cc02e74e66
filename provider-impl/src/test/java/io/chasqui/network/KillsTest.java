package io.chasqui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker with a data directory that is killed and started again under mixed load, while connections break as well.
 *
 * <p>{@code -Dnetwork.kills} is how often it is killed (2 in each build), {@code -Dnetwork.seed} the choice of moments.
 */
class KillsTest {

    private static final int KILLS = Integer.getInteger("network.kills", 2);
    private static final long SEED = Long.getLong("network.seed", System.nanoTime() & 0xffffff);
    private static final int SHORTEST_LIFE_MILLIS = 300;
    private static final int LONGEST_LIFE_MILLIS = 2_500;

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void clientsGoOnWhereTheyWereWhenTheBrokerWasKilled() throws Exception {
        int port = freePort();
        Path data = directory.resolve("data");
        Random random = new Random(SEED);
        BrokerChild child = BrokerChild.start(port, data);
        try (LinkCounts counts = new LinkCounts();
                Scene scene = new Scene(SEED, port, 200_000)) {
            Load load = new Load(scene);
            load.begin();
            for (int i = 0; i < KILLS && scene.ledger().findings().isEmpty(); i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        SHORTEST_LIFE_MILLIS + random.nextInt(LONGEST_LIFE_MILLIS - SHORTEST_LIFE_MILLIS)));
                child.close();
                child = BrokerChild.start(port, data);
            }
            int before = counts.renewed();
            load.await(() -> counts.renewed() > before || counts.renewed() >= KILLS, 60);
            load.end();
            String summary = "kills, -Dnetwork.seed=" + SEED + ": " + KILLS + " kills, "
                    + scene.proxy().cuts() + " cuts, " + counts.resumed() + " resumptions, " + counts.renewed()
                    + " renewals, " + scene.ledger().counts() + ", failed operations " + load.failures()
                    + ", connections lost " + load.losses() + ", questions without an answer " + load.missed();
            System.out.println(summary);
            assertEquals(List.of(), scene.ledger().findings(), () -> summary + "\n" + scene.notes());
            assertTrue(counts.renewed() > 0, summary);
        } finally {
            child.close();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
