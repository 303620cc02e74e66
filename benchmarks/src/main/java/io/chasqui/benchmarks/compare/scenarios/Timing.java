package io.chasqui.benchmarks.compare.scenarios;

/**
 * How long a run takes and how much it does.
 *
 * @param warmUpSeconds what is done before the measurement, at least 0
 * @param seconds how long is measured, more than 0
 * @param bodyBytes the length of a body, at least {@link Stamp#BYTES}
 * @param backlog how many messages a backlog has, where the scenario does not say
 */
public record Timing(double warmUpSeconds, double seconds, int bodyBytes, long backlog) {

    public Timing {
        if (!(warmUpSeconds >= 0) || !(seconds > 0)) {
            throw new IllegalArgumentException("a warm-up of " + warmUpSeconds + " s and a measurement of " + seconds
                    + " s: the first is at least 0, the second more than 0");
        }
        if (bodyBytes < Stamp.BYTES) {
            throw new IllegalArgumentException(bodyBytes + " bytes of body: at least " + Stamp.BYTES
                    + " are needed for what is checked, so choose a greater --size");
        }
        if (backlog < 1) {
            throw new IllegalArgumentException("a backlog of " + backlog + " messages: at least 1");
        }
    }

    Timing withBodyBytes(int bytes) {
        return new Timing(warmUpSeconds, seconds, bytes, backlog);
    }
}
