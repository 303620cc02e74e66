/**
 * The same JMS work against Chasqui and other providers, side by side: {@code java -jar benchmarks.jar compare}. Each run is
 * a worker process with the class path of one provider and, over {@code tcp}, a broker process beside it.
 */
@NullMarked
package io.chasqui.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
