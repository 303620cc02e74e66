package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Latencies;
import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.providers.Use;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One client asks, another one answers to a temporary queue, non-persistent; a message is a round trip. */
final class RequestReply implements Workload {

    private static final String REQUESTS = "compared.requests";
    private static final long PATIENCE_MILLIS = 10_000;

    @Override
    public Outcome run(Environment environment, Timing timing) throws Exception {
        try (Connection answering = environment.connect(Use.PLAIN);
                Connection asking = environment.connect(Use.PLAIN)) {
            Run run = new Run();
            answer(answering, run, timing.bodyBytes());
            answering.start();
            asking.start();
            return new Asker(asking, run, timing.bodyBytes()).ask(environment, timing);
        }
    }

    private static void answer(Connection connection, Run run, int bodyBytes) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer answers = session.createProducer(null);
        answers.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        byte[] body = new byte[bodyBytes];
        session.createConsumer(session.createQueue(REQUESTS)).setMessageListener(request -> {
            try {
                ((BytesMessage) request).readBytes(body);
                BytesMessage answer = session.createBytesMessage();
                answer.writeBytes(body);
                answer.setJMSCorrelationID(request.getJMSMessageID());
                answers.send(request.getJMSReplyTo(), answer);
            } catch (JMSException | RuntimeException e) {
                run.fail(e);
            }
        });
    }

    /** Asks, one request after the other, and checks that each answer is the one to its request. */
    private static final class Asker {

        private final Run run;
        private final Session session;
        private final MessageProducer requests;
        private final TemporaryQueue replies;
        private final MessageConsumer consumer;
        private final Stamp stamp;
        private final Stamp answered;
        private final Latencies sends = new Latencies(false);
        private final Latencies trips = new Latencies(false);
        private long number;

        Asker(Connection connection, Run run, int bodyBytes) throws JMSException {
            this.run = run;
            session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            requests = session.createProducer(session.createQueue(REQUESTS));
            requests.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            replies = session.createTemporaryQueue();
            consumer = session.createConsumer(replies);
            stamp = new Stamp(bodyBytes);
            answered = new Stamp(bodyBytes);
        }

        Outcome ask(Environment environment, Timing timing) throws Exception {
            askFor(timing.warmUpSeconds());
            Measurement measurement = Measurement.begin(environment, number);
            run.measure();
            askFor(timing.seconds());
            Map<Metric, Double> metrics = measurement.end(number);
            sends.into(metrics, Metric.SEND_P50, Metric.SEND_P99, Metric.SEND_P999, Metric.SEND_MAX);
            trips.into(metrics, Metric.END_P50, Metric.END_P99, Metric.END_P999, Metric.END_MAX);
            List<String> complaints = new ArrayList<>();
            if (consumer.receiveNoWait() != null) {
                complaints.add("an answer came twice");
            }
            return new Outcome(metrics, complaints);
        }

        private void askFor(double seconds) throws Exception {
            long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
            while (System.nanoTime() < end && !run.hasFailed()) {
                askOnce();
            }
            run.check();
        }

        private void askOnce() throws JMSException {
            BytesMessage request = session.createBytesMessage();
            request.writeBytes(stamp.written(0, number, 0));
            request.setJMSReplyTo(replies);
            long begin = System.nanoTime();
            requests.send(request);
            long sent = System.nanoTime();
            Message answer = consumer.receive(PATIENCE_MILLIS);
            long received = System.nanoTime();
            if (answer == null) {
                throw new IllegalStateException("no answer to request " + number + " within 10 s");
            }
            ((BytesMessage) answer).readBytes(answered.body());
            if (answered.number() != number || !request.getJMSMessageID().equals(answer.getJMSCorrelationID())) {
                throw new IllegalStateException(
                        "request " + number + " got the answer to request " + answered.number());
            }
            if (run.measuring()) {
                sends.record(sent - begin);
                trips.record(received - begin);
            }
            number++;
        }
    }
}
