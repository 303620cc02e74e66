package io.chasqui.engine.queue;

import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Slot;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages of a durable backlog that expire while they are out of memory, so that they do not take disk for ever where
 * nobody consumes. Looks now and then, at blocks only of which it is known that something expires. Owned by the backlog's
 * loop.
 */
final class ColdExpiry {

    private static final int LOOK_MILLIS = 5_000;

    /** When a block is looked at again at the latest, of which some messages are in memory and were not read. */
    private static final int AGAIN_MILLIS = 60_000;

    private final Pager pager;
    private final Ledger ledger;
    private final EventLoop loop;
    private EventLoop.@Nullable Timer timer;

    /** The block being looked at, and the first slot of it not looked at. */
    private long block = Slot.NONE;

    private long next;
    private long firstExpiration;

    ColdExpiry(Pager pager, Ledger ledger, EventLoop loop) {
        this.pager = pager;
        this.ledger = ledger;
        this.loop = loop;
    }

    /** Looks from now on, for as long as there are messages out of memory. */
    void start() {
        if (timer == null && pager.cold() > 0) {
            timer = loop.schedule(LOOK_MILLIS, this::onTimer);
        }
    }

    private void onTimer() {
        timer = null;
        if (block == Slot.NONE) {
            look();
        }
        pager.topUp();
        start();
    }

    private void look() {
        block = ledger.blockWithExpired(loop.now());
        if (block != Slot.NONE) {
            next = Slot.first(block);
            firstExpiration = Long.MAX_VALUE;
        }
    }

    /** Goes on looking at a block; false when there is none. */
    boolean load(ColdReader reader) {
        if (block == Slot.NONE) {
            return false;
        }
        boolean began = reader.read(this::run, pager.new Loading(null) {
            @Override
            void onCold(long slot, Message message) {
                next = slot + 1;
                if (message.isExpired(loop.now())) {
                    pager.bringIn(slot, message);
                } else if (message.expiration() != 0) {
                    firstExpiration = Math.min(firstExpiration, message.expiration());
                }
            }

            @Override
            public void onPast(long slot) {
                next = slot + 1;
                firstExpiration = Math.min(firstExpiration, loop.now() + AGAIN_MILLIS);
            }
        });
        if (!began) {
            ledger.setFirstExpiration(block, firstExpiration);
            look();
        }
        return began;
    }

    private ColdCursor.Run run() {
        ColdCursor.Run run = new ColdCursor.Run();
        long end = Slot.first(block + 1);
        for (long slot = ledger.next(next);
                slot != Slot.NONE && slot < end && run.places.size() < Pager.RUN;
                slot = ledger.next(slot + 1)) {
            if (!ledger.isInMemory(slot)) {
                if (run.places.isEmpty()) {
                    run.missingBlock = block;
                }
                break;
            }
            run.places.add(new Place(ledger.id(), slot));
            run.positions.add(ledger.position(slot));
        }
        return run;
    }

    void close() {
        block = Slot.NONE;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
