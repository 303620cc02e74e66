package io.chasqui.benchmarks;

import io.chasqui.journal.JournalEntry;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What it costs to wake the appenders when nothing is written: a thread that answers at once. Where this is not much more
 * than the disk's floor, threads that sleep for each record cannot reach that floor, whatever the journal does.
 */
final class BareHandOff implements AutoCloseable, Runnable {

    private final ConcurrentLinkedQueue<JournalEntry> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this, "bare-hand-off");
    private volatile boolean stopping;
    private volatile long answered;

    BareHandOff() {
        thread.start();
    }

    double recordsPerSecond(int appenders, long nanos) throws InterruptedException {
        long before = answered;
        long started = System.nanoTime();
        AppenderThreads.run(waiting::add, appenders, nanos);
        return (answered - before) * 1e9 / (System.nanoTime() - started);
    }

    @Override
    public void run() {
        while (!stopping) {
            JournalEntry entry = waiting.poll();
            if (entry == null) {
                Thread.yield();
            } else {
                answered = answered + 1;
                entry.listener().appended(answered);
            }
        }
    }

    @Override
    public void close() {
        stopping = true;
    }
}
