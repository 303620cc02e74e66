package io.chasqui.engine.record;

import io.chasqui.engine.record.Fact.Changed;
import io.chasqui.engine.record.Fact.Counted;
import io.chasqui.engine.record.Fact.Redelivered;
import io.chasqui.journal.AppendListener;
import io.chasqui.journal.Durability;
import io.chasqui.journal.Journal;
import io.chasqui.journal.JournalEntry;
import io.chasqui.journal.JournalFailedException;
import io.chasqui.loop.EventLoop;
import io.chasqui.loop.Mailbox;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts the facts of one loop into the journal, and tells on that loop, in the journal's order, when they are durable.
 * Acknowledgements and delivery counts, which nobody waits for, are gathered and recorded once a batch. Owned by its loop.
 *
 * <p>Design note: what has been applied up to which position is what makes a checkpoint. So a record that concerns several
 * loops is {@linkplain #expect expected} on each of them before it is appended, and is told to each.
 */
public final class Recorder {

    /** How many bytes of messages one record may have; a character may take three bytes in it. */
    private static final long MOST_BYTES = JournalEntry.MAX_PAYLOAD_BYTES / 3;

    private static final long MOST_LINGER_NANOS = 400_000;

    /** Whoever was told that a send is done often sends again within this time. */
    private static final long ANSWER_NANOS = 25_000;

    private final EventLoop loop;
    private final Journal journal;
    private final Mailbox<Told> mailbox;
    private final Set<Ledger> changed = new LinkedHashSet<>();
    private List<Removal> removals = new ArrayList<>();
    private List<Counting> countings = new ArrayList<>();
    private boolean flushPosted;
    private int countsUnderWay;
    private List<Runnable> afterCounts = new ArrayList<>();
    private int outstanding;
    private long applied;

    Recorder(EventLoop loop, Journal journal) {
        this.loop = loop;
        this.journal = journal;
        this.mailbox = new Mailbox<>(loop, this::onTold);
        this.applied = journal.nextPosition();
    }

    /** What the journal says of one record. */
    private record Told(
            Outcome outcome, long position, @Nullable String failure) {}

    private record Removal(Ledger ledger, long slot) {}

    private record Counting(Ledger ledger, long slot, int deliveries) {}

    /** Somebody on a loop who is to be told of a record. */
    public record Part(Recorder recorder, Outcome outcome) {}

    // ------------------------------------------------------------------ appending

    /** Records a fact of this loop. */
    public void append(Fact fact, Durability durability, Outcome outcome) {
        loop.assertInLoop();
        flush();
        expect();
        append(fact, durability, List.of(new Part(this, outcome)));
    }

    /** Where a force takes no longer than waking a thread a few times, the loop stays awake for its end. */
    private void lingerForForce() {
        long nanos = journal.counters().lastForceNanos();
        if (nanos < MOST_LINGER_NANOS / 2) {
            loop.linger(2 * nanos);
        }
    }

    /** A record will be told here that another loop may append. On this loop, before that. */
    public void expect() {
        loop.assertInLoop();
        flush();
        outstanding++;
    }

    /** What was expected will not be appended. */
    public void unexpect() {
        loop.assertInLoop();
        outstanding--;
    }

    /** Records a fact of several loops, each of which expects it. On one of them. */
    public void append(Fact fact, Durability durability, List<Part> parts) {
        if (fact.messageBytes() > MOST_BYTES) {
            tellAll(
                    parts,
                    0,
                    "its messages take about " + fact.messageBytes() + " bytes, and what takes place at once may have "
                            + MOST_BYTES + "; send less in one transaction");
            return;
        }
        if (durability != Durability.LAZY && loop.inLoop()) {
            lingerForForce();
        }
        journal.append(new JournalEntry(fact.type(), durability, FactCodec.encode(fact), new AppendListener() {
            @Override
            public void appended(long position) {
                tellAll(parts, position, null);
            }

            @Override
            public void failed(JournalFailedException reason) {
                tellAll(parts, 0, reason.getMessage());
            }
        }));
    }

    private static void tellAll(List<Part> parts, long position, @Nullable String failure) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            part.recorder.mailbox.post(new Told(part.outcome, position, failure));
        }
    }

    private void onTold(Told told) {
        outstanding--;
        loop.linger(ANSWER_NANOS);
        if (told.failure != null) {
            told.outcome.failed(told.failure);
        } else {
            applied = Math.max(applied, told.position);
            told.outcome.applied(told.position);
        }
    }

    // ------------------------------------------------------------------ what nobody waits for

    /** The message has been dealt with; recorded at the end of the batch. */
    public void removeLater(Ledger ledger, long slot) {
        removals.add(new Removal(ledger, slot));
        flushLater();
    }

    /** The message was delivered in vain so many times; recorded at the end of the batch. */
    public void countLater(Ledger ledger, long slot, int deliveries) {
        countings.add(new Counting(ledger, slot, deliveries));
        flushLater();
    }

    private void flushLater() {
        if (!flushPosted) {
            flushPosted = true;
            loop.atEndOfBatch(() -> {
                flushPosted = false;
                flush();
            });
        }
    }

    private void flush() {
        if (!removals.isEmpty()) {
            recordRemovals(Durability.LAZY, NOBODY);
        }
        if (!countings.isEmpty()) {
            recordCountings();
        }
    }

    /** Tells when everything recorded so far, removals included, is on the disk. */
    public void confirm(Outcome outcome) {
        loop.assertInLoop();
        recordRemovals(Durability.FORCED, outcome);
    }

    private void recordRemovals(Durability durability, Outcome outcome) {
        List<Removal> taken = removals;
        removals = new ArrayList<>();
        List<Place> places = new ArrayList<>(taken.size());
        for (Removal removal : taken) {
            places.add(new Place(removal.ledger.id(), removal.slot));
        }
        outstanding++;
        append(new Changed(List.of(), places, null), durability, List.of(new Part(this, new Outcome() {
            @Override
            public void applied(long position) {
                for (Removal removal : taken) {
                    removal.ledger.remove(removal.slot);
                }
                outcome.applied(position);
            }

            @Override
            public void failed(String reason) {
                outcome.failed(reason);
            }
        })));
    }

    /** Runs a task when the counts told so far have been written; at once when they have. On this loop. */
    public void afterCounts(Runnable task) {
        loop.assertInLoop();
        if (!countings.isEmpty()) {
            flush();
        }
        if (countsUnderWay == 0) {
            task.run();
        } else {
            afterCounts.add(task);
        }
    }

    private void countsTold() {
        countsUnderWay--;
        if (countsUnderWay == 0) {
            List<Runnable> ready = afterCounts;
            afterCounts = new ArrayList<>();
            ready.forEach(Runnable::run);
        }
    }

    private void recordCountings() {
        countsUnderWay++;
        List<Counting> taken = countings;
        countings = new ArrayList<>();
        List<Counted> counted = new ArrayList<>(taken.size());
        for (Counting each : taken) {
            counted.add(new Counted(new Place(each.ledger.id(), each.slot), each.deliveries));
        }
        outstanding++;
        append(new Redelivered(counted), Durability.LAZY, List.of(new Part(this, new Outcome() {
            @Override
            public void applied(long position) {
                for (Counting each : taken) {
                    each.ledger.count(each.slot, each.deliveries);
                }
                countsTold();
            }

            @Override
            public void failed(String reason) {
                // The count is in memory, which is all that is left.
                countsTold();
            }
        })));
    }

    /** What is lost with the journal comes back after a restart, and nobody was promised otherwise. */
    public static final Outcome NOBODY = new Outcome() {
        @Override
        public void applied(long position) {}

        @Override
        public void failed(String reason) {}
    };

    // ------------------------------------------------------------------ checkpoints

    /** From now on its changes are part of this loop's checkpoints. */
    public void watch(Ledger ledger) {
        ledger.onDirty(changed::add);
    }

    /** All facts of this loop before this position have been applied; it never becomes less. */
    public long appliedPosition() {
        loop.assertInLoop();
        if (outstanding == 0) {
            applied = journal.nextPosition();
        }
        return applied;
    }

    /** The ledgers that have changed since this was called last. */
    public List<Ledger> takeChanged() {
        loop.assertInLoop();
        List<Ledger> taken = List.copyOf(changed);
        changed.clear();
        return taken;
    }
}
