package io.chasqui.api;

import jakarta.jms.Queue;
import org.jspecify.annotations.Nullable;

/** A queue by name: an administered object that opens no connection (Jakarta Messaging 3.1, 5.1). */
public non-sealed class ChasquiQueue extends ChasquiDestination implements Queue {

    private static final long serialVersionUID = 1L;

    /** For JavaBeans containers: set the name before use. */
    public ChasquiQueue() {}

    public ChasquiQueue(String name) {
        super(name);
    }

    @Override
    public @Nullable String getQueueName() {
        return getName();
    }
}
