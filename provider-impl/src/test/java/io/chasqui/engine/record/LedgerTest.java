package io.chasqui.engine.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.Ledger.BlockImage;
import io.chasqui.engine.record.Ledger.Changes;
import io.chasqui.journal.Position;
import io.chasqui.journal.SegmentUsage;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final OfQueue ORDERS = new OfQueue(Destination.queue("orders"));
    private static final Message MESSAGE = new Message.Builder(Destination.queue("orders")).build();

    private final SegmentUsage usage = new SegmentUsage();
    private final Ledger ledger = new Ledger(1, ORDERS, usage);
    private final List<Ledger> reports = new ArrayList<>();

    private static long slot(long sequence) {
        return Slot.of(4, sequence);
    }

    private static long at(int offset) {
        return Position.of(1, offset);
    }

    private Changes checkpoint() {
        Changes changes = ledger.takeChanges();
        ledger.stored(changes);
        return changes;
    }

    @Test
    void countsAMessageOnceHoweverOftenItIsPut() {
        ledger.put(slot(1), at(64), MESSAGE);
        ledger.put(slot(1), at(64), MESSAGE);
        assertEquals(1, ledger.size());
        assertEquals(1, usage.live(1));
        ledger.remove(slot(1));
        ledger.remove(slot(1));
        assertEquals(0, ledger.size());
        assertEquals(0, usage.live(1));
    }

    @Test
    void aBlockStaysInMemoryUntilACheckpointHasIt() {
        ledger.put(slot(1), at(64), MESSAGE);
        ledger.letGo(Slot.block(slot(1)));
        assertTrue(ledger.isInMemory(slot(1)));
        Changes changes = ledger.takeChanges();
        ledger.letGo(Slot.block(slot(1)));
        assertTrue(ledger.isInMemory(slot(1)), "the checkpoint is under way");
        ledger.stored(changes);
        assertFalse(ledger.isInMemory(slot(1)));
        assertEquals(1, ledger.size());
    }

    @Test
    void aHeldMessageKeepsItsBlockInMemory() {
        ledger.put(slot(1), at(64), MESSAGE);
        ledger.hold(slot(1), true);
        checkpoint();
        assertTrue(ledger.isInMemory(slot(1)));
        ledger.hold(slot(1), false);
        ledger.letGo(Slot.block(slot(1)));
        assertFalse(ledger.isInMemory(slot(1)));
    }

    @Test
    void whatChangesWhileACheckpointIsUnderWayIsInTheNextOne() {
        ledger.put(slot(1), at(64), MESSAGE);
        Changes first = ledger.takeChanges();
        ledger.put(slot(2), at(128), MESSAGE);
        ledger.stored(first);
        assertTrue(ledger.isInMemory(slot(2)));
        assertEquals(1, ledger.takeChanges().blocks().size());
    }

    @Test
    void anEmptiedBlockIsRemovedFromTheCheckpointThatHasIt() {
        ledger.put(slot(1), at(64), MESSAGE);
        Changes first = ledger.takeChanges();
        ledger.remove(slot(1));
        ledger.stored(first);
        List<BlockImage> images = checkpoint().blocks();
        assertEquals(1, images.size());
        assertNull(images.get(0).value());
    }

    @Test
    void anEmptiedBlockIsRemovedThoughAnotherMessageIsExpectedThere() {
        ledger.expect(slot(1));
        ledger.put(slot(1), at(64), MESSAGE);
        ledger.unpin(slot(1));
        checkpoint();
        ledger.remove(slot(1));
        ledger.expect(slot(2));
        List<BlockImage> images = checkpoint().blocks();
        assertEquals(1, images.size());
        assertNull(images.get(0).value());
        ledger.put(slot(2), at(128), MESSAGE);
        assertNotNull(checkpoint().blocks().get(0).value());
    }

    @Test
    void thatTheTimeOfAMessageHasComeIsKeptWhenItsBlockLeavesMemory() throws MalformedBytesException {
        ledger.put(
                slot(1),
                at(64),
                new Message.Builder(Destination.queue("orders"))
                        .deliveryTime(1000)
                        .build());
        ledger.hold(slot(1), true);
        checkpoint();
        ledger.clearDue(slot(1));
        ledger.hold(slot(1), false);
        Changes changes = checkpoint();
        assertFalse(ledger.isInMemory(slot(1)));
        ledger.load(Slot.block(slot(1)), changes.blocks().get(0).value());
        assertEquals(0, ledger.due(slot(1)));
    }

    @Test
    void aBlockThatNoCheckpointEverHadLeavesNoTrace() {
        ledger.put(slot(1), at(64), MESSAGE);
        ledger.remove(slot(1));
        assertEquals(List.of(), checkpoint().blocks());
    }

    @Test
    void definesItselfOnceAndReportsOnceUntilItsChangesAreTaken() {
        ledger.onDirty(reports::add);
        ledger.put(slot(1), at(64), MESSAGE);
        ledger.put(slot(2), at(128), MESSAGE);
        assertEquals(1, reports.size());
        assertTrue(ledger.takeChanges().define());
        ledger.remove(slot(1));
        assertEquals(2, reports.size());
        assertFalse(ledger.takeChanges().define());
    }

    @Test
    void aNewLedgerWithoutMessagesIsReportedToWhoeverWatchesLater() {
        ledger.reportNew();
        ledger.onDirty(reports::add);
        assertEquals(List.of(ledger), reports);
    }

    @Test
    void closingReleasesEverythingAndForgetsTheBlocksOfTheCheckpoint() throws MalformedBytesException {
        ledger.put(slot(1), at(64), MESSAGE);
        byte[] cold = checkpoint().blocks().get(0).value();
        assertNotNull(cold);
        ledger.put(slot(5000), at(128), MESSAGE);
        ledger.close();
        assertEquals(List.of(Slot.block(slot(1))), ledger.blocks());
        ledger.load(Slot.block(slot(1)), cold);
        ledger.remove(slot(1));
        ledger.release(Slot.block(slot(1)));
        assertEquals(0, usage.live(1));
        Changes changes = ledger.takeChanges();
        assertTrue(changes.remove());
        assertEquals(1, changes.blocks().size());
        assertNull(changes.blocks().get(0).value());
    }

    @Test
    void nothingArrivesInAClosedLedger() {
        ledger.close();
        ledger.put(slot(1), at(64), MESSAGE);
        assertEquals(0, ledger.size());
        assertEquals(0, usage.live(1));
    }

    @Test
    void remembersWhenADelayedMessageIsDue() throws MalformedBytesException {
        Message delayed = new Message.Builder(Destination.queue("orders"))
                .timestamp(100)
                .deliveryTime(900)
                .build();
        ledger.put(slot(1), at(64), delayed);
        ledger.put(slot(2), at(128), MESSAGE);
        BlockImage image = checkpoint().blocks().get(0);
        Ledger restored = new Ledger(1, ORDERS, new SegmentUsage());
        List<Long> due = new ArrayList<>();
        byte[] value = image.value();
        assertNotNull(value);
        restored.restore(image.number(), value, (slot, time) -> due.addAll(List.of(slot, time)));
        assertEquals(List.of(slot(1), 900L), due);
        assertEquals(2, restored.lastSequence());
    }
}
