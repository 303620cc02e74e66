package io.chasqui.engine.inspection;

import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Says why each segment of the journal is kept, and who keeps it. Owned by one thread. */
public final class SegmentListing {

    private static final int NAMED = 5;

    private SegmentListing() {}

    /** Lines for people. */
    public static List<String> of(OfflineDirectory directory) throws IOException {
        Reconstruction state = new Reconstruction(directory);
        Map<Long, Map<String, Long>> keepers = new TreeMap<>();
        for (Ledger ledger : state.ledgers().all()) {
            for (long block : ledger.blocks()) {
                if (state.bringBack(ledger, block)) {
                    ledger.forEach(
                            block,
                            (slot, position) ->
                                    count(keepers, position, ledger.definition().toString()));
                    ledger.letGo(block);
                }
            }
        }
        for (InDoubt branch : state.ledgers().inDoubt()) {
            count(keepers, branch.position(), "prepared branch " + branch.branch());
        }
        List<String> lines = new ArrayList<>();
        for (SegmentSummary segment : directory.journal().segments()) {
            lines.add(state.usage().explain(segment, state.from()));
            addKeepers(keepers.getOrDefault(segment.number(), Map.of()), lines);
        }
        return lines;
    }

    private static void count(Map<Long, Map<String, Long>> keepers, long position, String who) {
        keepers.computeIfAbsent(Position.segment(position), any -> new TreeMap<>())
                .merge(who, 1L, Long::sum);
    }

    private static void addKeepers(Map<String, Long> keepers, List<String> lines) {
        keepers.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(NAMED)
                .forEach(keeper -> lines.add("    " + keeper.getValue() + " for " + keeper.getKey()));
        if (keepers.size() > NAMED) {
            lines.add("    and " + (keepers.size() - NAMED) + " more queues or subscriptions");
        }
    }
}
