package io.chasqui.conformance.foreign;

import jakarta.jms.Queue;
import jakarta.jms.Topic;

/** A destination of another provider that is a queue and a topic at once, so that nobody can tell which is meant. */
public record ForeignDestination(String name) implements Queue, Topic {
    @Override
    public String getQueueName() {
        return name;
    }

    @Override
    public String getTopicName() {
        return name;
    }
}
