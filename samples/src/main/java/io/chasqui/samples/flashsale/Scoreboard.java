package io.chasqui.samples.flashsale;

import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Where the sale stands: every thread of it writes here, the progress line and the report read. It also carries the word to
 * stop.
 */
final class Scoreboard {

    private static final int HISTOGRAM_DIGITS = 3;

    private final long startNanos = System.nanoTime();
    private final Set<String> sentIds = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private final LongAdder committed = new LongAdder();
    private final LongAdder rolledBack = new LongAdder();
    private final LongAdder redelivered = new LongAdder();
    private final LongAdder undone = new LongAdder();
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();
    private final AtomicLong peakBacklog = new AtomicLong();
    private final Histogram latencyMicros = new ConcurrentHistogram(HISTOGRAM_DIGITS);
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

    private volatile long burstStartNanos = startNanos;
    private volatile long burstEndNanos;
    private volatile long drainEndNanos = startNanos;
    private volatile boolean burstOver;
    private volatile boolean stopping;
    private volatile boolean interrupted;

    /** Called by the burst after a commit: only then are these orders in the queue. */
    void countSent(Collection<String> orderIds) {
        sentIds.addAll(orderIds);
        long total = sent.addAndGet(orderIds.size());
        peakBacklog.accumulateAndGet(total - committed.sum(), Math::max);
    }

    void burstBegins() {
        burstStartNanos = System.nanoTime();
    }

    void burstIsOver() {
        burstEndNanos = System.nanoTime();
        burstOver = true;
    }

    void countCommit(long sentAtNanos, boolean again) {
        long now = System.nanoTime();
        committed.increment();
        if (again) {
            redelivered.increment();
        }
        latencyMicros.recordValue(Math.max(0, now - sentAtNanos) / 1_000);
        drainEndNanos = now;
    }

    void countRollback() {
        rolledBack.increment();
    }

    /** Work was rolled back because a connection broke; it is done again. */
    void countUndone() {
        undone.increment();
    }

    /** Something happened that somebody may want to read about, and that the sale survives. */
    void note(String what) {
        notes.add(what);
    }

    /** The first reason counts; what fails after it is mostly its consequence. */
    void fail(String reason) {
        if (!stopping) {
            failure.compareAndSet(null, reason);
        }
        stopping = true;
    }

    /** Something is missing, but what is there can still be handled. */
    void incomplete(String reason) {
        failure.compareAndSet(null, reason);
    }

    /** Somebody pressed Ctrl-C. */
    void interrupt() {
        interrupted = true;
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** Whether there is nothing more to do, or no time left to do it. */
    boolean isOver() {
        return stopping || burstOver && committed() >= sent();
    }

    boolean isBurstOver() {
        return burstOver;
    }

    boolean wasInterrupted() {
        return interrupted;
    }

    @Nullable
    String failure() {
        return failure.get();
    }

    Set<String> sentIds() {
        return sentIds;
    }

    long sent() {
        return sent.get();
    }

    long committed() {
        return committed.sum();
    }

    /** Counted here, not asked of the broker; a worker may be ahead of the burst's own counting. */
    long backlog() {
        return Math.max(0, sent() - committed());
    }

    long rolledBack() {
        return rolledBack.sum();
    }

    long undone() {
        return undone.sum();
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    long redelivered() {
        return redelivered.sum();
    }

    long peakBacklog() {
        return peakBacklog.get();
    }

    /** From before a send until after the commit that took the order out of the queue. */
    Histogram latencyMicros() {
        return latencyMicros;
    }

    long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }

    /** From the first order read until the last one sent. */
    long burstNanos() {
        return (burstOver ? burstEndNanos : System.nanoTime()) - burstStartNanos;
    }

    /** From the first order read until the last one committed. */
    long drainNanos() {
        return Math.max(0, drainEndNanos - burstStartNanos);
    }
}
