package io.chasqui.api;

import jakarta.jms.Topic;
import org.jspecify.annotations.Nullable;

/** A topic by name: an administered object that opens no connection (Jakarta Messaging 3.1, 5.1). */
public non-sealed class ChasquiTopic extends ChasquiDestination implements Topic {

    private static final long serialVersionUID = 1L;

    /** For JavaBeans containers: set the name before use. */
    public ChasquiTopic() {}

    public ChasquiTopic(String name) {
        super(name);
    }

    @Override
    public @Nullable String getTopicName() {
        return getName();
    }
}
