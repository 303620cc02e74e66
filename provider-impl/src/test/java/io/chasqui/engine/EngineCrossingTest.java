package io.chasqui.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.engine.SimulatedClient.Taker;
import io.chasqui.message.Destination;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.protocol.TransactionCommand;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.StartMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Commands that cross each other, or what a session has under way when it is closed, in many orders of several loops. */
class EngineCrossingTest {

    private static final Destination QUEUE = Destination.queue("q");
    private static final Destination TOPIC = Destination.topic("t");
    private static final BranchId BRANCH = new BranchId(7, new byte[] {1}, new byte[] {2});

    private static SimulatedBroker broker(RepetitionInfo repetition) {
        return new SimulatedBroker(repetition.getCurrentRepetition(), 3, 0);
    }

    private static void send(SimulatedClient client, long session, Destination destination, String text) {
        client.send(new SessionCommand.Send(0, session, SimulatedClient.message(destination, text, 4)));
    }

    private static List<String> texts(Taker taker) {
        return taker.buffer.stream()
                .map(delivery -> SimulatedClient.text(delivery.message()))
                .toList();
    }

    /** Runs tasks until the answer is there, and nothing after it. */
    private static Event await(SimulatedBroker broker, List<Event> answers) {
        while (answers.isEmpty()) {
            assertTrue(broker.runSome(1), "the request was never answered");
        }
        return answers.get(0);
    }

    /** Runs tasks until the consumer is open, and nothing after that. */
    private static void awaitOpen(SimulatedBroker broker, Taker taker) {
        while (!taker.open) {
            assertTrue(broker.runSome(1), "the consumer was not opened");
        }
    }

    @Test
    @DisplayName("CLS-9, SES-13: what crosses the closing of its session is refused and hurts nobody else")
    void commandsOfAClosedSessionAreRefused() {
        SimulatedBroker broker = new SimulatedBroker(1, 1, 0);
        SimulatedClient client = new SimulatedClient(broker.engine);
        long session = client.session(SessionKind.PLAIN);
        long other = client.session(SessionKind.PLAIN);
        List<Event> answers = new ArrayList<>();
        client.send(new SessionCommand.CloseSession(0, session, List.of()));
        client.request(
                id -> new SessionCommand.Send(id, session, SimulatedClient.message(QUEUE, "late", 4)), answers::add);
        client.request(id -> new SessionCommand.Acknowledge(id, session, List.of()), answers::add);
        client.request(id -> new SessionCommand.Recover(id, session, List.of()), answers::add);
        client.request(id -> new TransactionCommand.Commit(id, session, List.of(), null), answers::add);
        client.request(id -> new TransactionCommand.Rollback(id, session, List.of()), answers::add);
        client.request(id -> new TransactionCommand.Start(id, session, BRANCH, StartMode.NEW, 0), answers::add);
        client.request(id -> new TransactionCommand.End(id, session, BRANCH, EndMode.SUCCESS, List.of()), answers::add);
        client.request(
                id -> new SessionCommand.OpenConsumer(id, session, 99, QUEUE, null, false, null, 0), answers::add);
        client.request(
                id -> new SessionCommand.Send(id, other, SimulatedClient.message(QUEUE, "fine", 4)), answers::add);
        broker.settle();
        assertEquals(List.of(), client.oddities);
        assertEquals(9, answers.size());
        answers.subList(0, 8).forEach(answer -> assertInstanceOf(Event.Failed.class, answer));
        assertInstanceOf(Event.Completed.class, answers.get(8));
    }

    @RepeatedTest(30)
    @DisplayName("CNS-6: when a consumer is closed, all it had not shown is back in its place")
    void closedConsumerHasReturnedEverything(RepetitionInfo repetition) {
        SimulatedBroker broker = broker(repetition);
        SimulatedClient client = new SimulatedClient(broker.engine);
        long session = client.session(SessionKind.PLAIN);
        Taker first = client.taker(session, QUEUE, null);
        broker.settle();
        for (int i = 0; i < 8; i++) {
            send(client, session, QUEUE, "m" + i);
        }
        client.send(new SessionCommand.AddCredit(session, first.id, 5));
        broker.runSome(6);
        List<Event> answers = new ArrayList<>();
        first.deaf = true;
        client.request(id -> new SessionCommand.CloseConsumer(id, session, first.id, 0), answers::add);
        await(broker, answers);
        Taker second = client.taker(session, QUEUE, null);
        awaitOpen(broker, second);
        answers.clear();
        client.request(id -> new SessionCommand.Pull(id, session, second.id, 8), answers::add);
        await(broker, answers);
        assertEquals(List.of("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7"), texts(second));
    }

    @RepeatedTest(30)
    @DisplayName("CLS-1, CLS-12: when a connection is closed, what it held is free")
    void closedConnectionHoldsNothing(RepetitionInfo repetition) {
        SimulatedBroker broker = broker(repetition);
        SimulatedClient first = new SimulatedClient(broker.engine, "me");
        long session = first.session(SessionKind.PLAIN);
        first.taker(session, TOPIC, new SessionCommand.Subscription(SubscriptionKind.DURABLE, "sub"));
        Taker held = first.taker(session, QUEUE, null);
        first.send(new SessionCommand.AddCredit(session, held.id, 5));
        send(first, session, QUEUE, "a");
        broker.settle();
        List<Event> answers = new ArrayList<>();
        if (repetition.getCurrentRepetition() % 2 == 0) {
            first.send(new SessionCommand.CloseSession(0, session, List.of()));
        }
        first.request(id -> new ConnectionCommand.Close(id), answers::add);
        await(broker, answers);
        assertEquals(0, broker.engine.broker().connections().count());
        SimulatedClient second = new SimulatedClient(broker.engine, "me");
        long again = second.session(SessionKind.PLAIN);
        Taker durable = second.taker(again, TOPIC, new SessionCommand.Subscription(SubscriptionKind.DURABLE, "sub"));
        Taker puller = second.taker(again, QUEUE, null);
        awaitOpen(broker, durable);
        awaitOpen(broker, puller);
        answers.clear();
        second.request(id -> new SessionCommand.Pull(id, again, puller.id, 1), answers::add);
        await(broker, answers);
        assertEquals(List.of("a"), texts(puller));
        broker.settle();
        assertEquals(List.of(), first.oddities);
    }

    @RepeatedTest(30)
    @DisplayName("XA-14: no session that is closed keeps a branch from being decided")
    void branchOutlivesASessionThatIsClosedMeanwhile(RepetitionInfo repetition) {
        SimulatedBroker broker = broker(repetition);
        SimulatedClient manager = new SimulatedClient(broker.engine);
        SimulatedClient client = new SimulatedClient(broker.engine);
        broker.settle();
        long session = client.session(SessionKind.XA);
        client.request(id -> new TransactionCommand.Start(id, session, BRANCH, StartMode.NEW, 0), event -> {});
        broker.runSome(broker.random.nextInt(6));
        if (broker.random.nextBoolean()) {
            client.request(
                    id -> new TransactionCommand.End(id, session, BRANCH, EndMode.SUSPEND, List.of()), event -> {});
            broker.runSome(broker.random.nextInt(6));
        }
        client.request(id -> new ConnectionCommand.Close(id), event -> {});
        broker.settle();
        List<Event> answers = new ArrayList<>();
        manager.request(id -> new TransactionCommand.RollbackBranch(id, BRANCH), answers::add);
        broker.settle();
        assertInstanceOf(Event.Completed.class, answers.get(0), answers::toString);
    }

    @RepeatedTest(30)
    void recallThatCrossesARecoverIsSettledByIt(RepetitionInfo repetition) {
        SimulatedBroker broker = broker(repetition);
        SimulatedClient client = new SimulatedClient(broker.engine);
        long session = client.session(SessionKind.PLAIN);
        Taker taker = client.taker(session, QUEUE, null);
        SimulatedClient rival = new SimulatedClient(broker.engine);
        long rivalSession = rival.session(SessionKind.PLAIN);
        Taker puller = rival.taker(rivalSession, QUEUE, null);
        client.send(new SessionCommand.AddCredit(session, taker.id, 1));
        send(client, session, QUEUE, "a");
        broker.settle();
        rival.request(id -> new SessionCommand.Pull(id, rivalSession, puller.id, 1), event -> {});
        client.startOver(List.of(taker), false, () -> {});
        broker.settle();
        puller.buffer.clear();
        rival.startOver(List.of(puller), false, () -> {});
        broker.settle();
        client.send(new SessionCommand.AddCredit(session, taker.id, 1));
        broker.settle();
        assertEquals(List.of("a"), texts(taker));
        rival.request(id -> new SessionCommand.Pull(id, rivalSession, puller.id, 1), event -> {});
        broker.settle();
        assertEquals(List.of("a"), texts(puller));
        assertFalse(rival.waitsForAnswers());
    }

    @Test
    void connectingAfterTheEndIsAnswered() {
        SimulatedBroker broker = new SimulatedBroker(1, 2, 0);
        broker.engine.disconnectAll("closed");
        broker.settle();
        SimulatedClient late = new SimulatedClient(broker.engine);
        assertInstanceOf(Event.Disconnected.class, late.oddities.get(0));
        assertEquals(0, broker.engine.broker().connections().count());
    }

    @RepeatedTest(10)
    void brokerThatEndsWhileAConnectionClosesAnswersIt(RepetitionInfo repetition) {
        SimulatedBroker broker = broker(repetition);
        SimulatedClient client = new SimulatedClient(broker.engine);
        long session = client.session(SessionKind.PLAIN);
        client.taker(session, QUEUE, null);
        broker.settle();
        client.request(id -> new ConnectionCommand.Close(id), event -> {});
        broker.runSome(repetition.getCurrentRepetition());
        broker.engine.disconnectAll("closed");
        broker.settle();
        boolean answered = !client.waitsForAnswers();
        boolean told = client.oddities.stream().anyMatch(Event.Disconnected.class::isInstance);
        assertTrue(answered || told);
        assertEquals(0, broker.engine.broker().connections().count());
    }
}
