package io.chasqui.engine.recovery;

import io.chasqui.engine.queue.Backlog;
import io.chasqui.engine.queue.Entry;
import io.chasqui.engine.queue.PublishTarget;
import io.chasqui.engine.queue.Recording;
import io.chasqui.engine.record.Fact.Prepared;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledgers.InDoubt;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.record.Sent;
import io.chasqui.engine.record.Slot;
import io.chasqui.engine.session.Broker;
import io.chasqui.engine.tx.DetachedSend;
import io.chasqui.engine.tx.Work;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import io.chasqui.protocol.BranchId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings back the branches in doubt, one after the other: what each has sent, and what it has consumed, which nobody else gets
 * until it is decided. Owned by the home loop.
 */
final class BranchRestoration {

    private static final System.Logger LOG = System.getLogger(BranchRestoration.class.getName());

    private final Storage storage;
    private final Broker broker;
    private final EventLoop home;
    private final Map<Long, Backlog> backlogs;

    /** @param backlogs by number of the ledger */
    BranchRestoration(Storage storage, Broker broker, EventLoop home, Map<Long, Backlog> backlogs) {
        this.storage = storage;
        this.broker = broker;
        this.home = home;
        this.backlogs = backlogs;
    }

    void run(List<InDoubt> branches, Runnable done) {
        next(branches.iterator(), done);
    }

    private void next(Iterator<InDoubt> branches, Runnable done) {
        if (!branches.hasNext()) {
            done.run();
            return;
        }
        InDoubt branch = branches.next();
        storage.readerThread().execute(() -> {
            Prepared fact = read(branch);
            home.execute(() -> {
                if (fact == null) {
                    next(branches, done);
                } else {
                    restore(branch.branch(), fact, () -> next(branches, done));
                }
            });
        });
    }

    private @Nullable Prepared read(InDoubt branch) {
        try {
            return (Prepared) FactCodec.decode(storage.journal().read(branch.position()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "branch " + branch.branch() + " is in doubt and cannot be read", e);
            return null;
        }
    }

    private void restore(BranchId id, Prepared fact, Runnable then) {
        Work work = new Work(broker.memory(), broker.records());
        for (Sent sent : fact.sent()) {
            PublishTarget target = broker.destinations().find(sent.message().destination());
            if (target != null) {
                work.addSend(new DetachedSend(target, sent.message(), sent.origin()));
            }
        }
        acquire(fact.consumed().iterator(), new ArrayList<>(), entries -> {
            work.addConsumed(entries);
            broker.branches().restore(id, work);
            then.run();
        });
    }

    /** Takes the entries of a branch. */
    private interface Acquired {
        void accept(List<Entry> entries);
    }

    private void acquire(Iterator<Place> places, List<Entry> entries, Acquired done) {
        while (places.hasNext()) {
            Place place = places.next();
            Backlog backlog = backlogs.get(place.backlog());
            if (backlog != null) {
                backlog.loop()
                        .executeDown(() -> acquire(
                                backlog,
                                place,
                                entry -> home.executeDown(() -> {
                                    if (entry != null) {
                                        entries.add(entry);
                                    }
                                    acquire(places, entries, done);
                                })));
                return;
            }
        }
        done.accept(entries);
    }

    /** Takes one entry, null when there is none. */
    private interface One {
        void accept(@Nullable Entry entry);
    }

    private void acquire(Backlog backlog, Place place, One done) {
        Recording recording = backlog.requireRecording();
        Ledger ledger = recording.ledger();
        Records records = broker.records();
        if (records == null) {
            throw new IllegalStateException("the broker records nothing");
        }
        EventLoop loop = backlog.loop();
        records.withBlock(
                loop,
                ledger,
                Slot.block(place.slot()),
                () -> {
                    long position = ledger.position(place.slot());
                    if (position == 0) {
                        done.accept(null);
                        return;
                    }
                    ledger.pin(place.slot());
                    records.cold().readMessages(List.of(place), List.of(position), loop, messages -> {
                        Message message = messages.get(0);
                        Entry entry = message == null ? null : recording.acquire(place.slot(), message);
                        ledger.unpin(place.slot());
                        done.accept(entry);
                    });
                },
                () -> done.accept(null));
    }
}
