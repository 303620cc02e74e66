package io.chasqui.conformance.foreign;

import jakarta.jms.Queue;

/** A queue of another provider. */
public record ForeignQueue(String name) implements Queue {
    @Override
    public String getQueueName() {
        return name;
    }
}
