package io.chasqui.engine.inspection;

import io.chasqui.engine.record.Fact;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Ledgers;
import io.chasqui.journal.AppendListener;
import io.chasqui.journal.Durability;
import io.chasqui.journal.Journal;
import io.chasqui.journal.JournalEntry;
import io.chasqui.journal.JournalFailedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Appends facts to a journal and applies them to ledgers when they are there, as many at once as make a good group. Owned by
 * one thread; the journal's writer answers through the queue.
 */
final class FactAppender {

    private static final int BATCH = 1000;
    private static final long BATCH_BYTES = 8L << 20;

    private final Journal journal;
    private final Ledgers ledgers;
    private final List<Fact> batch = new ArrayList<>();
    private final BlockingQueue<Told> told = new ArrayBlockingQueue<>(BATCH);
    private long batchBytes;

    /** Whether it ends a batch is known when the next one comes. */
    private @Nullable Fact waiting;

    /** What the journal says of one fact; position 0 when it failed. */
    private record Told(long position, String failure) {}

    FactAppender(Journal journal, Ledgers ledgers) {
        this.journal = journal;
        this.ledgers = ledgers;
    }

    /** Accepts a fact, which the ledgers get to know at the end of its batch. */
    void append(Fact fact) throws IOException {
        Fact before = waiting;
        waiting = fact;
        if (before != null) {
            submit(
                    before,
                    batch.size() + 1 == BATCH || batchBytes > BATCH_BYTES ? Durability.WRITTEN : Durability.LAZY);
        }
    }

    /** Ends the last batch; everything is on the disk then. */
    void finish() throws IOException {
        Fact last = waiting;
        waiting = null;
        if (last != null) {
            submit(last, Durability.FORCED);
        }
    }

    private void submit(Fact fact, Durability durability) throws IOException {
        ByteBuffer bytes = FactCodec.encode(fact);
        batch.add(fact);
        batchBytes += bytes.remaining();
        journal.append(new JournalEntry(fact.type(), durability, bytes, new AppendListener() {
            @Override
            public void appended(long position) {
                told.add(new Told(position, ""));
            }

            @Override
            public void failed(JournalFailedException reason) {
                told.add(new Told(0, String.valueOf(reason.getMessage())));
            }
        }));
        if (durability != Durability.LAZY) {
            applyBatch();
        }
    }

    private void applyBatch() throws IOException {
        try {
            for (Fact fact : batch) {
                Told answer = told.take();
                if (answer.position == 0) {
                    throw new IOException(answer.failure);
                }
                ledgers.apply(answer.position, fact);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the journal was being written", e);
        }
        batch.clear();
        batchBytes = 0;
    }
}
