package io.chasqui.benchmarks.compare.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Checks what one receiver gets, or several that share a queue: each stream for itself. Where streams are to come in order
 * there is one receiver and one thread, which takes no lock; receivers that share a queue share a lock. Who asks for the
 * complaints has seen the {@link Counter} of every receiver.
 */
public final class StreamChecks {

    private final Map<Integer, SequenceCheck> checks = new HashMap<>();
    private final boolean ordered;
    private int lastStream = -1;
    private SequenceCheck last = new SequenceCheck();

    /** @param ordered whether each stream is promised to come in order */
    public StreamChecks(boolean ordered) {
        this.ordered = ordered;
    }

    /** The message {@code number} of a stream has arrived. */
    public void accept(int stream, long number) {
        if (ordered) {
            take(stream, number);
        } else {
            synchronized (this) {
                take(stream, number);
            }
        }
    }

    private void take(int stream, long number) {
        if (stream != lastStream) {
            last = checks.computeIfAbsent(stream, key -> new SequenceCheck());
            lastStream = stream;
        }
        last.accept(number);
    }

    /**
     * What is wrong with all that arrived; empty when nothing is.
     *
     * @param who begins each complaint
     * @param sent how many messages each stream has
     * @param expected which streams should arrive here
     */
    public List<String> complaints(String who, long[] sent, IntPredicate expected) {
        List<String> complaints = new ArrayList<>();
        for (int stream = 0; stream < sent.length; stream++) {
            SequenceCheck check = checks.getOrDefault(stream, new SequenceCheck());
            String what = who + ", stream " + stream + ": ";
            if (!expected.test(stream)) {
                count(complaints, what, check.distinct(), "arrived that should not");
                continue;
            }
            count(
                    complaints,
                    what,
                    check.missing(sent[stream]),
                    "of " + sent[stream] + " missing, the first is " + check.firstMissing());
            count(complaints, what, check.duplicates(), "arrived twice, the first was " + check.firstDuplicate());
            count(complaints, what, check.strangers(sent[stream]), "arrived that were never sent");
            if (ordered) {
                count(complaints, what, check.late(), "arrived after later ones, the first was " + check.firstLate());
            }
        }
        checks.keySet().stream()
                .filter(stream -> stream < 0 || stream >= sent.length)
                .forEach(stream -> complaints.add(who + ": a message of stream " + stream + ", which does not exist"));
        return complaints;
    }

    private static void count(List<String> complaints, String what, long count, String complaint) {
        if (count > 0) {
            complaints.add(what + count + " " + complaint);
        }
    }
}
