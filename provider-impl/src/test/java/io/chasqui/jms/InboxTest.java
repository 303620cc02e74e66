package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Event.Deliver;
import io.chasqui.protocol.SessionCommand.AddCredit;
import io.chasqui.protocol.SessionCommand.Discard;
import io.chasqui.protocol.SessionCommand.Pull;
import io.chasqui.protocol.SessionCommand.Return;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link Inbox}: the credit it gives, and what becomes of deliveries that are recalled, void or put back. */
class InboxTest {

    private static final long SESSION = 7;
    private static final long CONSUMER = 3;
    private static final long PROMPT = 1_000_000;
    private static final long SLOW = 1_000_000_000;

    private final ScriptedBroker broker = new ScriptedBroker();
    private final FakeOwner owner = new FakeOwner();
    private final Progress progress = new Progress(CONSUMER);
    private long nanos = 1;
    private long delivered;
    private Inbox inbox = inbox(8);

    private Inbox inbox(int prefetch) {
        ExceptionReports reports = new ExceptionReports(Runnable::run);
        BrokerLink link = BrokerLink.connect(broker, reports, 10_000);
        Inbox made = new Inbox(SESSION, progress, prefetch, link, owner, () -> nanos);
        link.register(CONSUMER, made);
        return made;
    }

    @AfterEach
    void end() {
        broker.close();
    }

    private static final class FakeOwner implements Inbox.Owner {
        volatile boolean waiting;
        volatile int wakes;

        @Override
        public void arrived() {}

        @Override
        public void wake() {
            wakes++;
        }

        @Override
        public boolean isWaiting() {
            return waiting;
        }
    }

    private void deliver(int count) {
        Event[] events = new Event[count];
        for (int i = 0; i < count; i++) {
            events[i] = broker.delivery(SESSION, CONSUMER, ++delivered);
        }
        broker.tell(events);
    }

    private List<Integer> credits() {
        List<Integer> credits = broker.soFar(AddCredit.class).stream()
                .map(AddCredit::deliveries)
                .toList();
        broker.forget();
        return credits;
    }

    private void takeAll() {
        while (inbox.take() != null) {
            // all of them
        }
    }

    private long takeOne() {
        Deliver taken = inbox.take();
        assertNotNull(taken);
        return taken.deliveryId();
    }

    @Test
    void givesNoCreditBeforeThereIsDemand_CNS_23() {
        assertNull(inbox.take());
        broker.assertNone(AddCredit.class);
        inbox.demand();
        assertEquals(List.of(1), credits());
    }

    @Test
    void asksOnceForWhatIsUnderWay() {
        inbox.demand();
        inbox.demand();
        assertEquals(List.of(1), credits());
    }

    @Test
    void doublesTheWindowWhileItIsUsedUpPromptlyThenToppedUpAtHalf() {
        for (int window : new int[] {1, 2, 4, 8}) {
            inbox.demand();
            assertEquals(List.of(window), credits());
            deliver(window);
            nanos += PROMPT;
            if (window < 8) {
                takeAll();
            }
        }
        for (int i = 0; i < 3; i++) {
            takeOne();
        }
        assertEquals(List.of(), credits());
        takeOne();
        assertEquals(List.of(4), credits());
    }

    @Test
    void shrinksTheWindowOfASlowConsumer() {
        for (int window : new int[] {1, 2, 4}) {
            inbox.demand();
            assertEquals(List.of(window), credits());
            deliver(window);
            takeAll();
            nanos += window < 4 ? PROMPT : SLOW;
        }
        inbox.demand();
        assertEquals(List.of(2), credits());
    }

    @Test
    void neverHoldsMoreThanOneWithAPrefetchOfNone_CNS_22() {
        inbox = inbox(0);
        for (int i = 0; i < 4; i++) {
            inbox.demand();
            assertEquals(List.of(1), credits());
            deliver(1);
            takeOne();
            assertEquals(List.of(), credits());
            nanos += PROMPT;
        }
    }

    @Test
    void pullsWithoutCreditAndStartsSmallAfterwards() throws Exception {
        inbox.demand();
        deliver(1);
        takeOne();
        nanos += PROMPT;
        inbox.demand();
        assertEquals(List.of(1, 2), credits());
        inbox.pull(0);
        assertEquals(0, broker.next(Pull.class).credit());
        inbox.demand();
        assertEquals(List.of(1), credits());
    }

    @Test
    void doesNotPullNothingFromABrokerThatOwesNothing() throws Exception {
        inbox.pull(0);
        broker.assertNone(Pull.class);
    }

    @Test
    void returnsAllUnseenWhenRecalled() {
        inbox.listen();
        deliver(5);
        assertEquals(1, takeOne());
        assertEquals(2, takeOne());
        broker.tell(new Event.Recall(SESSION, CONSUMER));
        assertEquals(new Return(SESSION, CONSUMER, 2), broker.next(Return.class));
        assertFalse(inbox.isReady());
        assertNull(inbox.take());
        broker.forget();
        inbox.demand();
        assertEquals(List.of(1), credits());
    }

    @Test
    void keepsTheOneThatAWaitingThreadIsAboutToTake() {
        inbox.demand();
        owner.waiting = true;
        broker.tell(
                broker.delivery(SESSION, CONSUMER, 1),
                broker.delivery(SESSION, CONSUMER, 2),
                new Event.Recall(SESSION, CONSUMER));
        assertEquals(1, broker.next(Return.class).seen());
        assertEquals(1, takeOne());
        assertNull(inbox.take());
    }

    @Test
    void keepsTheOneThatWasPutBack_JCN_6() {
        inbox.listen();
        deliver(3);
        Deliver first = inbox.take();
        assertNotNull(first);
        inbox.putBack(first);
        assertEquals(0, progress.seen());
        broker.tell(new Event.Recall(SESSION, CONSUMER));
        assertEquals(1, broker.next(Return.class).seen());
        assertEquals(1, takeOne());
        assertEquals(1, progress.seen());
    }

    @Test
    void voidsWhatArrivesWhileStartingOver() {
        inbox.listen();
        deliver(2);
        takeOne();
        inbox.startOver();
        assertNull(inbox.take());
        deliver(2);
        assertFalse(inbox.isReady());
        assertNull(inbox.take());
        int wakes = owner.wakes;
        inbox.startedOver();
        assertTrue(owner.wakes > wakes, "who waits must look again");
        assertNull(inbox.take());
        broker.forget();
        inbox.demand();
        assertEquals(List.of(8), credits());
        deliver(1);
        assertEquals(5, takeOne());
    }

    @Test
    void givesNoCreditWhileStartingOver() {
        inbox.startOver();
        inbox.demand();
        inbox.listen();
        broker.assertNone(AddCredit.class);
    }

    @Test
    void discardsExpiredMessagesAtHandOver_PRD_24() {
        inbox.demand();
        Message expired = new Message.Builder(ScriptedBroker.QUEUE)
                .body(new Body.Text("late"))
                .expiration(1)
                .build();
        broker.tell(new Deliver(SESSION, CONSUMER, 1, expired, 1), broker.delivery(SESSION, CONSUMER, 2));
        assertEquals(2, takeOne());
        assertEquals(new Discard(SESSION, CONSUMER, 1), broker.next(Discard.class));
    }

    @Test
    void givesNothingAfterItsEnd() {
        inbox.listen();
        deliver(3);
        takeOne();
        inbox.end();
        deliver(1);
        assertNull(inbox.take());
        assertEquals(1, progress.seen());
    }

    private Deliver large(long expiration) {
        Message message = new Message.Builder(ScriptedBroker.QUEUE)
                .body(new Body.Bytes(new byte[1 << 20]))
                .expiration(expiration)
                .build();
        return new Deliver(SESSION, CONSUMER, ++delivered, message, 1);
    }

    /** The broker has put the rest of the credit aside until it hears that the large message has been looked at. */
    @Test
    void saysThatItGoesOnBehindALargeMessage() {
        inbox.listen();
        assertEquals(List.of(8), credits());
        broker.tell(large(0));
        takeOne();
        assertEquals(List.of(0), credits());
    }

    @Test
    void saysThatItGoesOnBehindALargeMessageThatHasExpired() {
        inbox.listen();
        assertEquals(List.of(8), credits());
        broker.tell(large(1));
        assertNull(inbox.take());
        assertEquals(1, broker.soFar(Discard.class).size());
        assertEquals(List.of(0), credits());
    }
}
