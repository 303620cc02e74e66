package io.chasqui.ra.inbound;

import io.chasqui.ra.ChasquiResourceAdapter;
import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;

/** The activations of one adapter. Used by any thread. */
public final class Activations {

    private final ChasquiResourceAdapter adapter;

    public Activations(ChasquiResourceAdapter adapter) {
        this.adapter = adapter;
    }

    /** @throws ResourceException when the activation is bad */
    public void activate(MessageEndpointFactory endpoints, ActivationSpec spec) throws ResourceException {
        throw new NotSupportedException(adapter + " does not know the activation " + spec);
    }

    /** Returns when no message is delivered any more. */
    public void deactivate(MessageEndpointFactory endpoints, ActivationSpec spec) {}

    /** Deactivates what is still active. */
    public void close() {}
}
