package io.chasqui.ra.inbound;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What is logged meanwhile. */
final class LogProbe extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    LogProbe(String name) {
        logger = Logger.getLogger(name);
        logger.addHandler(this);
    }

    @Override
    public void publish(LogRecord logged) {
        messages.add(logged.getLevel() + " " + new SimpleFormatter().formatMessage(logged));
    }

    @Override
    public void flush() {}

    boolean has(String part) {
        return messages.stream().anyMatch(message -> message.contains(part));
    }

    void await(String part) {
        InboundFixture.await("a message with '" + part + "' is logged", () -> has(part));
    }

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
