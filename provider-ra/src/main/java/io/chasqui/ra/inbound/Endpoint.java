package io.chasqui.ra.inbound;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.Objects;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of one session: an endpoint, which is made anew after a failure, for the server may have thrown away what
 * is behind it. Used by one thread at a time.
 */
final class Endpoint {

    private static final Method ON_MESSAGE = onMessage();

    private final MessageEndpointFactory factory;
    private final @Nullable XAResource resource;
    private @Nullable MessageEndpoint current;

    /** @param resource what the server is to enlist in its transactions; null for deliveries without */
    Endpoint(MessageEndpointFactory factory, @Nullable XAResource resource) {
        this.factory = factory;
        this.resource = resource;
    }

    private static Method onMessage() {
        try {
            return MessageListener.class.getMethod("onMessage", Message.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the server wants deliveries to be part of its transactions. */
    static boolean isTransacted(MessageEndpointFactory factory) throws ResourceException {
        try {
            return factory.isDeliveryTransacted(ON_MESSAGE);
        } catch (NoSuchMethodException e) {
            throw new ResourceException("the endpoint is no jakarta.jms.MessageListener", e);
        }
    }

    /** The endpoint did not get the message; what it says is why. */
    static final class NotReached extends Exception {
        private static final long serialVersionUID = 1L;

        NotReached(Throwable reason) {
            super(reason.toString(), reason);
        }
    }

    /**
     * Makes it, unless it is there.
     *
     * @throws UnavailableException when the server has no more of these, or none yet
     */
    void prepare() throws UnavailableException {
        if (current == null) {
            current = withClassesOfEndpoint(() -> factory.createEndpoint(resource));
        }
    }

    /** As {@link #prepare}, for a message that is waiting for it. */
    void reach() throws NotReached {
        try {
            prepare();
        } catch (UnavailableException e) {
            throw new NotReached(e);
        }
    }

    /**
     * Delivers a message, in a transaction of the server if it wants one.
     *
     * @throws NotReached when the message did not get there, and nothing has become of it
     * @throws Exception what the endpoint threw, or the end of the transaction
     */
    void deliver(Message message) throws Exception {
        Throwable failure = withClassesOfEndpoint(() -> {
            MessageEndpoint endpoint = ready();
            return end(endpoint, call(endpoint, message));
        });
        if (failure != null) {
            release();
            throw failure instanceof Exception exception ? exception : new EndpointError(failure);
        }
    }

    private static @Nullable Throwable call(MessageEndpoint endpoint, Message message) {
        try {
            ((MessageListener) endpoint).onMessage(message);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private MessageEndpoint ready() throws NotReached {
        try {
            prepare();
            MessageEndpoint endpoint = Objects.requireNonNull(current, "the server made no endpoint");
            if (resource != null) {
                endpoint.beforeDelivery(ON_MESSAGE);
            }
            return endpoint;
        } catch (Exception e) {
            release();
            throw new NotReached(e);
        }
    }

    /** Always, whatever the endpoint threw: the server ends its transaction here (Jakarta Connectors 2.1, 13.5.6). */
    private @Nullable Throwable end(MessageEndpoint endpoint, @Nullable Throwable failure) {
        if (resource == null) {
            return failure;
        }
        try {
            endpoint.afterDelivery();
            return failure;
        } catch (Throwable e) {
            if (failure == null) {
                return e;
            }
            failure.addSuppressed(e);
            return failure;
        }
    }

    /** Gives it back to the server; the next delivery makes another one. */
    void release() {
        MessageEndpoint old = current;
        current = null;
        if (old != null) {
            try {
                old.release();
            } catch (RuntimeException e) {
                System.getLogger(Endpoint.class.getName())
                        .log(System.Logger.Level.DEBUG, "an endpoint was not released cleanly", e);
            }
        }
    }

    private interface Call<T extends @Nullable Object, E extends Exception> {
        T call() throws E;
    }

    private <T extends @Nullable Object, E extends Exception> T withClassesOfEndpoint(Call<T, E> call) throws E {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        Class<?> type = factory.getEndpointClass();
        thread.setContextClassLoader(type == null ? before : type.getClassLoader());
        try {
            return call.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** An error of an endpoint is a failed delivery, like an exception; the error is the cause. */
    private static final class EndpointError extends Exception {
        private static final long serialVersionUID = 1L;

        EndpointError(Throwable error) {
            super(error.toString(), error);
        }
    }
}
