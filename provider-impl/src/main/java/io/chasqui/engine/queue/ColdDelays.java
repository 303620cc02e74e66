package io.chasqui.engine.queue;

import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Slot;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The messages of a durable backlog that are out of memory until their delivery time has come. Owned by the backlog's loop. */
final class ColdDelays {

    private final Pager pager;
    private final Ledger ledger;
    private final EventLoop loop;
    private final TreeSet<DueSlot> waiting = new TreeSet<>();
    private EventLoop.@Nullable Timer timer;

    ColdDelays(Pager pager, Ledger ledger, EventLoop loop) {
        this.pager = pager;
        this.ledger = ledger;
        this.loop = loop;
    }

    private record DueSlot(long time, long slot) implements Comparable<DueSlot> {
        @Override
        public int compareTo(DueSlot other) {
            return time != other.time ? Long.compare(time, other.time) : Long.compare(slot, other.slot);
        }
    }

    void add(long time, long slot) {
        DueSlot added = new DueSlot(time, slot);
        waiting.add(added);
        if (waiting.first() == added) {
            startTimer();
        }
    }

    private void startTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (!waiting.isEmpty()) {
            timer = loop.schedule(Math.max(0, waiting.first().time() - loop.now()), () -> {
                timer = null;
                pager.topUp();
            });
        }
    }

    /** Begins to bring in what is due; false when nothing is. */
    boolean load(ColdReader reader) {
        if (waiting.isEmpty() || waiting.first().time() > loop.now()) {
            return false;
        }
        return reader.read(this::due, pager.new Loading() {
            private final List<DueSlot> past = new ArrayList<>();

            @Override
            void onCold(long slot, Message message) {
                past.add(new DueSlot(ledger.due(slot), slot));
                pager.bringIn(slot, message);
            }

            @Override
            public void onPast(long slot) {
                waiting.removeIf(each -> each.slot() == slot);
            }

            @Override
            public void onEnd() {
                waiting.removeAll(past);
                startTimer();
                super.onEnd();
            }
        });
    }

    private ColdCursor.Run due() {
        ColdCursor.Run run = new ColdCursor.Run();
        for (DueSlot each : waiting) {
            if (each.time() > loop.now() || run.places.size() == Pager.RUN) {
                break;
            }
            if (!ledger.isInMemory(each.slot())) {
                if (run.places.isEmpty()) {
                    run.missingBlock = Slot.block(each.slot());
                }
                break;
            }
            run.places.add(new Place(ledger.id(), each.slot()));
            run.positions.add(ledger.position(each.slot()));
        }
        return run;
    }

    void close() {
        waiting.clear();
        startTimer();
    }
}
