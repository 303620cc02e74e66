package io.chasqui.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One producer, one consumer, non-persistent messages of 256 bytes inside one JVM, beside the steps the path consists of:
 * one message is one operation, from the producer's call to the consumer's.
 *
 * <p>The layers, each with what it adds to the one before:
 *
 * <ul>
 *   <li>{@code ARRAY_BLOCKING_QUEUE}: what the JDK takes to hand an object from one thread to another
 *   <li>{@code MAILBOX}: into an event loop, as commands travel
 *   <li>{@code MAILBOX_AND_BACK}: into the loop and out to a thread
 *   <li>{@code ENGINE}: the broker's own work, driven through its protocol by hand
 *   <li>{@code JMS_RECEIVE}, {@code JMS_LISTENER}: the whole path through the Jakarta Messaging API
 * </ul>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class InVmPathBenchmark {

    /** How many messages one invocation passes. */
    static final int MESSAGES = 100_000;

    /** Which way the messages take. */
    public enum Layer {
        ARRAY_BLOCKING_QUEUE,
        MAILBOX,
        MAILBOX_AND_BACK,
        ENGINE,
        JMS_RECEIVE,
        JMS_LISTENER;

        Path open() throws Exception {
            return switch (this) {
                case ARRAY_BLOCKING_QUEUE -> HandOffPaths.arrayBlockingQueue();
                case MAILBOX -> HandOffPaths.mailbox();
                case MAILBOX_AND_BACK -> HandOffPaths.mailboxAndBack();
                case ENGINE -> new EnginePath();
                case JMS_RECEIVE -> new JmsPath(false);
                case JMS_LISTENER -> new JmsPath(true);
            };
        }
    }

    @Param
    public Layer layer;

    private Path path;

    @Setup(Level.Trial)
    public void open() throws Exception {
        path = layer.open();
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        path.close();
    }

    /** Passes the messages and waits until the last has arrived. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void pass() throws Exception {
        path.pass(MESSAGES);
    }
}
