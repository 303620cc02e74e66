package io.chasqui.benchmarks.compare.scenarios;

import io.chasqui.benchmarks.compare.measure.Metric;
import io.chasqui.benchmarks.compare.measure.Usage;
import java.util.EnumMap;
import java.util.Map;

/** What a stretch of time did and took: made at its begin, asked at its end. */
final class Measurement {

    private final Environment environment;
    private final Usage clientBefore;
    private final Usage brokerBefore;
    private final long countBefore;
    private final long begin;

    private Measurement(Environment environment, long count) throws Exception {
        this.environment = environment;
        clientBefore = environment.client();
        brokerBefore = environment.broker();
        countBefore = count;
        begin = System.nanoTime();
    }

    /** @param count what has been counted until now */
    static Measurement begin(Environment environment, long count) throws Exception {
        return new Measurement(environment, count);
    }

    /**
     * Messages a second, and processor time and allocated bytes of each.
     *
     * @param count what has been counted until now
     */
    Map<Metric, Double> end(long count) throws Exception {
        long nanos = System.nanoTime() - begin;
        Usage client = environment.client().since(clientBefore);
        Usage broker = environment.broker().since(brokerBefore);
        return metrics(count - countBefore, nanos, client, broker);
    }

    static Map<Metric, Double> metrics(long messages, long nanos, Usage client, Usage broker) {
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.MESSAGES, messages * 1e9 / nanos);
        if (messages > 0) {
            metrics.put(Metric.CPU, (client.cpuNanos() + broker.cpuNanos()) / 1e3 / messages);
            metrics.put(Metric.CLIENT_BYTES, (double) client.allocatedBytes() / messages);
            if (broker.allocatedBytes() > 0) {
                metrics.put(Metric.BROKER_BYTES, (double) broker.allocatedBytes() / messages);
            }
        }
        return metrics;
    }
}
