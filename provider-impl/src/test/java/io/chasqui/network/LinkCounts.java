package io.chasqui.network;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts in the log of this JVM what its clients' links go through. */
final class LinkCounts extends Handler implements AutoCloseable {

    // A logger that nobody holds may be collected, with its handlers.
    private final Logger logger = Logger.getLogger("io.chasqui.transport.tcp.ClientLink");

    private final AtomicInteger resumed = new AtomicInteger();
    private final AtomicInteger renewed = new AtomicInteger();
    private final Level before = logger.getLevel();

    LinkCounts() {
        logger.addHandler(this);
        logger.setLevel(Level.INFO);
    }

    int resumed() {
        return resumed.get();
    }

    int renewed() {
        return renewed.get();
    }

    @Override
    public void publish(LogRecord entry) {
        String text = String.valueOf(entry.getMessage());
        if (text.contains("goes on over a new socket")) {
            resumed.incrementAndGet();
        } else if (text.contains("is set up anew")) {
            renewed.incrementAndGet();
        }
    }

    @Override
    public void flush() {
        // Nothing is kept.
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
    }
}
