package io.chasqui.engine.queue;

import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.record.Slot;
import io.chasqui.loop.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The messages of a durable backlog that are out of memory until their delivery time has come. Owned by the backlog's loop. */
final class ColdDelays {

    private final Pager pager;
    private final Ledger ledger;
    private final EventLoop loop;
    private final Records records;
    private final TreeSet<DueSlot> waiting = new TreeSet<>();
    private EventLoop.@Nullable Timer timer;

    ColdDelays(Pager pager, Ledger ledger, EventLoop loop, Records records) {
        this.pager = pager;
        this.ledger = ledger;
        this.loop = loop;
        this.records = records;
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
            timer = loop.schedule(Math.max(0, waiting.first().time() - loop.now()), this::onTimer);
        }
    }

    private void onTimer() {
        timer = null;
        Map<Long, List<Long>> due = new LinkedHashMap<>();
        while (!waiting.isEmpty() && waiting.first().time() <= loop.now()) {
            long slot = waiting.pollFirst().slot();
            due.computeIfAbsent(Slot.block(slot), block -> new ArrayList<>()).add(slot);
        }
        due.forEach(
                (block, slots) -> records.withBlock(loop, ledger, block, () -> slots.forEach(this::onDue), () -> {}));
        startTimer();
    }

    /** It may have gone, or come into memory, since. */
    private void onDue(long slot) {
        if (ledger.position(slot) != 0 && !ledger.isHeld(slot) && ledger.due(slot) != 0) {
            pager.becameDue(slot);
        }
    }

    void close() {
        waiting.clear();
        startTimer();
    }
}
