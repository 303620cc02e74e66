package io.chasqui.engine.effect;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.MessageId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/** The tables of all loops of a broker. May be used by any loop. */
public final class EffectTables {

    private final List<EventLoop> loops;
    private final Map<EventLoop, Effects> tables = new IdentityHashMap<>();

    /** @param durable whether checkpoints take what changes */
    public EffectTables(List<EventLoop> loops, boolean durable) {
        this.loops = List.copyOf(loops);
        loops.forEach(loop -> tables.put(loop, new Effects(durable)));
    }

    /** The table of a loop, to be used there. */
    public Effects at(EventLoop loop) {
        Effects effects = tables.get(loop);
        if (effects == null) {
            throw new IllegalArgumentException("this loop is none of the broker's");
        }
        return effects;
    }

    /** Nobody will ask about this session any more. */
    public void forget(String prefix) {
        loops.forEach(loop -> loop.execute(() -> at(loop).forget(prefix)));
    }

    /**
     * Asks all tables.
     *
     * @param answer gets those that have taken effect, on some loop
     */
    public void resolve(List<MessageId> ids, Consumer<List<MessageId>> answer) {
        AtomicReferenceArray<BitSet> found = new AtomicReferenceArray<>(loops.size());
        AtomicInteger left = new AtomicInteger(loops.size());
        for (int i = 0; i < loops.size(); i++) {
            int index = i;
            EventLoop loop = loops.get(i);
            loop.execute(() -> {
                found.set(index, find(at(loop), ids));
                if (left.decrementAndGet() == 0) {
                    answer.accept(union(found, ids));
                }
            });
        }
    }

    private static BitSet find(Effects effects, List<MessageId> ids) {
        BitSet found = new BitSet(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            found.set(i, effects.contains(ids.get(i)));
        }
        return found;
    }

    private static List<MessageId> union(AtomicReferenceArray<BitSet> found, List<MessageId> ids) {
        BitSet all = new BitSet(ids.size());
        for (int i = 0; i < found.length(); i++) {
            all.or(found.get(i));
        }
        List<MessageId> done = new ArrayList<>(all.cardinality());
        all.stream().forEach(index -> done.add(ids.get(index)));
        return done;
    }
}
