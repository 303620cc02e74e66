package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.providers.Transport;
import io.chasqui.benchmarks.compare.scenarios.Timing;
import java.nio.file.Path;

/**
 * What all runs of a comparison share.
 *
 * @param transport where the brokers are
 * @param timing how long, how much
 * @param heapMebibytes heap of each process whose scenario says nothing else
 * @param directory where each run makes a directory of its own, on the disk that is measured
 */
record CompareOptions(Transport transport, Timing timing, int heapMebibytes, Path directory) {}
