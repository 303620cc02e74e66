package io.chasqui.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.queue.BacklogFixture.Taker;
import io.chasqui.message.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final BacklogFixture fixture = new BacklogFixture();
    private final Backlog backlog = fixture.backlog;

    @Test
    void deliversWhatCreditAllowsInOrderOfArrival() {
        fixture.add("a");
        fixture.add("b");
        fixture.add("c");
        Taker taker = fixture.taker().credit(2);
        assertEquals(List.of("a", "b"), taker.texts);
        taker.credit(1);
        assertEquals(List.of("a", "b", "c"), taker.texts);
        assertEquals(List.of(1, 1, 1), taker.counts);
    }

    @Test
    void deliversHigherPrioritiesFirst() {
        fixture.add("low", message -> message.priority(1));
        fixture.add("high", message -> message.priority(9));
        fixture.add("low again", message -> message.priority(1));
        fixture.add("normal");
        assertEquals(
                List.of("high", "normal", "low", "low again"), fixture.taker().credit(4).texts);
    }

    @Test
    void consumersTakeTurns() {
        Taker first = fixture.taker().credit(5);
        Taker second = fixture.taker().credit(5);
        for (int i = 0; i < 4; i++) {
            fixture.add("m" + i);
        }
        assertEquals(List.of("m0", "m2"), first.texts);
        assertEquals(List.of("m1", "m3"), second.texts);
    }

    @Test
    @DisplayName("CNS-13, TX-20: what comes back is delivered again before what came later")
    void releasedMessagesGoBackToTheirPlace() {
        fixture.add("a");
        fixture.add("b");
        Taker taker = fixture.taker().credit(2);
        fixture.add("c");
        taker.giveBack(true);
        taker.texts.clear();
        taker.counts.clear();
        taker.credit(3);
        assertEquals(List.of("a", "b", "c"), taker.texts);
        assertEquals(List.of(2, 2, 1), taker.counts);
    }

    @Test
    @DisplayName("ACK-29: what the application has not seen comes back without being counted")
    void unseenMessagesAreNotCounted() {
        fixture.add("a");
        Taker taker = fixture.taker().credit(1);
        taker.giveBack(false);
        taker.credit(1);
        assertEquals(List.of(1, 1), taker.counts);
    }

    @Test
    @DisplayName("QUE-5: a selecting consumer gets its messages however many others lie in front")
    void selectorsSeePastOtherMessages() {
        for (int i = 0; i < 1000; i++) {
            fixture.addWith("other", "kind", "x");
        }
        fixture.addWith("mine", "kind", "y");
        assertEquals(List.of("mine"), fixture.taker("kind = 'y'").credit(1).texts);
        assertEquals(1000, fixture.browse().size());
    }

    @Test
    void overlappingSelectorsGetEachMessageOnce() {
        Taker small = fixture.taker("n < 6").credit(10);
        Taker large = fixture.taker("n > 3").credit(10);
        for (int i = 0; i < 10; i++) {
            fixture.addWith("m" + i, "n", i);
        }
        List<String> all = new ArrayList<>(small.texts);
        all.addAll(large.texts);
        assertEquals(10, all.stream().distinct().count());
        assertEquals(10, all.size());
        assertTrue(small.texts.containsAll(List.of("m0", "m1", "m2", "m3")));
    }

    @Test
    void closedSelectorLeavesNothingBehind() {
        Taker selecting = fixture.taker("n = 1");
        fixture.addWith("a", "n", 1);
        backlog.detach(selecting.half);
        Taker taker = fixture.taker().credit(1);
        assertEquals(List.of("a"), taker.texts);
        taker.giveBack(true);
        assertEquals(List.of("a"), fixture.taker("n = 1").credit(1).texts);
    }

    @Test
    @DisplayName("PRD-27: a delayed message is not delivered before its time")
    void delaysDelivery() {
        Taker taker = fixture.taker().credit(2);
        long due = fixture.loop.now() + 100;
        fixture.add("later", message -> message.deliveryTime(due));
        fixture.add("now");
        assertEquals(List.of("now"), taker.texts);
        assertEquals(List.of(), fixture.browse(), "BRW-7");
        fixture.loop.advance(99);
        assertEquals(List.of("now"), taker.texts);
        fixture.loop.advance(1);
        assertEquals(List.of("now", "later"), taker.texts);
    }

    @Test
    @DisplayName("PRD-30: a message that expires before it is due is never delivered")
    void expiryBeforeDelay() {
        Taker taker = fixture.taker().credit(2);
        long now = fixture.loop.now();
        fixture.add("never", message -> message.deliveryTime(now + 100).expiration(now + 50));
        fixture.loop.advance(200);
        assertEquals(List.of(), taker.texts);
        assertEquals(0, backlog.size());
        assertEquals(0, fixture.memory.usedBytes());
    }

    @Test
    @DisplayName("PRD-23: an expired message goes even when nobody consumes")
    void expiresWithoutConsumers() {
        long now = fixture.loop.now();
        fixture.add("short", message -> message.expiration(now + 50));
        fixture.add("long");
        fixture.loop.advance(50);
        assertEquals(1, backlog.size());
        assertEquals(List.of("long"), fixture.taker().credit(2).texts);
    }

    @Test
    void messagesThatExpireInTheClientsHandsAreNotDeliveredAgain() {
        long now = fixture.loop.now();
        fixture.add("short", message -> message.expiration(now + 50));
        Taker taker = fixture.taker().credit(2);
        fixture.loop.advance(60);
        taker.giveBack(true);
        assertEquals(1, taker.texts.size());
        assertEquals(0, backlog.size());
    }

    @Test
    @DisplayName("ACK-22: after the limit of deliveries a message is put aside")
    void buriesWhatFailsTooOften() {
        BacklogFixture limited = new BacklogFixture(3);
        limited.add("poison");
        Taker taker = limited.taker().credit(10);
        taker.giveBack(true);
        taker.giveBack(true);
        assertTrue(limited.buried.isEmpty());
        taker.giveBack(true);
        assertEquals(List.of(1, 2, 3), taker.counts);
        assertEquals(1, limited.buried.size());
        assertEquals(0, limited.backlog.size());
    }

    @Test
    void aMessageGivenUpOnIsBuriedHoweverSeldomItWasDelivered() {
        fixture.add("a");
        fixture.add("b");
        Taker taker = fixture.taker().credit(2);
        backlog.bury(taker.held.remove(0));
        assertEquals(
                List.of("a"), fixture.buried.stream().map(BacklogFixture::text).toList());
        taker.giveBack(false);
        assertEquals(List.of("b"), fixture.browse());
        assertEquals(1, backlog.size());
    }

    @Test
    void burialOfWhatIsSettledAlreadyDoesNothing() {
        fixture.add("a");
        Taker taker = fixture.taker().credit(1);
        Entry entry = taker.held.get(0);
        taker.settleAll();
        backlog.bury(entry);
        assertTrue(fixture.buried.isEmpty());
    }

    @Test
    void inTheDeadLetterQueueAMessageGivenUpOnStays() {
        BacklogSettings settings = BacklogSettings.inMemory(
                        fixture.memory, 0, 1000, 1, (entry, source) -> fixture.buried.add(entry.message()))
                .withoutBurial();
        Backlog letters = new Backlog(fixture.loop, settings, "queue DLQ");
        letters.add(new Message.Builder(BacklogFixture.QUEUE).build());
        Entry[] held = new Entry[2];
        BacklogConsumer half = letters.attach(
                new DeliverySink() {
                    @Override
                    public void deliver(Entry entry, int deliveryCount) {
                        held[deliveryCount - 1] = entry;
                    }

                    @Override
                    public String describe() {
                        return "a taker";
                    }

                    @Override
                    public void recall() {}
                },
                null);
        letters.addCredit(half, 1);
        letters.bury(held[0]);
        assertTrue(fixture.buried.isEmpty());
        assertEquals(1, letters.size());
    }

    @Test
    @DisplayName("CNS-6: a pull gets what waits in the buffer of another consumer")
    void pullRecallsFromIdleConsumers() {
        Taker idle = fixture.taker().credit(10);
        fixture.add("a");
        Taker puller = fixture.taker();
        boolean[] done = new boolean[1];
        backlog.pull(puller.half, 1, () -> done[0] = true);
        assertTrue(idle.recalled);
        assertFalse(done[0]);
        idle.answerRecall();
        assertTrue(done[0]);
        assertEquals(List.of("a"), puller.texts);
        assertEquals(List.of(1), puller.counts);
    }

    @Test
    void pullTakesTheRestOfTheCreditAway() {
        Taker taker = fixture.taker();
        boolean[] done = new boolean[1];
        backlog.pull(taker.half, 1, () -> done[0] = true);
        assertTrue(done[0]);
        fixture.add("a");
        assertEquals(List.of(), taker.texts);
    }

    @Test
    void pullEndsWhenTheRecalledConsumerCloses() {
        Taker idle = fixture.taker().credit(10);
        fixture.add("a");
        Taker puller = fixture.taker();
        boolean[] done = new boolean[1];
        backlog.pull(puller.half, 1, () -> done[0] = true);
        backlog.release(List.of(), List.copyOf(idle.held));
        backlog.detach(idle.half);
        assertTrue(done[0]);
        assertEquals(List.of("a"), puller.texts);
    }

    @Test
    @DisplayName("CNS-22: an idle consumer is helped out with what another one holds unused")
    void recallsFromConsumersWithoutProgress() {
        Taker hoarder = fixture.taker().credit(10);
        fixture.add("a");
        fixture.add("b");
        Taker idle = fixture.taker().credit(1);
        assertFalse(hoarder.recalled);
        fixture.loop.advance(20);
        assertTrue(hoarder.recalled);
        hoarder.answerRecall();
        assertEquals(List.of("a"), idle.texts);
    }

    @Test
    void consumersThatMakeProgressAreNotRecalled() {
        Taker busy = fixture.taker().credit(10);
        for (int i = 0; i < 8; i++) {
            fixture.add("m" + i);
        }
        fixture.taker().credit(1);
        for (int i = 0; i < 7; i++) {
            fixture.loop.advance(2);
            backlog.settle(busy.held.remove(0));
        }
        assertFalse(busy.recalled);
    }

    @Test
    void deletionFreesMemoryAndForgetsConsumers() {
        fixture.add("a");
        fixture.add("b");
        Taker taker = fixture.taker().credit(1);
        backlog.delete();
        taker.settleAll();
        taker.giveBack(true);
        assertEquals(0, fixture.memory.usedBytes());
        assertEquals(0, backlog.size());
    }

    @Test
    @DisplayName("CNS-6: a pull that was recalled itself still gets what is there")
    void recallOfAPullingConsumerDoesNotEndItsPull() {
        Taker first = fixture.taker().credit(1);
        fixture.add("held");
        Taker second = fixture.taker();
        backlog.pull(second.half, 1, () -> {});
        assertTrue(first.recalled);
        boolean[] done = new boolean[1];
        backlog.pull(first.half, 1, () -> done[0] = true);
        fixture.add("a");
        fixture.add("b");
        assertEquals(List.of("a"), second.texts);
        backlog.returned(first.half);
        assertTrue(done[0]);
        assertEquals(List.of("held", "b"), first.texts);
    }

    @Test
    @DisplayName("CNS-6: what a pull has recalled does not end in the buffer of a third consumer")
    void pullComesBeforeConsumersThatWaitIdly() {
        Taker hoarder = fixture.taker().credit(1);
        fixture.add("a");
        Taker idle = fixture.taker().credit(10);
        Taker puller = fixture.taker();
        backlog.pull(puller.half, 1, () -> {});
        hoarder.answerRecall();
        assertEquals(List.of(), idle.texts);
        assertEquals(List.of("a"), puller.texts);
    }

    @Test
    @DisplayName("CNS-6: a pull comes first among consumers of other selectors too")
    void pullComesBeforeConsumersOfOtherSelectors() {
        Taker hoarder = fixture.taker().credit(1);
        fixture.addWith("a", "n", 1);
        Taker idle = fixture.taker().credit(10);
        Taker puller = fixture.taker("n = 1");
        backlog.pull(puller.half, 1, () -> {});
        hoarder.answerRecall();
        assertEquals(List.of(), idle.texts);
        assertEquals(List.of("a"), puller.texts);
    }

    @Test
    @DisplayName("CNS-22: a message given to a consumer that does not look goes on to one that waits")
    void recallsWhatWasGivenToTheWrongOneOfTwo() {
        Taker hoarder = fixture.taker().credit(10);
        Taker idle = fixture.taker().credit(1);
        fixture.add("a");
        assertEquals(List.of("a"), hoarder.texts);
        fixture.loop.advance(20);
        assertTrue(hoarder.recalled);
        hoarder.answerRecall();
        assertEquals(List.of("a"), idle.texts);
    }

    @Test
    @DisplayName("CNS-22: a consumer that returned once can be recalled again when it was given more")
    void recallsAgainWhatWasGivenSince() {
        Taker hoarder = fixture.taker().credit(1);
        fixture.add("held");
        Taker idle = fixture.taker().credit(1);
        fixture.loop.advance(20);
        backlog.returned(hoarder.half);
        hoarder.recalled = false;
        backlog.withdrawCredit(idle.half);
        hoarder.credit(5);
        fixture.add("a");
        fixture.add("b");
        idle.credit(1);
        fixture.loop.advance(20);
        assertTrue(hoarder.recalled);
    }

    @Test
    void consumersWithNothingToReturnAreLeftAlone() {
        Taker holder = fixture.taker().credit(1);
        fixture.add("held");
        fixture.taker().credit(1);
        fixture.loop.advance(20);
        assertTrue(holder.recalled);
        backlog.returned(holder.half);
        holder.recalled = false;
        fixture.loop.advance(1000);
        assertFalse(holder.recalled);
    }
}
