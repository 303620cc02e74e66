package io.chasqui.journal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Runs a journal on the thread of the test, one turn at a time, so that a test is the same every time. */
public final class ManualDriver implements JournalDriver {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private @Nullable Turn turn;

    @Override
    public void start(Turn writer) {
        turn = writer;
    }

    @Override
    public void wake() {}

    @Override
    public void background(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void stop() {
        runBackground();
    }

    /** Writes one group; false when nothing waits. */
    public boolean turn() {
        return turn != null && turn.run();
    }

    /** Writes whatever waits. */
    public void turnAll() {
        boolean more = true;
        while (more) {
            more = turn();
        }
    }

    public void idle() {
        if (turn != null) {
            turn.idle();
        }
    }

    public void runBackground() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }
}
