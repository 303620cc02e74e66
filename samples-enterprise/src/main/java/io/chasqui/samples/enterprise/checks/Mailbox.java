package io.chasqui.samples.enterprise.checks;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks into queues, outside any transaction. */
@ApplicationScoped
public class Mailbox {

    /** How long something that has to come may take, in milliseconds. */
    private static final long PATIENCE_MILLIS = 20_000;

    /** How long something is waited for that must not come, in milliseconds. */
    private static final long ABSENCE_MILLIS = 500;

    @Resource(lookup = "java:comp/env/jms/factory")
    private ConnectionFactory factory;

    /** The name of a queue that nobody else uses. */
    static String freshQueue(String check) {
        return "checks." + check + "." + UUID.randomUUID();
    }

    /** Takes the next message, a text, and waits for it; null when there is none. */
    public @Nullable String take(String queue) {
        return text(queue, PATIENCE_MILLIS);
    }

    /** Takes the next message, a text, if it is there; null when it does not come within half a second. */
    public @Nullable String peek(String queue) {
        return text(queue, ABSENCE_MILLIS);
    }

    private @Nullable String text(String queue, long millis) {
        try (JMSContext context = factory.createContext()) {
            Queue from = context.createQueue(queue);
            try (JMSConsumer consumer = context.createConsumer(from)) {
                Message message = consumer.receive(millis);
                return message == null ? null : message.getBody(String.class);
            } catch (jakarta.jms.JMSException e) {
                throw new IllegalStateException("Not a text in " + queue, e);
            }
        }
    }
}
