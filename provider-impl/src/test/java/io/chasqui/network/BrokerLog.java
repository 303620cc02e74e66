package io.chasqui.network;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** The warnings about clients that brokers of this JVM have logged. */
final class BrokerLog extends Handler implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    // Loggers that nobody holds may be collected, with their handlers.
    private final List<Logger> loggers =
            List.of(Logger.getLogger("io.chasqui.transport.tcp.TcpServer"), Logger.getLogger("io.chasqui.security"));

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SimpleFormatter formatter = new SimpleFormatter();

    BrokerLog() {
        loggers.forEach(logger -> logger.addHandler(this));
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            lines.add(formatter.formatMessage(entry));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void awaitLine() {
        await("a line in the broker's log", () -> !lines.isEmpty());
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE_SECONDS + " s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void flush() {
        // Nothing is kept back.
    }

    @Override
    public void close() {
        loggers.forEach(logger -> logger.removeHandler(this));
    }
}
