package io.chasqui.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.record.Origin;
import io.chasqui.loop.ManualLoop;
import io.chasqui.message.Body;
import io.chasqui.message.Message;
import io.chasqui.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Message MESSAGE = new Message.Builder(BacklogFixture.QUEUE)
            .body(new Body.Bytes(new byte[100]))
            .build();

    private final ManualLoop loop = new ManualLoop();
    private final List<Message> taken = new ArrayList<>();

    private QueueActor queue(long memoryLimit, long destinationLimit) {
        BacklogSettings settings =
                BacklogSettings.inMemory(new Memory(memoryLimit), destinationLimit, 1000, 0, (entry, source) -> {});
        return new QueueActor(loop, BacklogFixture.QUEUE, settings);
    }

    private static final class Sending extends Publication {
        private final boolean awaited;
        boolean accepted;
        boolean withdrawn;

        @Nullable
        ErrorCode code;

        String reason = "";

        Sending(QueueActor queue, boolean awaited) {
            this(queue, awaited, MESSAGE);
        }

        Sending(QueueActor queue, boolean awaited, Message message) {
            super(queue, message);
            this.awaited = awaited;
        }

        @Override
        public Origin origin() {
            return new Origin("c", null);
        }

        @Override
        public boolean isAwaited() {
            return awaited;
        }

        @Override
        public boolean isWithdrawn() {
            return withdrawn;
        }

        @Override
        public void accepted() {
            accepted = true;
        }

        @Override
        public void refused(ErrorCode why, String text) {
            code = why;
            reason = text;
        }

        Sending go() {
            run();
            return this;
        }
    }

    private BacklogConsumer consumer(QueueActor queue, List<Entry> held) {
        return queue.backlog()
                .attach(
                        new DeliverySink() {
                            @Override
                            public void deliver(Entry entry, int deliveryCount) {
                                held.add(entry);
                                taken.add(entry.message());
                            }

                            @Override
                            public String describe() {
                                return "a consumer of this test";
                            }

                            @Override
                            public void recall() {}
                        },
                        null);
    }

    @Test
    @DisplayName("ORD-19: a send that is waited for is refused when no room comes in time, and says why")
    void refusesWhenTheTimeIsUp() {
        QueueActor queue = queue(1 << 20, MESSAGE.size());
        assertTrue(new Sending(queue, true).go().accepted);
        Sending late = new Sending(queue, true).go();
        loop.advance(999);
        assertNull(late.code);
        loop.advance(20);
        assertEquals(ErrorCode.RESOURCE_LIMIT, late.code);
        assertTrue(late.reason.contains("destinationLimitBytes is " + MESSAGE.size()), late.reason);
        assertEquals(1, queue.backlog().size());
    }

    @Test
    void letsWaitingSendsInWhenRoomComes() {
        QueueActor queue = queue(1 << 20, MESSAGE.size());
        new Sending(queue, true).go();
        Sending waiting = new Sending(queue, true).go();
        List<Entry> held = new ArrayList<>();
        BacklogConsumer consumer = consumer(queue, held);
        queue.backlog().addCredit(consumer, 1);
        queue.backlog().settle(held.get(0));
        assertTrue(waiting.accepted);
    }

    @Test
    @DisplayName("PRD-19: what a sender gave up waiting for is not stored when room comes")
    void withdrawnSendsAreNotStored() {
        QueueActor queue = queue(1 << 20, MESSAGE.size());
        new Sending(queue, true).go();
        Sending givenUp = new Sending(queue, true).go();
        Sending next = new Sending(queue, true).go();
        givenUp.withdrawn = true;
        List<Entry> held = new ArrayList<>();
        queue.backlog().addCredit(consumer(queue, held), 1);
        queue.backlog().settle(held.get(0));
        assertEquals(ErrorCode.ILLEGAL_STATE, givenUp.code);
        assertTrue(next.accepted);
    }

    @Test
    void sendsNobodyWaitsForKeepWaiting() {
        QueueActor queue = queue(MESSAGE.size(), 0);
        new Sending(queue, false).go();
        Sending waiting = new Sending(queue, false).go();
        loop.advance(10_000);
        assertNull(waiting.code);
        List<Entry> held = new ArrayList<>();
        queue.backlog().addCredit(consumer(queue, held), 1);
        queue.backlog().settle(held.get(0));
        assertTrue(waiting.accepted);
    }

    @Test
    void memoryFreedElsewhereIsNoticed() {
        Memory memory = new Memory(MESSAGE.size());
        QueueActor queue = new QueueActor(
                loop, BacklogFixture.QUEUE, BacklogSettings.inMemory(memory, 0, 1000, 0, (entry, source) -> {}));
        memory.take(MESSAGE);
        Sending waiting = new Sending(queue, true).go();
        memory.free(MESSAGE);
        loop.advance(20);
        assertTrue(waiting.accepted);
    }

    @Test
    @DisplayName("PRD-15: what waits for a queue that is deleted is refused")
    void deletionRefusesWhatWaits() {
        QueueActor queue = queue(1 << 20, MESSAGE.size());
        new Sending(queue, true).go();
        Sending waiting = new Sending(queue, true).go();
        queue.delete();
        assertEquals(ErrorCode.INVALID_DESTINATION, waiting.code);
        assertEquals(ErrorCode.INVALID_DESTINATION, new Sending(queue, true).go().code);
    }

    @Test
    void manyThatHaveExpiredWhileTheyWaitedAreLetInOneByOne() {
        QueueActor queue = queue(1 << 20, MESSAGE.size());
        new Sending(queue, false).go();
        Message shortLived = MESSAGE.toBuilder(MESSAGE.destination())
                .expiration(loop.now() + 5)
                .build();
        List<Sending> waiting = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            waiting.add(new Sending(queue, false, shortLived).go());
        }
        loop.advance(9);
        List<Entry> held = new ArrayList<>();
        queue.backlog().addCredit(consumer(queue, held), 1);
        queue.backlog().settle(held.get(0));
        assertTrue(waiting.stream().allMatch(each -> each.accepted));
        assertEquals(0, queue.backlog().size());
    }
}
