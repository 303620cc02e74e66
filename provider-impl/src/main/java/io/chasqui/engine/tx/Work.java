package io.chasqui.engine.tx;

import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.queue.Entry;
import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.queue.Publication;
import io.chasqui.engine.record.Fact;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.record.Sent;
import io.chasqui.protocol.BranchId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has sent and consumed so far: messages that nobody sees yet, and acquired entries that nobody else
 * gets. It ends with {@link #commit} or {@link #rollback}, once.
 *
 * <p>Owned by the session that does the work, then by the branch that takes it over.
 */
public final class Work {

    private final Memory memory;
    private final @Nullable Records records;
    private final List<Publication> sends = new ArrayList<>(0);
    private final List<Entry> consumed = new ArrayList<>(0);
    private @Nullable String flaw;

    /** What was sent does not count as held in memory any more. */
    private boolean freed;

    /** The large bodies of what was sent are not needed by it any more. */
    private boolean released;

    /** @param records null when nothing is recorded */
    public Work(Memory memory, @Nullable Records records) {
        this.memory = memory;
        this.records = records;
    }

    public void addSend(Publication publication) {
        memory.take(publication.message());
        memory.bodies().retain(publication.message());
        sends.add(publication);
    }

    public void addConsumed(List<Entry> entries) {
        consumed.addAll(entries);
    }

    /** Makes the work impossible to commit. The first reason counts. */
    public void spoil(String reason) {
        if (flaw == null) {
            flaw = reason;
        }
    }

    public boolean isEmpty() {
        return sends.isEmpty() && consumed.isEmpty() && flaw == null;
    }

    /** Why it cannot be committed; null when it can. */
    public @Nullable String flaw() {
        if (flaw == null) {
            for (Publication send : sends) {
                if (send.target().isDeleted()) {
                    flaw = send.target().destination() + " was deleted after the transaction had sent to it";
                    break;
                }
            }
        }
        return flaw;
    }

    /** Takes over everything another piece of work holds. */
    public void absorb(Work other) {
        sends.addAll(other.sends);
        consumed.addAll(other.consumed);
        if (other.flaw != null) {
            spoil(other.flaw);
        }
    }

    /** Forgets everything without effect: somebody else has taken it over. */
    void clear() {
        sends.clear();
        consumed.clear();
    }

    /**
     * Makes everything take effect, in the order in which it was done.
     *
     * @param done run on some loop when all of it has, and is as durable as it is to be
     * @param failed gets the reason on some loop when that cannot be stored; then nothing has, and it can be rolled back
     */
    public void commit(Runnable done, Consumer<String> failed) {
        commit(new Commit(records, done, failed));
    }

    void commit(Commit commit) {
        consumed.forEach(commit::settle);
        sends.forEach(commit::send);
        commit.whenDone(this::releaseBodies);
        commit.run();
        freeSent();
    }

    private void freeSent() {
        if (!freed) {
            freed = true;
            for (Publication send : sends) {
                memory.free(send.message());
            }
        }
    }

    /** The messages have arrived or never will: their large bodies are needed by whoever has them now. */
    private void releaseBodies() {
        if (!released) {
            released = true;
            sends.forEach(send -> memory.bodies().release(send.message()));
        }
    }

    /** How many bytes of disk it takes when it takes effect, about; negative when it gives some back. */
    public long bytesToStore() {
        long bytes = 0;
        for (Publication send : sends) {
            bytes += send.target().mayTakeDisk(send.message()) ? send.message().size() : 0;
        }
        if (bytes > 0) {
            for (Entry entry : consumed) {
                bytes -= entry.isRecorded() ? entry.message().size() : 0;
            }
        }
        return bytes;
    }

    /** Makes everything take effect when the disk has room for it. On the committer's loop. */
    public void commit(StoreRoom room, Committer committer) {
        room.await(
                committer.loop(),
                bytesToStore(),
                committer::isWithdrawn,
                () -> commit(Commit.of(records, committer)),
                committer::refused);
    }

    /** What is to be recorded when it is prepared: what of it would survive anyway. */
    Fact.Prepared prepared(BranchId branch) {
        List<Sent> sent = new ArrayList<>();
        for (Publication send : sends) {
            if (send.message().persistent() && !send.message().destination().isTemporary()) {
                sent.add(new Sent(send.message(), send.origin()));
            }
        }
        List<Place> places = new ArrayList<>();
        for (Entry entry : consumed) {
            if (entry.isRecorded()) {
                places.add(entry.place());
            }
        }
        return new Fact.Prepared(branch, sent, places);
    }

    /**
     * Drops what was sent and puts back what was consumed.
     *
     * @param done run on some loop when that has been done
     */
    public void rollback(Runnable done) {
        freeSent();
        releaseBodies();
        release(consumed, List.of(), done);
    }

    /** Puts entries back into their backlogs, those seen with their delivery counted. */
    public static void release(List<Entry> seen, List<Entry> unseen, Runnable done) {
        Map<Backlog, Returns> byBacklog = new IdentityHashMap<>();
        for (Entry entry : seen) {
            byBacklog
                    .computeIfAbsent(entry.backlog(), backlog -> new Returns())
                    .seen
                    .add(entry);
        }
        for (Entry entry : unseen) {
            byBacklog
                    .computeIfAbsent(entry.backlog(), backlog -> new Returns())
                    .unseen
                    .add(entry);
        }
        AtomicInteger left = new AtomicInteger(byBacklog.size() + 1);
        Runnable step = () -> {
            if (left.decrementAndGet() == 0) {
                done.run();
            }
        };
        byBacklog.forEach((backlog, returns) -> backlog.loop().executeDown(() -> {
            backlog.release(returns.seen, returns.unseen);
            backlog.afterCounts(step);
        }));
        step.run();
    }

    /** What goes back into one backlog. */
    private static final class Returns {
        final List<Entry> seen = new ArrayList<>();
        final List<Entry> unseen = new ArrayList<>();
    }
}
