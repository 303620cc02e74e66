package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Counter;
import io.chasqui.benchmarks.compare.measure.Latencies;
import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.StreamChecks;
import io.chasqui.benchmarks.compare.providers.Use;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Senders and receivers of a {@link LoadShape}: warms up, measures what arrives in a stretch of time, stops the senders,
 * and then checks that everything arrived that was sent, once, and each stream in order.
 */
final class Load implements Workload {

    /** How many asynchronous sends of one sender may be under way. */
    static final int ASYNCHRONOUS = 1_000;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How long duplicates are waited for when everything has arrived. */
    private static final double GRACE_SECONDS = 0.2;

    /** From how many receivers on they share the record of latencies, which is large. */
    private static final int MANY = 32;

    private final LoadShape shape;
    private final long patienceNanos;

    Load(LoadShape shape) {
        this(shape, PATIENCE_NANOS);
    }

    /** @param patienceNanos for how long nothing may arrive before what is under way counts as missing */
    Load(LoadShape shape, long patienceNanos) {
        this.shape = shape;
        this.patienceNanos = patienceNanos;
    }

    @Override
    public Outcome run(Environment environment, Timing timing) throws Exception {
        Crew crew = new Crew(environment, timing.bodyBytes());
        try {
            crew.hire();
            return crew.work(timing);
        } finally {
            crew.dismiss();
        }
    }

    /** The threads, sessions and counters of one run. */
    private final class Crew {

        private final Environment environment;
        private final int bodyBytes;
        private final Run run = new Run();
        private final List<Connection> connections = new ArrayList<>();
        private final List<Thread> sending = new ArrayList<>();
        private final List<Thread> receiving = new ArrayList<>();
        private final List<Sender> senders = new ArrayList<>();
        private final List<StreamChecks> checks = new ArrayList<>();
        private final List<Latencies> latencies = new ArrayList<>();
        private final Counter[] sent = counters(shape.senders);
        private final Counter[] received = counters(shape.destinations * shape.receivers);
        private final Flow flow;

        Crew(Environment environment, int bodyBytes) {
            this.environment = environment;
            this.bodyBytes = bodyBytes;
            flow = new Flow(sent, received, shape, bodyBytes);
        }

        void hire() throws Exception {
            List<Connection> outletConnections = new ArrayList<>();
            for (int i = 0; i < shape.outlets(); i++) {
                boolean own = i % shape.outletsPerConnection == 0;
                outletConnections.add(own ? connect() : outletConnections.get(i - 1));
            }
            Connection shared = null;
            for (int i = 0; i < received.length; i++) {
                if (shape.sameConnection) {
                    shared = outletConnections.get(i);
                } else if (i % shape.receiversPerConnection == 0) {
                    shared = connect();
                    if (shape.durableSubscribers) {
                        shared.setClientID("compared-" + i);
                    }
                }
                receive(i, shared);
            }
            for (int i = 0; i < shape.senders; i++) {
                List<Outlet> outlets = new ArrayList<>();
                for (int j = 0; j < shape.outletsPerSender; j++) {
                    int index = i * shape.outletsPerSender + j;
                    outlets.add(Outlet.open(index, outletConnections.get(index), shape));
                }
                Sender sender = new Sender(new Sender.Parts(i, shape, run, outlets, flow, sent[i], bodyBytes));
                senders.add(sender);
                sending.add(new Thread(sender, "sender-" + i));
            }
            for (Connection each : connections) {
                each.start();
            }
        }

        private Connection connect() throws Exception {
            Connection connection =
                    switch (shape.mode) {
                        case XA -> environment.connectXa();
                        case COMPLETION -> environment.connect(Use.COMPLETION);
                        case PLAIN, TRANSACTED -> environment.connect(Use.PLAIN);
                    };
            connections.add(connection);
            return connection;
        }

        private void receive(int index, Connection connection) throws Exception {
            boolean many = received.length > MANY;
            if (!shape.competing() || index % shape.receivers == 0) {
                checks.add(new StreamChecks(!shape.competing()));
            }
            if (!many || latencies.isEmpty()) {
                latencies.add(new Latencies(many));
            }
            boolean xa = shape.mode == LoadShape.Mode.XA;
            Session session = xa ? ((XAConnection) connection).createXASession() : Receiver.session(connection, shape);
            MessageConsumer consumer = Receiver.consumer(session, shape, index);
            int batch = shape.mode == LoadShape.Mode.TRANSACTED ? shape.batch : 0;
            Receiver receiver = new Receiver(new Receiver.Parts(
                    run,
                    batch,
                    session,
                    checks.get(checks.size() - 1),
                    received[index],
                    latencies.get(latencies.size() - 1),
                    bodyBytes));
            if (session instanceof XASession xaSession) {
                int transactions = shape.senders + index;
                receiving.add(new Thread(
                        new XaReceiver(transactions, run, xaSession.getXAResource(), consumer, receiver),
                        "receiver-" + index));
            } else {
                consumer.setMessageListener(receiver);
            }
        }

        Outcome work(Timing timing) throws Exception {
            receiving.forEach(Thread::start);
            sending.forEach(Thread::start);
            run.pass(timing.warmUpSeconds());
            Measurement measurement = Measurement.begin(environment, flow.delivered());
            run.measure();
            run.pass(timing.seconds());
            Map<Metric, Double> metrics = measurement.end(flow.delivered());
            run.stopMeasuring();
            run.stopSending();
            for (Thread each : sending) {
                each.join(TimeUnit.NANOSECONDS.toMillis(4 * PATIENCE_NANOS));
                if (each.isAlive()) {
                    throw new IllegalStateException(
                            each.getName() + " is not done " + 4 * PATIENCE_NANOS / 1_000_000_000
                                    + " s after the measurement: it waits in a send or commit, or cannot keep the rate");
                }
            }
            flow.awaitAll(run, patienceNanos);
            run.pass(GRACE_SECONDS);
            run.check();
            addLatencies(metrics);
            return new Outcome(metrics, complaints());
        }

        private void addLatencies(Map<Metric, Double> metrics) {
            Latencies sends = new Latencies(false);
            senders.forEach(sender -> sends.add(sender.latencies()));
            sends.into(metrics, Metric.SEND_P50, Metric.SEND_P99, Metric.SEND_P999, Metric.SEND_MAX);
            Latencies ends = new Latencies(false);
            latencies.forEach(ends::add);
            ends.into(metrics, Metric.END_P50, Metric.END_P99, Metric.END_P999, Metric.END_MAX);
        }

        private List<String> complaints() {
            long[] numbers = new long[shape.streams()];
            for (Sender sender : senders) {
                long[] own = sender.numbers();
                for (int i = 0; i < own.length; i++) {
                    numbers[i] += own[i];
                }
            }
            List<String> complaints = new ArrayList<>();
            int receiversPerCheck = shape.competing() ? shape.receivers : 1;
            for (int i = 0; i < checks.size(); i++) {
                int receiver = i * receiversPerCheck;
                complaints.addAll(checks.get(i)
                        .complaints("receiver " + receiver, numbers, stream -> shape.expects(receiver, stream)));
            }
            return complaints;
        }

        void dismiss() throws Exception {
            run.stopSending();
            run.stopReceiving();
            for (Thread each : receiving) {
                each.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
            }
            for (Connection each : connections) {
                each.close();
            }
        }
    }

    private static Counter[] counters(int number) {
        Counter[] counters = new Counter[number];
        for (int i = 0; i < number; i++) {
            counters[i] = new Counter();
        }
        return counters;
    }
}
