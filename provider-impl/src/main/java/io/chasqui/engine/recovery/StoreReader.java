package io.chasqui.engine.recovery;

import io.chasqui.checkpoint.BlockKey;
import io.chasqui.checkpoint.CheckpointException;
import io.chasqui.checkpoint.Table;
import io.chasqui.engine.record.BacklogDefinition;
import io.chasqui.engine.record.FactCodec;
import io.chasqui.engine.record.Place;
import io.chasqui.engine.record.StateStorage;
import io.chasqui.loop.EventLoop;
import io.chasqui.message.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what has left memory: messages on the reader thread, blocks on the state thread. May be called by any loop; each
 * field says which thread it belongs to.
 */
public final class StoreReader implements StateStorage {

    private static final System.Logger LOG = System.getLogger(StoreReader.class.getName());

    /** How many bytes of messages one answer has, about. */
    private static final int MOST_BYTES = 1 << 20;

    private final Storage storage;

    /** Definitions that wait to be kept; those that wait together share a commit. Any thread adds. */
    private final Queue<Waiting> definitions = new ConcurrentLinkedQueue<>();

    public StoreReader(Storage storage) {
        this.storage = storage;
    }

    private record Waiting(
            long ledger, BacklogDefinition definition, EventLoop loop, Consumer<@Nullable String> answer) {}

    @Override
    public void readMessages(
            List<Place> places, List<Long> positions, EventLoop loop, Consumer<List<@Nullable Message>> answer) {
        storage.readerThread().execute(() -> {
            List<@Nullable Message> messages = read(places, positions);
            loop.execute(() -> answer.accept(messages));
        });
    }

    /** Neighbours are often of one transaction, which is one record. */
    private List<@Nullable Message> read(List<Place> places, List<Long> positions) {
        List<@Nullable Message> messages = new ArrayList<>(places.size());
        ByteBuffer record = null;
        long recordPosition = 0;
        long bytes = 0;
        for (int i = 0; i < places.size() && bytes < MOST_BYTES; i++) {
            try {
                if (record == null || recordPosition != positions.get(i)) {
                    record = storage.journal().read(positions.get(i));
                    recordPosition = positions.get(i);
                }
                Message message = FactCodec.messageAt(record, places.get(i));
                bytes += message.size();
                messages.add(message);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "a message could not be read: " + e.getMessage());
                record = null;
                messages.add(null);
            }
        }
        return messages;
    }

    @Override
    public void readBlock(long ledger, long block, EventLoop loop, Consumer<byte @Nullable []> answer) {
        storage.stateThread().execute(() -> {
            byte[] value = readBlock(ledger, block);
            loop.execute(() -> answer.accept(value));
        });
    }

    private byte @Nullable [] readBlock(long ledger, long block) {
        try {
            return storage.state().get(Table.INDEX, new BlockKey(ledger, block));
        } catch (CheckpointException e) {
            LOG.log(System.Logger.Level.ERROR, "block " + block + " of ledger " + ledger + " could not be read", e);
            return null;
        }
    }

    @Override
    public void keepDefinition(
            long ledger, BacklogDefinition definition, EventLoop loop, Consumer<@Nullable String> answer) {
        definitions.add(new Waiting(ledger, definition, loop, answer));
        storage.stateThread().execute(this::keepAll);
    }

    private void keepAll() {
        List<Waiting> taken = new ArrayList<>();
        for (Waiting next = definitions.poll(); next != null; next = definitions.poll()) {
            taken.add(next);
        }
        if (taken.isEmpty()) {
            return;
        }
        String failure = keep(taken);
        for (Waiting each : taken) {
            each.loop.execute(() -> each.answer.accept(failure));
        }
    }

    private @Nullable String keep(List<Waiting> taken) {
        try {
            for (Waiting each : taken) {
                Checkpointer.putDefinition(storage.state(), each.ledger, each.definition);
            }
            storage.state().commit();
            return null;
        } catch (CheckpointException e) {
            return String.valueOf(e.getMessage()); // The next checkpoint fails too, and that is logged.
        }
    }
}
