package io.chasqui.engine.queue;

import io.chasqui.message.Message;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What a browser sees of the messages that are not in memory, a run at a time. Owned by the backlog's loop. */
final class ColdBrowse {

    private final ColdReader reader;
    private final ColdCursor cursor;
    private final long lastSequence;
    private final ArrayDeque<Found> run = new ArrayDeque<>();
    private boolean finished;

    ColdBrowse(ColdReader reader, ColdCursor cursor, long lastSequence) {
        this.reader = reader;
        this.cursor = cursor;
        this.lastSequence = lastSequence;
    }

    /** A message that was read, and its slot. */
    record Found(long slot, Message message, int deliveries) {}

    /** The next message that was read; null when the next run has to be read first, or all is read. */
    @Nullable
    Found peek() {
        return run.peek();
    }

    void poll() {
        run.poll();
    }

    /** Whether the next run has to be read before it is known what comes next. */
    boolean needsRun() {
        return run.isEmpty() && !finished;
    }

    /** Reads the next run, and then runs a task, later. */
    void read(Runnable then) {
        boolean began = reader.read(() -> cursor.ahead(Pager.RUN, lastSequence), new ColdReader.Sink() {
            @Override
            public void onMessage(long slot, Message message) {
                cursor.pass(slot);
                run.add(new Found(slot, message, reader.deliveries(slot)));
            }

            @Override
            public void onPast(long slot) {
                cursor.pass(slot);
            }

            @Override
            public void onUnreadable(long slot) {
                cursor.pass(slot);
            }

            @Override
            public void onBlocked() {
                finished = true;
                then.run();
            }

            @Override
            public void onEnd() {
                then.run();
            }
        });
        if (!began) {
            finished = true;
            then.run();
        }
    }
}
