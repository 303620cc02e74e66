package io.chasqui.network;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a load with a connection of its own, which it keeps as long as it can: after a failure it goes on with the
 * same connection, and opens another one only when that is lost.
 */
abstract class Work implements Runnable {

    /** No call may take longer: the time-outs of the factory, and something for a machine that is busy. */
    private static final long MOST_SECONDS = 60;

    final Scene scene;
    final Ledger ledger;
    final String name;
    final Random random;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger losses = new AtomicInteger();
    private volatile boolean stopping;

    Work(Scene scene, String name) {
        this.scene = scene;
        this.ledger = scene.ledger();
        this.name = name;
        random = new Random(scene.seed() ^ name.hashCode());
    }

    /** What one attempt leads to. */
    @FunctionalInterface
    interface Call<T> {
        T call() throws Exception;
    }

    /** Opens the connection and what is on it. */
    abstract void open() throws Exception;

    /** Does a little; a failure that it throws makes it open the connection anew. */
    abstract void step() throws Exception;

    abstract @Nullable Connection connection();

    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** How many operations failed. */
    int failures() {
        return failures.get();
    }

    /** How many connections were lost. */
    int losses() {
        return losses.get();
    }

    @Override
    public void run() {
        boolean opened = false;
        while (!stopping) {
            try {
                open();
                opened = true;
                while (!stopping) {
                    step();
                }
            } catch (JMSException | RuntimeException e) {
                if (opened) {
                    losses.incrementAndGet();
                }
                opened = false;
                if (!(e instanceof JMSException)) {
                    ledger.wrong(name + ": " + e + " at " + e.getStackTrace()[0]);
                }
                idle();
            } catch (Exception e) {
                ledger.wrong(name + ": " + e);
            } finally {
                close();
            }
        }
    }

    private void close() {
        Connection open = connection();
        if (open != null) {
            try {
                timed("close", () -> {
                    open.close();
                    return "";
                });
            } catch (Exception e) {
                ledger.wrong(name + ": closing failed: " + e);
            }
        }
    }

    <T> T timed(String what, Call<T> call) throws Exception {
        long began = System.nanoTime();
        try {
            return call.call();
        } finally {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            if (seconds > MOST_SECONDS) {
                ledger.wrong(name + ": to " + what + " took " + seconds + " s");
            }
        }
    }

    /** An operation did not succeed. */
    void failed(String what, Exception why) {
        failures.incrementAndGet();
        scene.note(name + " could not " + what + ": " + why.getMessage());
    }

    static void idle() {
        LockSupport.parkNanos(5_000_000);
    }

    static Message wrap(Session session, String item) throws JMSException {
        Message message = session.createTextMessage("x".repeat(item.hashCode() & 0xff));
        message.setStringProperty("item", item);
        return message;
    }

    /** For people: which delivery of which message it is. */
    static String how(Message message) throws JMSException {
        return message.getJMSMessageID() + ", delivery " + message.getIntProperty("JMSXDeliveryCount");
    }

    static String item(Message message) throws JMSException {
        return message.getStringProperty("item");
    }
}
