package io.chasqui.benchmarks;

import io.chasqui.journal.AppendListener;
import io.chasqui.journal.Durability;
import io.chasqui.journal.JournalEntry;
import io.chasqui.journal.JournalFailedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Threads that append a record each and sleep until it is durable. */
final class AppenderThreads {

    private AppenderThreads() {}

    static void run(Consumer<JournalEntry> journal, int appenders, long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < appenders; i++) {
            Thread thread = new Thread(() -> {
                Waiter waiter = new Waiter();
                while (System.nanoTime() < until) {
                    waiter.append(journal);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Belongs to its thread; the flag is set by the journal's. */
    private static final class Waiter implements AppendListener {

        private final Thread thread = Thread.currentThread();
        private final ByteBuffer payload = ByteBuffer.allocate(JournalBenchmark.RECORD_BYTES);
        private volatile boolean done;

        void append(Consumer<JournalEntry> journal) {
            done = false;
            journal.accept(new JournalEntry(1, Durability.FORCED, payload, this));
            while (!done) {
                LockSupport.park(this);
            }
        }

        @Override
        public void appended(long position) {
            done = true;
            LockSupport.unpark(thread);
        }

        @Override
        public void failed(JournalFailedException reason) {
            throw new IllegalStateException(reason);
        }
    }
}
