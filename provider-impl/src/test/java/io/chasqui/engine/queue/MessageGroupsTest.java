package io.chasqui.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.engine.queue.BacklogFixture.Taker;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageGroupsTest {

    private final BacklogFixture fixture = new BacklogFixture();

    private void add(String text, String group) {
        fixture.addWith(text, "JMSXGroupID", group);
    }

    @Test
    void groupStaysWithOneConsumerWhileItsMessagesAreUnderWay() {
        Taker first = fixture.taker().credit(10);
        Taker second = fixture.taker().credit(10);
        for (int i = 0; i < 4; i++) {
            add("a" + i, "a");
        }
        assertEquals(List.of("a0", "a1", "a2", "a3"), first.texts);
        assertEquals(List.of(), second.texts);
    }

    @Test
    void groupsSpreadOverConsumers() {
        Taker first = fixture.taker().credit(10);
        Taker second = fixture.taker().credit(10);
        add("a0", "a");
        add("b0", "b");
        add("a1", "a");
        add("b1", "b");
        assertEquals(List.of("a0", "a1"), first.texts);
        assertEquals(List.of("b0", "b1"), second.texts);
    }

    @Test
    void messagesOfABusyOwnerDoNotHoldUpOthers() {
        Taker owner = fixture.taker().credit(1);
        Taker other = fixture.taker().credit(10);
        add("a0", "a");
        add("a1", "a");
        fixture.add("free");
        assertEquals(List.of("a0"), owner.texts);
        assertEquals(List.of("free"), other.texts);
        owner.credit(1);
        assertEquals(List.of("a0", "a1"), owner.texts);
    }

    @Test
    void groupMovesOnWhenNothingOfItIsUnderWay() {
        Taker first = fixture.taker().credit(1);
        add("a0", "a");
        first.settleAll();
        Taker second = fixture.taker().credit(1);
        add("a1", "a");
        assertEquals(List.of("a1"), second.texts);
    }

    @Test
    void groupOfAClosedConsumerWaitsForWhatItHolds() {
        Taker owner = fixture.taker().credit(1);
        Taker heir = fixture.taker().credit(10);
        add("a0", "a");
        add("a1", "a");
        add("a2", "a");
        fixture.backlog.detach(owner.half);
        assertEquals(List.of(), heir.texts);
        owner.settleAll();
        assertEquals(List.of("a1", "a2"), heir.texts);
    }

    @Test
    void redeliveredMessagesOfAGroupComeBackInOrder() {
        Taker owner = fixture.taker().credit(2);
        Taker heir = fixture.taker();
        add("a0", "a");
        add("a1", "a");
        add("a2", "a");
        owner.giveBack(true);
        heir.credit(10);
        assertEquals(List.of("a0", "a1", "a2"), heir.texts);
        assertEquals(List.of(2, 2, 1), heir.counts);
    }

    @Test
    void ownerWithoutCreditDoesNotKeepAGroupForEver() {
        Taker owner = fixture.taker().credit(1);
        Taker heir = fixture.taker().credit(10);
        add("a0", "a");
        add("a1", "a");
        owner.settleAll();
        assertEquals(List.of("a1"), heir.texts);
    }

    @Test
    void browsersSeeMessagesKeptForTheirOwner() {
        fixture.taker().credit(1);
        fixture.taker().credit(1);
        add("a0", "a");
        add("a1", "a");
        fixture.add("free");
        add("a2", "a");
        fixture.add("last");
        assertEquals(List.of("a1", "a2", "last"), fixture.browse());
    }

    @Test
    void severalGroupsThatComeBackTogetherAreSettledForAgain() {
        Taker owner = fixture.taker().credit(10);
        add("a0", "a");
        add("b0", "b");
        owner.giveBack(true);
        assertEquals(List.of("a0", "b0", "a0", "b0"), owner.texts);
        owner.settleAll();
        fixture.backlog.detach(owner.half);
        Taker heir = fixture.taker().credit(10);
        add("b1", "b");
        assertEquals(List.of("b1"), heir.texts);
    }

    @Test
    void severalGroupsThatComeBackTogetherMayAllMoveOn() {
        Taker owner = fixture.taker().credit(2);
        add("a0", "a");
        add("b0", "b");
        Taker heir = fixture.taker().credit(2);
        owner.giveBack(true);
        assertEquals(List.of("a0", "b0"), heir.texts);
        owner.credit(1);
        add("c0", "c");
        assertEquals(List.of("a0", "b0", "c0"), owner.texts);
    }
}
