package io.chasqui.ra.inbound;

import io.chasqui.ra.access.HomeAdapter;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The activations of one adapter. Used by any thread. */
public final class Activations {

    private final HomeAdapter adapter;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Active> all = new ArrayList<>();

    public Activations(HomeAdapter adapter) {
        this.adapter = adapter;
    }

    private record Active(MessageEndpointFactory endpoints, ActivationSpec spec, Activation activation) {}

    /**
     * Begins to deliver, as soon as broker, destination and endpoint are there: that one of them is not, fails nothing.
     *
     * @throws jakarta.resource.spi.InvalidPropertyException when the specification can never work
     * @throws NotSupportedException when it is not a {@link ChasquiActivationSpec}
     */
    public void activate(MessageEndpointFactory endpoints, ActivationSpec spec) throws ResourceException {
        if (!(spec instanceof ChasquiActivationSpec ours)) {
            throw new NotSupportedException("an activation of Chasqui is a ChasquiActivationSpec, not " + spec);
        }
        ours.validate();
        Activation activation = new Activation(adapter, endpoints, ActivationSettings.of(ours, nameOf(endpoints)));
        lock.lock();
        try {
            all.add(new Active(endpoints, spec, activation));
        } finally {
            lock.unlock();
        }
        activation.begin();
    }

    /**
     * The server's name of the endpoint, which is to be unique and the same after a restart. Not every server keeps to that,
     * so the class of the bean is a part of it.
     */
    private static @Nullable String nameOf(MessageEndpointFactory endpoints) {
        String name = endpoints.getActivationName();
        Class<?> bean = endpoints.getEndpointClass();
        if (name == null || bean == null || Proxy.isProxyClass(bean) || name.contains(bean.getSimpleName())) {
            return name;
        }
        return name + '/' + bean.getName();
    }

    /** Returns when no message is delivered any more; does nothing when there is no such activation. */
    public void deactivate(MessageEndpointFactory endpoints, ActivationSpec spec) {
        Active found = take(endpoints, spec);
        if (found != null) {
            found.activation.end();
        }
    }

    /** The same objects if possible: two beans may be configured alike. */
    private @Nullable Active take(MessageEndpointFactory endpoints, ActivationSpec spec) {
        lock.lock();
        try {
            Active found = null;
            for (Active each : all) {
                if (each.endpoints == endpoints && each.spec == spec) {
                    found = each;
                } else if (found == null && each.endpoints.equals(endpoints) && each.spec.equals(spec)) {
                    found = each;
                }
            }
            Active taken = found;
            all.removeIf(each -> each == taken);
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Deactivates what is still active. */
    public void close() {
        List<Active> rest;
        lock.lock();
        try {
            rest = List.copyOf(all);
            all.clear();
        } finally {
            lock.unlock();
        }
        rest.forEach(each -> each.activation.end());
    }
}
