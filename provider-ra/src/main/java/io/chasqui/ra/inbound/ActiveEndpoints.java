package io.chasqui.ra.inbound;

import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The endpoints that an activation has at the moment: one connection, and sessions of it. Opened and closed by one thread;
 * {@link #isAlive} is for any.
 */
final class ActiveEndpoints {

    private static final System.Logger LOG = System.getLogger(ActiveEndpoints.class.getName());

    /** For what is given up: a new connection may need the client ID of the old one. */
    static final long BRIEFLY_MILLIS = 1000;

    private final XAConnection connection;
    private final Activation activation;
    private final List<EndpointRunner> runners = new ArrayList<>();

    private ActiveEndpoints(Activation activation, XAConnection connection) {
        this.activation = activation;
        this.connection = connection;
    }

    /**
     * Connects, and consumes from then on. When it fails nothing is left open.
     *
     * @param onTrouble told when {@link #isAlive} may have changed
     */
    static ActiveEndpoints open(
            Activation activation, XAConnection connection, Consumers consumers, ExceptionListener onTrouble)
            throws JMSException, ResourceException {
        ActiveEndpoints opening = new ActiveEndpoints(activation, connection);
        try {
            connection.setExceptionListener(onTrouble);
            opening.openRunners(consumers.sessions());
            for (EndpointRunner runner : opening.runners) {
                runner.listen(consumers, activation.threads());
            }
            connection.start();
            return opening;
        } catch (JMSException | ResourceException | RuntimeException e) {
            opening.close(BRIEFLY_MILLIS);
            throw e;
        }
    }

    /** As many as the server has endpoints for, up to this many. */
    private void openRunners(int most) throws JMSException, ResourceException {
        boolean transacted = Endpoint.isTransacted(activation.factory());
        while (runners.size() < most) {
            try {
                runners.add(EndpointRunner.open(activation, connection, transacted, runners.size() + 1));
            } catch (UnavailableException e) {
                if (runners.isEmpty()) {
                    throw e;
                }
                LOG.log(
                        System.Logger.Level.INFO,
                        "{0}: the server has endpoints for {1} of maxSession={2} ({3}); these are used",
                        activation.label(),
                        runners.size(),
                        most,
                        e.getMessage());
                return;
            }
        }
    }

    int size() {
        return runners.size();
    }

    /** Whether messages can still come to every one of them. */
    boolean isAlive() {
        return runners.stream().allMatch(EndpointRunner::isAlive);
    }

    /**
     * Ends deliveries: what is not being processed goes back to the broker at once. Waits so long for what is; if that takes
     * longer it is left to end by itself, and the connection ends after it. Returns whether it has all ended.
     */
    boolean close(long timeoutMillis) {
        // Each on its own, so that one that is busy does not keep the messages of the others.
        CompletableFuture<?>[] closings = runners.stream()
                .map(runner -> CompletableFuture.runAsync(runner::close, this::inNewThread))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(closings)
                    .thenRunAsync(this::disconnect, this::inNewThread)
                    .get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, activation.label() + ": did not close cleanly", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    private void inNewThread(Runnable task) {
        Thread thread = new Thread(task, "chasqui-deactivation " + activation.label());
        thread.setDaemon(true);
        thread.start();
    }

    private void disconnect() {
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.log(System.Logger.Level.DEBUG, activation.label() + ": the connection did not close cleanly", e);
        }
    }
}
