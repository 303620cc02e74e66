package io.chasqui.engine.session;

import io.chasqui.loop.EventLoop;

/** Runs a task on a loop when a number of steps, taken on any loops, have been taken. Owned by that loop. */
final class Countdown {

    private final EventLoop loop;
    private final Runnable done;
    private int left;

    /** With no steps to take, the task runs at once. */
    Countdown(EventLoop loop, int steps, Runnable done) {
        this.loop = loop;
        this.left = steps;
        this.done = done;
        if (steps == 0) {
            done.run();
        }
    }

    void step() {
        loop.executeDown(() -> {
            if (--left == 0) {
                done.run();
            }
        });
    }
}
