package io.chasqui.engine.topic;

import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.record.Origin;
import io.chasqui.message.Message;
import io.chasqui.selector.Selector;
import org.jspecify.annotations.Nullable;

/** One subscription of a topic, with the messages that wait in it. Owned by the topic's loop. */
public final class Subscription {

    private final TopicActor topic;
    private final @Nullable Selector selector;
    private final @Nullable Origin excluded;
    private final Backlog backlog;

    /**
     * @param label for a person: which subscription this is
     * @param excluded whose messages are not wanted (noLocal), null for nobody's
     */
    public Subscription(TopicActor topic, String label, @Nullable Selector selector, @Nullable Origin excluded) {
        this.topic = topic;
        this.selector = selector;
        this.excluded = excluded;
        this.backlog = new Backlog(topic.loop(), topic.settings(), label);
    }

    public TopicActor topic() {
        return topic;
    }

    public Backlog backlog() {
        return backlog;
    }

    @Nullable
    Selector selector() {
        return selector;
    }

    boolean isRecorded() {
        return backlog.recording() != null;
    }

    boolean wants(Message message, Origin origin) {
        return (excluded == null || !isExcluded(origin)) && (selector == null || selector.matches(message));
    }

    private boolean isExcluded(Origin origin) {
        return excluded.connectionId().equals(origin.connectionId())
                || excluded.clientId() != null && excluded.clientId().equals(origin.clientId());
    }
}
