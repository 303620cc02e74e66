package io.chasqui.conformance.foreign;

import jakarta.jms.Topic;

/** A topic of another provider. */
public record ForeignTopic(String name) implements Topic {
    @Override
    public String getTopicName() {
        return name;
    }
}
