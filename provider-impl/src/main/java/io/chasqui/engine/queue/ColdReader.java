package io.chasqui.engine.queue;

import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.record.Slot;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what lies ahead of a {@link ColdCursor}, blocks first where they have left memory. Owned by the backlog's loop. */
final class ColdReader {

    private static final System.Logger LOG = System.getLogger(ColdReader.class.getName());

    private final EventLoop loop;
    private final Ledger ledger;
    private final Records records;

    ColdReader(EventLoop loop, Ledger ledger, Records records) {
        this.loop = loop;
        this.ledger = ledger;
        this.records = records;
    }

    /** Takes what was read: one call for each slot, in order, then the end. */
    interface Sink {
        /** A message that is still out of memory. */
        void onMessage(long slot, Message message);

        /** One that has gone, or has come into memory meanwhile. */
        void onPast(long slot);

        /** One that cannot be read. */
        void onUnreadable(long slot);

        /** A block cannot be read, so nothing behind it can; instead of the end. */
        void onBlocked();

        /** That is all for now. */
        void onEnd();
    }

    /**
     * Reads a run and hands it over, later and on this loop.
     *
     * @param ahead tells what to read, and is asked again when a block has been brought in
     * @return false when there is nothing to read
     */
    boolean read(Supplier<ColdCursor.Run> ahead, Sink sink) {
        ColdCursor.Run run = ahead.get();
        if (run.isEmpty()) {
            return false;
        }
        if (run.missingBlock != Slot.NONE) {
            records.withBlock(
                    loop,
                    ledger,
                    run.missingBlock,
                    () -> {
                        if (!read(ahead, sink)) {
                            sink.onEnd();
                        }
                    },
                    sink::onBlocked);
        } else {
            run.places.forEach(place -> ledger.pin(place.slot()));
            records.cold().readMessages(run.places, run.positions, loop, messages -> {
                deliver(run, messages, sink);
                run.places.forEach(place -> ledger.unpin(place.slot()));
                sink.onEnd();
            });
        }
        return true;
    }

    /** How often the message of a slot, whose block is in memory, was delivered in vain. */
    int deliveries(long slot) {
        return ledger.deliveries(slot);
    }

    private void deliver(ColdCursor.Run run, List<@Nullable Message> messages, Sink sink) {
        for (int i = 0; i < messages.size(); i++) {
            long slot = run.places.get(i).slot();
            long position = ledger.position(slot);
            Message message = messages.get(i);
            if (position == 0 || ledger.isHeld(slot)) {
                sink.onPast(slot);
            } else if (message != null) {
                sink.onMessage(slot, message);
            } else if (position == run.positions.get(i)) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "message {0} of {1} cannot be read from the journal; it stays there and is passed over",
                        Slot.describe(slot),
                        ledger.definition());
                sink.onUnreadable(slot);
            } else {
                return; // It was moved to another segment; the next run finds it there.
            }
        }
    }
}
