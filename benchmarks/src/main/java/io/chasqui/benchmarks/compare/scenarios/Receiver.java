package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Counter;
import io.chasqui.benchmarks.compare.measure.Latencies;
import io.chasqui.benchmarks.compare.measure.StreamChecks;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/** Reads, checks and counts the messages of one consumer; on the thread of its session. */
final class Receiver implements MessageListener {

    /** The property that selectors ask for. */
    static final String KEY = "compareKey";

    private final Run run;
    private final int batch;
    private final Session session;
    private final StreamChecks checks;
    private final Counter received;
    private final Latencies latencies;
    private final Stamp stamp;
    private long count;

    /**
     * What a receiver works with.
     *
     * @param run whether it is measured
     * @param batch messages a commit; 0 when the session is not transacted
     * @param session its own
     * @param checks what arrived
     * @param received counts what arrived
     * @param latencies from the stamp of a message to its arrival
     * @param bodyBytes the length of a body
     */
    record Parts(
            Run run,
            int batch,
            Session session,
            StreamChecks checks,
            Counter received,
            Latencies latencies,
            int bodyBytes) {}

    Receiver(Parts parts) {
        run = parts.run();
        batch = parts.batch();
        session = parts.session();
        checks = parts.checks();
        received = parts.received();
        latencies = parts.latencies();
        stamp = new Stamp(parts.bodyBytes());
    }

    static Session session(Connection connection, LoadShape shape) throws JMSException {
        boolean transacted = shape.mode == LoadShape.Mode.TRANSACTED;
        return connection.createSession(transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
    }

    static MessageConsumer consumer(Session session, LoadShape shape, int index) throws JMSException {
        Destination destination = Outlet.destination(session, shape.topic, index / shape.receivers);
        String selector = shape.keys == 0 ? null : KEY + " = " + shape.keyOf(index);
        return shape.durableSubscribers
                ? session.createDurableSubscriber((Topic) destination, "compared-" + index, selector, false)
                : session.createConsumer(destination, selector);
    }

    @Override
    public void onMessage(Message message) {
        try {
            accept(message);
            if (batch > 0 && ++count % batch == 0) {
                session.commit();
            }
        } catch (Exception | Error e) {
            run.fail(e);
        }
    }

    /** Reads a message whole and counts it. */
    void accept(Message message) throws JMSException {
        int bytes = ((BytesMessage) message).readBytes(stamp.body());
        long length = ((BytesMessage) message).getBodyLength();
        if (bytes != stamp.body().length || length != bytes) {
            throw new IllegalStateException(
                    "a body of " + length + " bytes arrived where " + stamp.body().length + " were sent");
        }
        long time = stamp.time();
        if (time != 0 && run.counts(time)) {
            latencies.record(System.nanoTime() - time);
        }
        checks.accept(stamp.stream(), stamp.number());
        received.increment();
    }
}
