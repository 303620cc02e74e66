package io.chasqui.engine.record;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.MessageId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The {@link Outcomes} of every loop. May be used by any loop. */
public final class OutcomeTables {

    private final Map<EventLoop, Outcomes> tables = new IdentityHashMap<>();

    public OutcomeTables(List<EventLoop> loops) {
        loops.forEach(loop -> tables.put(loop, new Outcomes()));
    }

    /** The table of a loop, which owns it. */
    public Outcomes at(EventLoop loop) {
        Outcomes table = tables.get(loop);
        if (table == null) {
            throw new IllegalArgumentException("nothing is noted on this loop");
        }
        return table;
    }

    /**
     * Asks all loops.
     *
     * @param answer told on some loop which of these are known to have taken effect, in the order of the question
     */
    public void ask(Collection<MessageId> ids, Consumer<List<MessageId>> answer) {
        Set<MessageId> found = ConcurrentHashMap.newKeySet();
        AtomicInteger left = new AtomicInteger(tables.size());
        tables.forEach((loop, table) -> loop.executeDown(() -> {
            for (MessageId id : ids) {
                if (table.contains(id)) {
                    found.add(id);
                }
            }
            if (left.decrementAndGet() == 0) {
                List<MessageId> done = new ArrayList<>(found.size());
                for (MessageId id : ids) {
                    if (found.contains(id)) {
                        done.add(id);
                    }
                }
                answer.accept(done);
            }
        }));
    }

    /** Nobody will ask about this prefix. */
    public void forget(String prefix) {
        tables.forEach((loop, table) -> loop.executeDown(() -> table.forget(prefix)));
    }
}
