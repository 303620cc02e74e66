package io.chasqui.boot;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One broker from its start to its stop, as a process of its own: banner, readiness, signals, exit code. Owned by the thread
 * that calls {@link #run}; requests to stop come from others.
 */
final class Server {

    private static final System.Logger LOG = System.getLogger(Server.class.getName());
    private static final int STOPPED = 0;
    private static final int FAILED = 1;
    private static final int KILLED_BY = 128;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** How much longer than its clients the broker itself may take, when the JVM is ending without a signal of ours. */
    private static final int CLOSE_SECONDS = 30;

    private final EffectiveConfiguration configuration;
    private final @Nullable ReadyFile ready;
    private final int drainSeconds;
    private final PrintWriter out;
    private final PrintWriter err;

    private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param drainSeconds how long clients may go on after a request to stop */
    Server(
            EffectiveConfiguration configuration,
            @Nullable ReadyFile ready,
            int drainSeconds,
            PrintWriter out,
            PrintWriter err) {
        this.configuration = configuration;
        this.ready = ready;
        this.drainSeconds = drainSeconds;
        this.out = out;
        this.err = err;
    }

    /** Returns when the broker has ended. @return the exit code */
    int run() {
        Thread hook = new Thread(this::stopWithTheJvm, "chasqui-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (Signals signals = Signals.handle(this::onSignal)) {
            LOG.log(System.Logger.Level.DEBUG, "handling {0}", signals);
            return startAndServe();
        } finally {
            ended.countDown();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            LOG.log(System.Logger.Level.DEBUG, "the JVM is ending", endingAlready);
        }
    }

    private void onSignal(String name, int number) {
        if (!requestStop("SIG" + name + " came")) {
            err.println("stopping at once, for SIG" + name + " came again; the next start recovers what was confirmed");
            err.flush();
            Runtime.getRuntime().halt(KILLED_BY + number);
        }
    }

    /** When the JVM ends in another way than by the signals that are handled, it waits for the broker here. */
    private void stopWithTheJvm() {
        requestStop("the JVM is ending");
        try {
            ended.await(drainSeconds + CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether nobody had asked before */
    private boolean requestStop(String why) {
        boolean first = reason.compareAndSet(null, why);
        requested.countDown();
        return first;
    }

    private int startAndServe() {
        long began = System.nanoTime();
        configuration.remarks().forEach(Server::warn);
        Exposure.warnings(configuration).forEach(Server::warn);
        try {
            if (ready != null) {
                ready.remove();
            }
            EmbeddedBroker broker = VmBrokers.INSTANCE.start(configuration.broker());
            try {
                serve(broker, began);
            } finally {
                broker.close();
                if (ready != null) {
                    ready.remove();
                }
            }
            say("stopped");
            return STOPPED;
        } catch (JMSException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed("the file " + ready + " cannot be written or removed: " + FileFailures.explain(e));
        } catch (InterruptedException e) {
            return failed("the thread that runs the broker was interrupted");
        }
    }

    private void serve(EmbeddedBroker broker, long began) throws IOException, InterruptedException {
        announce(broker);
        if (ready != null) {
            ready.write(broker.addresses());
        }
        say("ready in " + millisSince(began) + " ms");
        requested.await();
        long stopping = System.nanoTime();
        broker.stopAccepting();
        drain(broker);
        LOG.log(System.Logger.Level.DEBUG, "clients had {0} ms to end", millisSince(stopping));
    }

    private void announce(EmbeddedBroker broker) {
        String data = broker.configuration().dataDirectory();
        say(Program.name() + ", broker " + broker.name());
        say("  process    " + ProcessHandle.current().pid() + " on Java " + Runtime.version() + ", "
                + System.getProperty("java.vm.name"));
        say("  data       "
                + (data.isEmpty()
                        ? "none: everything is in memory and ends with this process"
                        : Path.of(data).toAbsolutePath().normalize()));
        List<String> addresses =
                broker.addresses().stream().map(Object::toString).toList();
        say("  listening  " + (addresses.isEmpty() ? "nowhere" : String.join(", ", addresses)));
    }

    private void drain(EmbeddedBroker broker) {
        int open = broker.remoteConnectionCount();
        say("stopping, for " + reason.get()
                + (open == 0 ? "" : "; open connections, which have " + drainSeconds + " s to end: " + open));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(drainSeconds);
        while (broker.remoteConnectionCount() > 0 && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        int left = broker.remoteConnectionCount();
        if (left > 0) {
            say("closing those that are still open: " + left);
        }
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    private static void warn(String sentence) {
        LOG.log(System.Logger.Level.WARNING, sentence);
    }

    private int failed(String message) {
        err.println("chasqui: " + message);
        err.flush();
        return FAILED;
    }
}
