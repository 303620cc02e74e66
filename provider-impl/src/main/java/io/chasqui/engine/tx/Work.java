package io.chasqui.engine.tx;

import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.queue.Entry;
import io.chasqui.engine.queue.Memory;
import io.chasqui.engine.queue.Publication;
import io.chasqui.loop.EventLoop;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has sent and consumed so far: messages that nobody sees yet, and acquired entries that nobody else
 * gets. It ends with {@link #commit} or {@link #rollback}, once.
 *
 * <p>Owned by the session that does the work, then by the branch that takes it over.
 */
public final class Work {

    private final Memory memory;
    private final List<Publication> sends = new ArrayList<>(0);
    private final List<Entry> consumed = new ArrayList<>(0);
    private @Nullable String flaw;

    public Work(Memory memory) {
        this.memory = memory;
    }

    public void addSend(Publication publication) {
        memory.take(publication.message().size());
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
     * @param done run on some loop when all of it has
     */
    public void commit(Runnable done) {
        Steps steps = new Steps();
        for (Entry entry : consumed) {
            steps.at(entry.backlog().loop(), () -> entry.backlog().settle(entry));
        }
        for (Publication send : sends) {
            memory.free(send.message().size());
            steps.at(send.target().loop(), () -> send.target().onCommitted(send.message(), send.origin()));
        }
        steps.run(done);
    }

    /**
     * Drops what was sent and puts back what was consumed.
     *
     * @param done run on some loop when that has been done
     */
    public void rollback(Runnable done) {
        for (Publication send : sends) {
            memory.free(send.message().size());
        }
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
        Steps steps = new Steps();
        byBacklog.forEach(
                (backlog, returns) -> steps.at(backlog.loop(), () -> backlog.release(returns.seen, returns.unseen)));
        steps.run(done);
    }

    /** What goes back into one backlog. */
    private static final class Returns {
        final List<Entry> seen = new ArrayList<>();
        final List<Entry> unseen = new ArrayList<>();
    }

    /** Steps to be taken on several loops, in order on each, with one task at the end of all. */
    private static final class Steps {
        private final Map<EventLoop, List<Runnable>> byLoop = new IdentityHashMap<>(2);

        void at(EventLoop loop, Runnable step) {
            byLoop.computeIfAbsent(loop, key -> new ArrayList<>()).add(step);
        }

        void run(Runnable done) {
            if (byLoop.isEmpty()) {
                done.run();
                return;
            }
            AtomicInteger left = new AtomicInteger(byLoop.size());
            byLoop.forEach((loop, steps) -> loop.executeDown(() -> {
                steps.forEach(Runnable::run);
                if (left.decrementAndGet() == 0) {
                    done.run();
                }
            }));
        }
    }
}
