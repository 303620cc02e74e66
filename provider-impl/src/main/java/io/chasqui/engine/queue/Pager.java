package io.chasqui.engine.queue;

import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.record.Slot;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a durable backlog that are not in memory: which ones they are, and bringing them back in order when
 * consumers come to them. Owned by the backlog's loop.
 *
 * <p>Design note: in each lane, everything before the head is in memory or gone, and messages that arrive behind messages
 * not in memory stay out of it too; that alone keeps the order. A consumer with a selector does not wait for the head: its
 * view walks ahead on its own and takes out what it selects.
 */
final class Pager {

    /** How many messages are brought in at once, at most. */
    static final int RUN = 256;

    /** More are brought in when fewer than this are ready. */
    private static final int FEW = 256;

    private final Backlog backlog;
    private final Dispatch dispatch;
    private final EventLoop loop;
    private final Ledger ledger;
    private final ColdReader reader;
    private final Records records;
    private final ColdCursor head;

    /** By lane: how many messages the head has not come to, delayed ones not counted. */
    private final long[] ahead = new long[Slot.LANES];

    /** How many messages are not in memory. */
    private long cold;

    private final ColdDelays delayed;
    private final ColdExpiry expiry;
    private boolean loading;
    private boolean viewsFirst;
    private boolean closed;

    /** A block could not be read: what is out of memory stays there until the broker is restarted. */
    private boolean blocked;

    Pager(Backlog backlog, Dispatch dispatch, Ledger ledger, Records records) {
        this.backlog = backlog;
        this.dispatch = dispatch;
        this.loop = backlog.loop();
        this.ledger = ledger;
        this.records = records;
        this.reader = new ColdReader(loop, ledger, records);
        this.head = new ColdCursor(ledger);
        for (int lane = 0; lane < ahead.length; lane++) {
            ahead[lane] = ledger.sizeOf(lane);
            cold += ahead[lane];
        }
        this.delayed = new ColdDelays(this, ledger, loop, records);
        this.expiry = new ColdExpiry(this, ledger, loop);
        expiry.start();
    }

    /** How many messages are not in memory. */
    long cold() {
        return cold;
    }

    // ------------------------------------------------------------------ what arrives

    /** Whether a message that arrives may stay in memory, as far as order is concerned. */
    boolean mayStay(long slot) {
        return head.hasPassed(slot) || ahead[Slot.lane(slot)] == 0;
    }

    /** The message of this slot stays in memory. */
    void stays(long slot) {
        ledger.hold(slot, true);
        if (ledger.due(slot) == 0) {
            head.pass(slot);
        }
    }

    /** The message of this slot does not stay in memory. */
    void leave(long slot) {
        cold++;
        long due = ledger.due(slot);
        if (due != 0) {
            delayed.add(due, slot);
        } else {
            ahead[Slot.lane(slot)]++;
            head.goBackTo(slot);
            dispatch.onCold(slot);
        }
        expiry.start();
        topUp();
    }

    /** The message of this slot was in memory, and is not any more. */
    void comeBack(long slot) {
        ledger.hold(slot, false);
        ledger.clearDue(slot);
        leave(slot);
    }

    /** Recovery: the message of this slot, which is not in memory, is due at this time, or was. */
    void restoreDelayed(long slot, long due) {
        ahead[Slot.lane(slot)]--;
        delayed.add(due, slot);
    }

    /** The time of a message has come that was delayed and is not in memory; its block is. */
    void becameDue(long slot) {
        ledger.clearDue(slot);
        ahead[Slot.lane(slot)]++;
        head.goBackTo(slot);
        dispatch.onCold(slot);
        topUp();
    }

    // ------------------------------------------------------------------ bringing back

    /** Whether messages out of memory may be for the consumers of a view. */
    boolean mayHaveMore(View view) {
        if (cold == 0 || blocked) {
            return false;
        }
        return view.selector == null ? isAhead() : !view.scanned;
    }

    private boolean isAhead() {
        for (long count : ahead) {
            if (count > 0) {
                return true;
            }
        }
        return false;
    }

    /** Begins to bring messages back if somebody will need them soon. */
    void topUp() {
        if (loading || cold == 0 || closed || blocked) {
            return;
        }
        viewsFirst = !viewsFirst;
        loading = expiry.load(reader) || viewsFirst && loadForViews() || loadHead() || loadForViews();
    }

    private boolean loadHead() {
        return dispatch.wantsAll()
                && dispatch.ready().size() < FEW
                && (dispatch.ready().isEmpty() || backlog.requireRecording().fitsInMemory())
                && isAhead()
                && reader.read(() -> head.ahead(RUN, Long.MAX_VALUE), new Loading(head) {
                    @Override
                    void onCold(long slot, Message message) {
                        head.pass(slot);
                        bringIn(slot, message);
                    }

                    @Override
                    public void onPast(long slot) {
                        head.pass(slot);
                    }
                });
    }

    private boolean loadForViews() {
        View view = dispatch.hungryView();
        if (view == null) {
            return false;
        }
        ColdCursor cursor = view.cursor(head);
        boolean began = reader.read(() -> cursor.ahead(RUN, Long.MAX_VALUE), new Loading(cursor) {
            /** Nobody waits any more: what is selected beyond that stays out, or it would overtake what lies before it. */
            private boolean served;

            @Override
            void onCold(long slot, Message message) {
                served |= view.waiting.isEmpty();
                if (served) {
                    return;
                }
                cursor.pass(slot);
                if (view.accepts(message) || message.isExpired(loop.now())) {
                    bringIn(slot, message);
                }
            }

            @Override
            public void onPast(long slot) {
                if (!served) {
                    cursor.pass(slot);
                }
            }
        });
        if (!began) {
            view.scanned = true;
            loop.execute(backlog::onLoaded);
        }
        return began;
    }

    /** What happens in every load. */
    abstract class Loading implements ColdReader.Sink {

        private final @Nullable ColdCursor cursor;

        /** @param cursor whose run it is, null for none */
        Loading(@Nullable ColdCursor cursor) {
            this.cursor = cursor;
        }

        abstract void onCold(long slot, Message message);

        @Override
        public void onMessage(long slot, Message message) {
            if (!closed) {
                onCold(slot, message);
            }
        }

        @Override
        public void onUnreadable(long slot) {
            uncount(slot);
            onPast(slot);
        }

        @Override
        public void onBlocked() {
            blocked = true;
            onEnd();
        }

        @Override
        public void onEnd() {
            loading = false;
            if (cursor != null) {
                cursor.endRun();
            }
            if (!closed) {
                backlog.onLoaded();
                topUp();
            }
        }
    }

    /** A message comes into memory, or what is left of it goes. */
    void bringIn(long slot, Message message) {
        uncount(slot);
        if (message.isExpired(loop.now())) {
            records.at(loop).removeLater(ledger, slot);
        } else {
            backlog.requireRecording().bringIn(slot, message);
        }
    }

    /** Somebody has the message of this slot, whose block is in memory. */
    void claim(long slot) {
        uncount(slot);
    }

    /** Messages out of memory, for a browser. */
    ColdBrowse browse(long lastSequence) {
        return new ColdBrowse(reader, new ColdCursor(head), lastSequence);
    }

    private void uncount(long slot) {
        cold--;
        ledger.hold(slot, true);
        if (ledger.due(slot) == 0) {
            ahead[Slot.lane(slot)]--;
        }
    }

    void close() {
        closed = true;
        cold = 0;
        delayed.close();
        expiry.close();
    }
}
