/**
 * What each layer of a message's path costs, measured with JMH. Start reading at {@link
 * io.chasqui.benchmarks.InVmPathBenchmark}.
 */
@NullMarked
package io.chasqui.benchmarks;

import org.jspecify.annotations.NullMarked;
