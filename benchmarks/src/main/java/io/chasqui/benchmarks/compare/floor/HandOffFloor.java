package io.chasqui.benchmarks.compare.floor;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Two threads that sleep until the other one wakes them: how long it takes there and back. */
final class HandOffFloor {

    private final Thread answering = new Thread(this::answer, "answering");
    private final Thread asking;
    private volatile long asked;
    private volatile long answered;
    private volatile boolean done;

    private HandOffFloor() {
        asking = Thread.currentThread();
    }

    static List<FloorResult> handOffs(long nanos) throws InterruptedException {
        HandOffFloor floor = new HandOffFloor();
        Histogram histogram = floor.ask(nanos);
        String name = "hand-off to a sleeping thread and back, ";
        return List.of(
                new FloorResult(name + "p50", histogram.getValueAtPercentile(50) / 1e3, "µs"),
                new FloorResult(name + "p99", histogram.getValueAtPercentile(99) / 1e3, "µs"));
    }

    private Histogram ask(long nanos) throws InterruptedException {
        Histogram histogram = new Histogram(3);
        answering.start();
        for (long end = System.nanoTime() + nanos; System.nanoTime() < end; ) {
            long begin = System.nanoTime();
            long question = asked + 1;
            asked = question;
            LockSupport.unpark(answering);
            while (answered < question) {
                LockSupport.park(this);
            }
            histogram.recordValue(System.nanoTime() - begin);
        }
        done = true;
        LockSupport.unpark(answering);
        answering.join();
        return histogram;
    }

    private void answer() {
        while (!done) {
            if (answered < asked) {
                answered = asked;
                LockSupport.unpark(asking);
            } else {
                LockSupport.park(this);
            }
        }
    }
}
