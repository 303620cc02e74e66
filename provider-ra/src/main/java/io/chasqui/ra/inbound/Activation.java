package io.chasqui.ra.inbound;

import io.chasqui.ra.access.HomeAdapter;
import io.chasqui.ra.inbound.ActivationSettings.Setup;
import io.chasqui.ra.inbound.DestinationLookup.Target;
import jakarta.jms.JMSException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * One activation of an endpoint, from {@code endpointActivation} to {@code endpointDeactivation}: connects until that
 * succeeds, and again when what it has is lost. It has a thread of its own for that, which also keeps time for its endpoints
 * and asks the server for threads; the thread ends with it.
 */
final class Activation {

    private static final System.Logger LOG = System.getLogger(Activation.class.getName());

    /** How long the end waits for an attempt to connect, which was interrupted, before it leaves that alone. */
    private static final long GIVE_UP_MILLIS = 2000;

    private final MessageEndpointFactory factory;
    private final ActivationSettings settings;
    private final Connecting connecting;
    private final ScheduledThreadPoolExecutor own;
    private final Executor threads;
    private final String label;
    private final AtomicReference<@Nullable ActiveEndpoints> active = new AtomicReference<>();
    /** Found in JNDI while the server activated the endpoint, or later; its thread may see less there. */
    private volatile @Nullable Target target;

    private volatile boolean ended;
    private int failures;
    private boolean told;

    Activation(HomeAdapter adapter, MessageEndpointFactory factory, ActivationSettings settings) {
        this.factory = factory;
        this.settings = settings;
        String name = factory.getActivationName();
        label = (name == null ? "" : name + " of ") + settings.lookup().label();
        connecting = new Connecting(adapter, settings);
        own = new ScheduledThreadPoolExecutor(1, this::thread);
        own.setRemoveOnCancelPolicy(true);
        own.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        threads = new EndpointThreads(adapter.context().getWorkManager(), own, label);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "chasqui-activation " + label, 0, false);
        thread.setDaemon(true);
        Class<?> endpoint = factory.getEndpointClass();
        thread.setContextClassLoader(endpoint == null ? Activation.class.getClassLoader() : endpoint.getClassLoader());
        return thread;
    }

    MessageEndpointFactory factory() {
        return factory;
    }

    ActivationSettings settings() {
        return settings;
    }

    /** Tasks for the activation's own thread, which must not take long; refused when the activation has ended. */
    ScheduledExecutorService timer() {
        return own;
    }

    /** Where endpoints run. */
    Executor threads() {
        return threads;
    }

    /** For people: which endpoint, and where its messages come from. */
    String label() {
        return label;
    }

    /** Returns at once; whatever is missing, the activation waits for it. Called on the server's thread. */
    void begin() {
        for (String warning : settings.warnings()) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", label, warning);
        }
        connecting.lookUp();
        try {
            target = settings.lookup().find();
        } catch (NamingException | JMSException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: there is no such destination in JNDI yet ({1}); it is looked for again",
                    label,
                    e);
        }
        own.execute(this::setUp);
    }

    // On its own thread.

    private void setUp() {
        if (ended || active.get() != null) {
            return;
        }
        try {
            Target found = target;
            if (found == null) {
                found = settings.lookup().find();
                target = found;
            }
            Consumers consumers = new Consumers(found, settings);
            tellOnce(consumers);
            ActiveEndpoints opened = ActiveEndpoints.open(
                    this, connecting.connect(consumers.isExclusive()), consumers, failure -> later(this::check, 0));
            settle(opened, found);
        } catch (Throwable e) {
            failed(e); // Whatever it is: nobody else would try again.
        }
    }

    private void settle(ActiveEndpoints opened, Target found) {
        failures = 0;
        active.set(opened);
        LOG.log(System.Logger.Level.INFO, "{0}: {1} session(s) consume from {2}", label, opened.size(), found);
        if (ended) {
            closeActive();
        } else if (!opened.isAlive()) {
            later(this::check, 0);
        }
    }

    private void tellOnce(Consumers consumers) {
        if (!told && consumers.sessions() < settings.maxSession()) {
            told = true;
            LOG.log(
                    settings.maxSessionSet() ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
                    "{0}: one message at a time is delivered: {1}",
                    label,
                    consumers.why());
        }
    }

    private void failed(Throwable reason) {
        if (ended) {
            return;
        }
        failures++;
        Setup setup = settings.setup();
        if (!setup.goesOn(failures)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    label + ": no messages will be delivered, for setupAttempts=" + setup.attempts()
                            + " attempts have failed; deploy again when the reason is gone",
                    reason);
            return;
        }
        long pauseMillis = setup.pauseMillis(failures);
        // The first failure and then ever fewer: a broker may be down for days.
        boolean tell = Integer.bitCount(failures) == 1;
        LOG.log(
                tell ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                "{0}: attempt {1} to consume has failed ({2}); the next one is in {3} ms",
                label,
                failures,
                reason,
                pauseMillis);
        later(this::setUp, pauseMillis);
    }

    private void check() {
        ActiveEndpoints current = active.get();
        if (current != null && !current.isAlive() && active.compareAndSet(current, null)) {
            LOG.log(System.Logger.Level.WARNING, "{0}: the connection or a consumer is lost; connecting anew", label);
            current.close(ActiveEndpoints.BRIEFLY_MILLIS);
            setUp();
        }
    }

    private void later(Runnable task, long millis) {
        try {
            own.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // It has ended.
        }
    }

    // The end, on the server's thread.

    /** Returns when no message is delivered any more, or {@code deactivationTimeout} has passed. */
    void end() {
        ended = true;
        own.shutdownNow();
        closeActive();
        boolean quiet = false;
        try {
            quiet = own.awaitTermination(GIVE_UP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!quiet) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: an attempt to connect is still under way; it ends by itself and delivers nothing",
                    label);
        }
        closeActive(); // What was being opened meanwhile.
    }

    private void closeActive() {
        ActiveEndpoints current = active.getAndSet(null);
        if (current != null) {
            long timeoutMillis = settings.deactivationTimeoutMillis();
            if (!current.close(timeoutMillis)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}: deliveries have not ended {1} ms (deactivationTimeout) after the end of the activation; a message"
                                + " that is still being processed may come to its end, but its application may be gone",
                        label,
                        timeoutMillis);
            }
        }
    }
}
