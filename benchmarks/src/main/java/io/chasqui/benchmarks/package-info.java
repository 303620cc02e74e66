/**
 * What each layer of a message's path costs, measured with JMH: start reading at {@link
 * io.chasqui.benchmarks.InVmPathBenchmark}. And what durable sends cost beside the bare disk: {@link
 * io.chasqui.benchmarks.DurableSendBenchmark} through JMS, {@link io.chasqui.benchmarks.JournalBenchmark} without it.
 */
@NullMarked
package io.chasqui.benchmarks;

import org.jspecify.annotations.NullMarked;
