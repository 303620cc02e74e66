package io.chasqui.benchmarks;

import io.chasqui.journal.AppendListener;
import io.chasqui.journal.Durability;
import io.chasqui.journal.Journal;
import io.chasqui.journal.JournalEntry;
import io.chasqui.journal.JournalFailedException;
import java.nio.ByteBuffer;
import java.util.concurrent.LinkedTransferQueue;

/** Appenders that live on one thread, as senders live on an event loop: each appends again when its last record is durable. */
final class AppenderLoop {

    private AppenderLoop() {}

    static void run(Journal journal, int appenders, long nanos) throws InterruptedException {
        LinkedTransferQueue<Appender> ready = new LinkedTransferQueue<>();
        for (int i = 0; i < appenders; i++) {
            ready.add(new Appender(ready));
        }
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            ready.take().append(journal);
        }
        for (int i = 0; i < appenders; i++) {
            ready.take();
        }
    }

    private record Appender(LinkedTransferQueue<Appender> ready, ByteBuffer payload) implements AppendListener {

        Appender(LinkedTransferQueue<Appender> ready) {
            this(ready, ByteBuffer.allocate(JournalBenchmark.RECORD_BYTES));
        }

        void append(Journal journal) {
            journal.append(new JournalEntry(1, Durability.FORCED, payload, this));
        }

        @Override
        public void appended(long position) {
            ready.add(this);
        }

        @Override
        public void failed(JournalFailedException reason) {
            throw new IllegalStateException(reason);
        }
    }
}
