package io.chasqui.jms;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;

/**
 * Producers and consumers of the simplified API over sessions that somebody else looks after, such as the pool of an
 * application server. Stateless.
 */
public final class SimplifiedApi {

    private SimplifiedApi() {}

    /** Where a producer gets its session. */
    public interface Source {

        /** The session for what comes next: one of this provider, which may be another one than before. */
        Session session() throws JMSException;

        /** @throws JMSException when the context that the producer belongs to is closed */
        void checkOpen() throws JMSException;

        /** @throws JMSException when messages must not be sent asynchronously here */
        default void checkAsync() throws JMSException {}
    }

    /** The session of a context that has the same one for all its life. */
    record OneSession(JmsSession session) implements Source {

        @Override
        public void checkOpen() throws JMSException {
            session.core().checkOpen();
        }
    }

    public static JMSProducer producer(Source source) {
        return new JmsProducer(source);
    }

    /** @param consumer of this provider */
    public static JMSConsumer consumer(MessageConsumer consumer) {
        return new JmsConsumer((JmsMessageConsumer) consumer);
    }
}
