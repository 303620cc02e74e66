package io.chasqui.crash;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What everything in one process of the kill test shares. May be used by any thread. */
final class Scene {

    private static final long NUMBERS_OF_ROUND = 1_000_000;

    final ChasquiConnectionFactory factory;
    final int round;
    private final long seed;
    private final Path logs;
    private final AtomicLong sequence = new AtomicLong();
    private final AtomicLong operations = new AtomicLong();

    /** About how many messages there are in each backlog, so that none grows without end. */
    private final Map<String, AtomicInteger> tallies = new ConcurrentHashMap<>();

    private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    Scene(ChasquiConnectionFactory factory, int round, long seed, Path logs) {
        this.factory = factory;
        this.round = round;
        this.seed = seed;
        this.logs = logs;
    }

    OracleLog log(String name) {
        try {
            return new OracleLog(logs.resolve(name), sequence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Random random(String name) {
        return new Random(seed * 31 + name.hashCode());
    }

    /** A new name for an operation. */
    String operation() {
        return "o" + round + '-' + operations.incrementAndGet();
    }

    /** Numbers of a stream grow within a round, and from round to round. */
    Item item(String stream, long numberInRound) {
        return new Item(stream, round * NUMBERS_OF_ROUND + numberInRound);
    }

    AtomicInteger tally(Place place) {
        return tallies.computeIfAbsent(place.name(), name -> new AtomicInteger());
    }

    Connection connect(@Nullable String clientId) throws JMSException {
        Connection connection = factory.createConnection();
        connections.add(connection);
        if (clientId != null) {
            connection.setClientID(clientId);
        }
        connection.start();
        return connection;
    }

    boolean isOver() {
        return over;
    }

    /** Instead of a kill: takes the connections away from whoever uses them. */
    void end() throws JMSException {
        over = true;
        for (Connection connection : connections) {
            connection.close();
        }
    }

    static void pauseMillis(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
