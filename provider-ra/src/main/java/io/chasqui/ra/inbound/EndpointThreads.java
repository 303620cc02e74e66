package io.chasqui.ra.inbound;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs deliveries on threads of the application server. Used by any thread.
 *
 * <p>Design note: endpoints run on the work manager's threads, and not on those of the connection, because the server has
 * prepared these (names, security, monitoring, a limit that the administrator chose), and it is the server that says how much
 * runs at a time: while it has no thread to give, messages stay in the broker, beyond the few each session has in hand. A
 * work is one burst: it ends when a session has no message left, so an idle endpoint holds no thread. The request for a
 * thread may block, so it is made on the activation's own thread, never on one that the connection needs.
 */
final class EndpointThreads implements Executor {

    private static final System.Logger LOG = System.getLogger(EndpointThreads.class.getName());

    private static final long RETRY_MILLIS = 200;
    private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final WorkManager server;
    private final ScheduledExecutorService own;
    private final String label;
    private volatile long toldNanos = System.nanoTime() - TELL_NANOS;

    /** @param own the activation's thread; when it is shut down, nothing is run any more */
    EndpointThreads(WorkManager server, ScheduledExecutorService own, String label) {
        this.server = server;
        this.own = own;
        this.label = label;
    }

    @Override
    public void execute(Runnable burst) {
        Burst work = new Burst(burst);
        try {
            own.execute(() -> request(work));
        } catch (RejectedExecutionException e) {
            // The activation has ended, and its sessions are closing.
        }
    }

    private void request(Burst work) {
        // A thread that the server makes for this lives longer than the application, and may keep the class loader of
        // the
        // thread that asked for it: that is the server's own.
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(server.getClass().getClassLoader());
        try {
            server.scheduleWork(work);
        } catch (WorkException e) {
            tell(e);
            try {
                own.schedule(() -> request(work), RETRY_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ended) {
                // As above.
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void tell(WorkException failure) {
        long now = System.nanoTime();
        if (now - toldNanos >= TELL_NANOS) {
            toldNanos = now;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the work manager gives no thread to " + label + "; its messages wait until it does",
                    failure);
        }
    }

    /** What one session has to deliver at the moment. */
    private final class Burst implements Work {
        private final Runnable deliveries;

        Burst(Runnable deliveries) {
            this.deliveries = deliveries;
        }

        @Override
        public void run() {
            deliveries.run();
        }

        /** The server stops: it has ended the activation before, and that ends deliveries. */
        @Override
        public void release() {}

        @Override
        public String toString() {
            return "Chasqui: deliveries to " + label;
        }
    }
}
