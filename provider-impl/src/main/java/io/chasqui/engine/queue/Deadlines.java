package io.chasqui.engine.queue;

import io.chasqui.loop.EventLoop;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Entries that something is to happen to at a time of their own: a delay ends, a message expires. One timer for all. */
final class Deadlines {

    private final EventLoop loop;
    private final ToLongFunction<Entry> timeOf;
    private final Consumer<Entry> due;
    private final TreeSet<Entry> entries;
    private EventLoop.@Nullable Timer timer;
    private long timerTime;

    /**
     * @param timeOf when an entry is due, in milliseconds since the epoch
     * @param due gets each entry when its time has come, and has it to itself
     */
    Deadlines(EventLoop loop, ToLongFunction<Entry> timeOf, Consumer<Entry> due) {
        this.loop = loop;
        this.timeOf = timeOf;
        this.due = due;
        this.entries = new TreeSet<>(Comparator.comparingLong(timeOf).thenComparingLong(entry -> entry.sequence));
    }

    void add(Entry entry) {
        entries.add(entry);
        setTimer();
    }

    void remove(Entry entry) {
        entries.remove(entry);
        if (entries.isEmpty()) {
            stopTimer();
        }
    }

    void clear() {
        entries.clear();
        stopTimer();
    }

    int size() {
        return entries.size();
    }

    private void setTimer() {
        long first = timeOf.applyAsLong(entries.first());
        if (timer == null || first < timerTime) {
            stopTimer();
            timerTime = first;
            timer = loop.schedule(Math.max(0, first - loop.now()), this::onTimer);
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void onTimer() {
        timer = null;
        long now = loop.now();
        while (!entries.isEmpty() && timeOf.applyAsLong(entries.first()) <= now) {
            due.accept(entries.pollFirst());
        }
        if (!entries.isEmpty()) {
            setTimer();
        }
    }
}
