package io.chasqui.loop;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * An event loop without a thread and with a clock of its own: tasks run when the test says so. The thread of the test
 * counts as the loop's.
 */
public final class ManualLoop implements EventLoop {

    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final ArrayDeque<Runnable> atEnd = new ArrayDeque<>();
    private final PriorityQueue<ManualTimer> timers = new PriorityQueue<>(
            Comparator.<ManualTimer>comparingLong(timer -> timer.time).thenComparingLong(timer -> timer.number));
    private long now = 1_000_000;
    private long lastTimer;
    private boolean running = true;

    /** A loop on whose thread the test always is. */
    public ManualLoop() {}

    /** @param onlyInTasks whether the test counts as on this loop only while a task of it runs */
    public ManualLoop(boolean onlyInTasks) {
        running = !onlyInTasks;
    }

    private record ManualTimer(long time, long number, Runnable task, boolean[] cancelled) implements Timer {
        @Override
        public void cancel() {
            cancelled[0] = true;
        }
    }

    @Override
    public boolean inLoop() {
        return running;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(long delayMillis, Runnable task) {
        ManualTimer timer = new ManualTimer(now + delayMillis, ++lastTimer, task, new boolean[1]);
        timers.add(timer);
        return timer;
    }

    @Override
    public void atEndOfBatch(Runnable task) {
        atEnd.add(task);
    }

    @Override
    public long now() {
        return now;
    }

    public boolean hasTasks() {
        return !tasks.isEmpty() || !atEnd.isEmpty();
    }

    /** Runs one task; with none left, one task of the end of the batch. */
    public void runOne() {
        boolean before = running;
        running = true;
        try {
            Runnable task = tasks.isEmpty() ? atEnd.poll() : tasks.poll();
            if (task != null) {
                task.run();
            }
        } finally {
            running = before;
        }
    }

    /** Runs what is posted until nothing is left. */
    public void runAll() {
        while (hasTasks()) {
            runOne();
        }
    }

    /** Lets time pass: timers that come due run at their time, and what they post after them. */
    public void advance(long millis) {
        long end = now + millis;
        runAll();
        while (!timers.isEmpty() && timers.peek().time <= end) {
            ManualTimer timer = timers.poll();
            now = Math.max(now, timer.time);
            if (!timer.cancelled[0]) {
                tasks.add(timer.task);
                runAll();
            }
        }
        now = end;
    }
}
