package io.chasqui.engine.recovery;

import io.chasqui.engine.record.Arrival;
import io.chasqui.engine.record.Fact.Moved;
import io.chasqui.engine.record.Fact.Prepared;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Outcome;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.PreparedBranches;
import io.chasqui.engine.record.Records;
import io.chasqui.engine.record.Slot;
import io.chasqui.journal.Durability;
import io.chasqui.journal.SegmentSummary;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes again what few messages of a segment are still needed, so that one slow subscriber does not keep the disk full of
 * what all others are done with. The segment is free when its last message has moved.
 *
 * <p>The reader thread finds what was ever put where; the loops say what of that is still there; the reader thread reads
 * these messages; the loops record them anew and let their ledgers follow. One segment at a time.
 */
final class Relocation {

    private static final System.Logger LOG = System.getLogger(Relocation.class.getName());

    /** How many bytes of messages one record has, about. */
    private static final int RECORD_BYTES = 1 << 20;

    private final Storage storage;
    private final Records records;
    private final EventLoop home;
    private final PreparedBranches prepared;
    private final AtomicBoolean running = new AtomicBoolean();

    Relocation(Storage storage, Records records, EventLoop home, PreparedBranches prepared) {
        this.storage = storage;
        this.records = records;
        this.home = home;
        this.prepared = prepared;
    }

    /** A message of the segment, and the places it was put in, all owned by one loop. */
    private record Found(long position, List<Place> places) {}

    /** Goes through segments, one after the other, unless it is still busy with others. */
    void begin(List<SegmentSummary> segments) {
        if (!segments.isEmpty() && running.compareAndSet(false, true)) {
            storage.readerThread().execute(() -> next(segments.iterator()));
        }
    }

    /** On the reader thread. */
    private void next(Iterator<SegmentSummary> segments) {
        if (segments.hasNext()) {
            scan(segments.next().number(), () -> storage.readerThread().execute(() -> next(segments)));
        } else {
            running.set(false);
        }
    }

    private void scan(long segment, Runnable done) {
        Map<EventLoop, List<Found>> found = new HashMap<>();
        try {
            storage.journal().scan(segment, (position, type, payload) -> {
                if (FactCodec.hasMessages(type)) {
                    add(found, position, payload);
                } else if (type == FactCodec.PREPARED) {
                    moveBranch(position, payload);
                }
            });
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "segment " + segment + " cannot be read, and is kept", e);
            found.clear();
        }
        AtomicInteger left = new AtomicInteger(found.size() + 1);
        Runnable step = () -> {
            if (left.decrementAndGet() == 0) {
                done.run();
            }
        };
        found.forEach((loop, messages) -> loop.execute(() ->
                filter(loop, messages, needed -> storage.readerThread().execute(() -> move(loop, needed, step)))));
        step.run();
    }

    private void add(Map<EventLoop, List<Found>> found, long position, ByteBuffer payload) throws IOException {
        for (List<Place> places : FactCodec.placesOf(payload)) {
            Records.Kept kept = null;
            List<Place> known = new ArrayList<>(places.size());
            for (Place place : places) {
                Records.Kept each = records.find(place.backlog());
                if (each != null) {
                    kept = each;
                    known.add(place);
                }
            }
            if (kept != null) {
                found.computeIfAbsent(kept.loop(), loop -> new ArrayList<>()).add(new Found(position, known));
            }
        }
    }

    // ------------------------------------------------------------------ what is still there

    /** Takes the messages that are still needed. */
    private interface Needed {
        void accept(List<Found> needed);
    }

    /** On the loop that owns the places. */
    private void filter(EventLoop loop, List<Found> messages, Needed then) {
        List<Found> needed = new ArrayList<>();
        AtomicInteger left = new AtomicInteger(1);
        Runnable step = () -> {
            if (left.decrementAndGet() == 0) {
                needed.removeIf(found -> found.places.isEmpty());
                then.accept(needed);
            }
        };
        for (Found message : messages) {
            Found live = new Found(message.position, new ArrayList<>(message.places.size()));
            needed.add(live);
            for (Place place : message.places) {
                Records.Kept kept = records.find(place.backlog());
                if (kept != null) {
                    left.incrementAndGet();
                    records.withBlock(
                            loop,
                            kept.ledger(),
                            Slot.block(place.slot()),
                            () -> {
                                if (kept.ledger().position(place.slot()) == message.position) {
                                    live.places.add(place);
                                }
                                step.run();
                            },
                            step);
                }
            }
        }
        step.run();
    }

    // ------------------------------------------------------------------ writing again

    private void move(EventLoop loop, List<Found> needed, Runnable done) {
        AtomicInteger left = new AtomicInteger(1);
        Runnable step = () -> {
            if (left.decrementAndGet() == 0) {
                done.run();
            }
        };
        List<Arrival> messages = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        long bytes = 0;
        for (Found found : needed) {
            try {
                Message message = FactCodec.messageAt(storage.journal().read(found.position), found.places.get(0));
                messages.add(new Arrival(message, found.places));
                positions.add(found.position);
                bytes += message.size();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, "a message cannot be moved, and stays where it is", e);
            }
            if (bytes > RECORD_BYTES) {
                left.incrementAndGet();
                record(loop, messages, positions, step);
                messages = new ArrayList<>();
                positions = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!messages.isEmpty()) {
            left.incrementAndGet();
            record(loop, messages, positions, step);
        }
        step.run();
    }

    private void record(EventLoop loop, List<Arrival> messages, List<Long> positions, Runnable done) {
        loop.execute(() -> records.at(loop).append(new Moved(messages), Durability.LAZY, new Outcome() {
            @Override
            public void applied(long position) {
                AtomicInteger left = new AtomicInteger(1);
                Runnable step = () -> {
                    if (left.decrementAndGet() == 0) {
                        done.run();
                    }
                };
                for (int i = 0; i < messages.size(); i++) {
                    long old = positions.get(i);
                    messages.get(i).places().forEach(place -> {
                        left.incrementAndGet();
                        follow(loop, place, old, position, step);
                    });
                }
                step.run();
            }

            @Override
            public void failed(String reason) {
                done.run();
            }
        }));
    }

    private void follow(EventLoop loop, Place place, long old, long position, Runnable done) {
        Records.Kept kept = records.find(place.backlog());
        if (kept == null) {
            done.run();
            return;
        }
        records.withBlock(
                loop,
                kept.ledger(),
                Slot.block(place.slot()),
                () -> {
                    if (kept.ledger().position(place.slot()) == old) {
                        kept.ledger().move(place.slot(), position);
                    }
                    done.run();
                },
                done);
    }

    private void moveBranch(long position, ByteBuffer payload) throws IOException {
        Prepared fact = (Prepared) FactCodec.decode(payload);
        home.execute(() -> {
            if (prepared.mayMove(fact.branch(), position)) {
                records.at(home).append(fact, Durability.LAZY, new Outcome() {
                    @Override
                    public void applied(long moved) {
                        if (prepared.all().containsKey(fact.branch())) {
                            prepared.put(fact.branch(), moved);
                        }
                    }

                    @Override
                    public void failed(String reason) {
                        // It stays where it is.
                    }
                });
            }
        });
    }
}
