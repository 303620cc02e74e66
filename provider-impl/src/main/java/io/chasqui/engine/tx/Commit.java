package io.chasqui.engine.tx;

import io.chasqui.engine.queue.Entry;
import io.chasqui.engine.queue.Publication;
import io.chasqui.engine.record.Change;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.Recorder;
import io.chasqui.engine.record.Records;
import io.chasqui.journal.Durability;
import io.chasqui.loop.EventLoop;
import io.chasqui.protocol.BranchId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes work take effect, all or nothing: each loop it concerns decides its part, one record says it all, and when that is
 * durable each loop carries out its part. Used once; handed from loop to loop.
 */
final class Commit {

    private final @Nullable Records records;
    private final Runnable done;
    private final Consumer<String> failed;
    private final Map<EventLoop, Part> parts = new LinkedHashMap<>(2);
    private final AtomicInteger left = new AtomicInteger();
    private @Nullable BranchId branch;
    private Runnable beforeDone = () -> {};

    /** Who may ask about it; null when nobody may. */
    private @Nullable Committer committer;

    private volatile @Nullable String failure;

    /**
     * @param records null when nothing is recorded
     * @param done run on some loop when all has taken effect
     * @param failed gets the reason on some loop when nothing has
     */
    Commit(@Nullable Records records, Runnable done, Consumer<String> failed) {
        this.records = records;
        this.done = done;
        this.failed = failed;
    }

    /** The commit of a local transaction. */
    static Commit of(@Nullable Records records, Committer committer) {
        Commit commit = new Commit(records, committer::done, committer::failed);
        commit.committer = committer.id() == null ? null : committer;
        return commit;
    }

    /** What is to be done on one loop. */
    private static final class Part {
        final List<Entry> consumed = new ArrayList<>(1);
        final List<Publication> sends = new ArrayList<>(1);
        final Change change = new Change();
    }

    private Part at(EventLoop loop) {
        return parts.computeIfAbsent(loop, key -> new Part());
    }

    void settle(Entry entry) {
        at(entry.backlog().loop()).consumed.add(entry);
    }

    void send(Publication publication) {
        at(publication.target().loop()).sends.add(publication);
    }

    /**
     * This also decides a prepared branch; the step is taken on the home loop. The transaction manager forgets the branch when
     * it is told, so whatever was promised for its destinations, the decision is on the disk by then.
     */
    void decide(BranchId prepared, EventLoop home, Change.Step step) {
        branch = prepared;
        at(home).change.require(Durability.FORCED);
        at(home).change.then(step);
    }

    /** Runs a task when all has taken effect, before anybody is told. */
    void whenDone(Runnable task) {
        beforeDone = task;
    }

    void run() {
        if (parts.isEmpty()) {
            if (committer != null) {
                committer.takesEffect(committer.loop());
            }
            succeed();
            return;
        }
        left.set(parts.size());
        for (Map.Entry<EventLoop, Part> part : List.copyOf(parts.entrySet())) {
            part.getKey().executeDown(() -> decide(part.getKey(), part.getValue()));
        }
    }

    private void decide(EventLoop loop, Part part) {
        if (records != null) {
            records.at(loop).expect();
        }
        for (Entry entry : part.consumed) {
            entry.backlog().settleWith(entry, part.change);
        }
        for (Publication send : part.sends) {
            send.target().onCommitted(send.message(), send.origin(), part.change);
        }
        if (left.decrementAndGet() == 0) {
            left.set(parts.size());
            if (committer != null) {
                Committer known = committer;
                part.change.then(position -> known.takesEffect(loop));
            }
            record(loop);
        }
    }

    private void record(EventLoop loop) {
        List<Change> changes = parts.values().stream().map(part -> part.change).toList();
        if (records == null || branch == null && changes.stream().noneMatch(Change::isRecorded)) {
            parts.forEach((each, part) -> each.executeDown(() -> {
                if (records != null) {
                    records.at(each).unexpect();
                }
                carryOut(part.change, 0);
            }));
            return;
        }
        Change strictest = new Change();
        changes.forEach(change -> strictest.require(change.durability()));
        List<Recorder.Part> told = new ArrayList<>(parts.size());
        parts.forEach((each, part) -> told.add(new Recorder.Part(records.at(each), new Outcome() {
            @Override
            public void applied(long position) {
                carryOut(part.change, position);
            }

            @Override
            public void failed(String reason) {
                failure = reason;
                part.change.giveUp();
                finish();
            }
        })));
        records.at(loop)
                .append(
                        Change.fact(changes, branch, committer == null ? null : committer.id()),
                        strictest.durability(),
                        told);
    }

    private void carryOut(Change change, long position) {
        change.take(position);
        finish();
    }

    private void succeed() {
        beforeDone.run();
        done.run();
    }

    private void finish() {
        if (left.decrementAndGet() == 0) {
            String reason = failure;
            if (reason == null) {
                succeed();
            } else {
                failed.accept(reason);
            }
        }
    }
}
