package io.chasqui.engine.recovery;

import io.chasqui.checkpoint.BlockKey;
import io.chasqui.checkpoint.GenerationalStore;
import io.chasqui.checkpoint.Table;
import io.chasqui.engine.body.LargeBodies;
import io.chasqui.engine.effect.Effects;
import io.chasqui.engine.record.Disk;
import io.chasqui.engine.record.Ledger;
import io.chasqui.engine.record.Ledgers;
import io.chasqui.engine.record.PreparedBranches;
import io.chasqui.engine.record.Records;
import io.chasqui.journal.Durability;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Destination;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a broker knew when it ended, on its way into an engine: first owned by the thread that recovers, then each ledger by
 * its loop.
 */
public final class Recovered {

    private final Storage storage;
    private final Ledgers ledgers;
    private final long position;
    private final PreparedBranches prepared;

    private Recovered(Storage storage, Ledgers ledgers, long position) {
        this.storage = storage;
        this.ledgers = ledgers;
        this.position = position;
        this.prepared = new PreparedBranches(storage.usage());
        ledgers.inDoubt().forEach(each -> prepared.restore(each.branch(), each.position()));
    }

    /**
     * Reads the checkpoint, replays the journal, and hands the store over to the state thread.
     *
     * @throws IOException when something is damaged; the message is for the operator
     */
    public static Recovered from(Storage storage) throws IOException {
        GenerationalStore state = storage.state();
        long end = storage.journal().nextPosition();
        storage.bodies().find();
        Ledgers ledgers = Recovery.recover(state, storage.journal(), storage.usage(), storage.bodies());
        forgetWhatEnded(state, ledgers);
        gather(state, ledgers.effects());
        state.handOver();
        return new Recovered(storage, ledgers, end);
    }

    /** The numbers of ledgers that have ended are never given again, but nothing of these is to stay for ever. */
    private static void forgetWhatEnded(GenerationalStore state, Ledgers ledgers) throws IOException {
        for (Ledger ledger : ledgers.ended()) {
            Checkpointer.removeDefinition(state, ledger.id());
            for (Ledger.BlockImage image : ledger.takeChanges().blocks()) {
                state.remove(Table.INDEX, new BlockKey(ledger.id(), image.number()));
            }
        }
        for (Ledgers.BlockName orphan : ledgers.orphans()) {
            state.remove(Table.INDEX, new BlockKey(orphan.ledger(), orphan.block()));
        }
    }

    /**
     * What sessions have done is the home loop's from now on: whatever other loops had of it is put together, so that their
     * part may be replaced.
     */
    private static void gather(GenerationalStore state, Effects effects) throws IOException {
        List<String> parts = new ArrayList<>();
        state.forEachKey(Table.EFFECT, parts::add);
        for (String part : parts) {
            String prefix = StateLayout.sessionOf(part);
            String home = StateLayout.effectKey(0, prefix);
            byte[] value = effects.image(prefix);
            if (!part.equals(home) && value != null) {
                state.put(Table.EFFECT, home, value);
                state.remove(Table.EFFECT, part);
            }
        }
    }

    /** Makes the records of an engine, with the numbers of ledgers going on. */
    public Records records(List<EventLoop> loops, Function<Destination, Durability> durability) {
        Records records = new Records(
                loops, storage.journal(), storage.usage(), storage.bodies(), new StoreReader(storage), durability);
        records.noteLastLedger(ledgers.lastId());
        return records;
    }

    public PreparedBranches prepared() {
        return prepared;
    }

    /** The large bodies of its messages. */
    public LargeBodies bodies() {
        return storage.bodies();
    }

    public Disk disk() {
        return storage.disk();
    }

    Storage storage() {
        return storage;
    }

    Ledgers ledgers() {
        return ledgers;
    }

    /** Up to where the journal has been applied. */
    long position() {
        return position;
    }
}
