package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.jms.EndpointSession.Outcome;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand.Acknowledge;
import io.chasqui.protocol.SessionCommand.Bury;
import io.chasqui.protocol.SessionCommand.CloseSession;
import io.chasqui.protocol.SessionCommand.OpenConsumer;
import io.chasqui.protocol.SessionCommand.Recover;
import io.chasqui.protocol.SessionCommand.Return;
import io.chasqui.protocol.TransactionCommand.Commit;
import io.chasqui.protocol.TransactionCommand.End;
import io.chasqui.protocol.TransactionCommand.RollbackBranch;
import io.chasqui.protocol.TransactionCommand.Start;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** What a resource adapter makes of sessions: receivers on its threads, messages that wait, messages given up on. */
class EndpointSessionTest {

    private static final BranchXid XID = new BranchXid(new BranchId(7, new byte[] {1}, new byte[] {2}));

    private final ScriptedBroker broker = new ScriptedBroker();
    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> threadNames = new LinkedBlockingQueue<>();
    private final ExecutorService threads =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "of the application server"));
    private XAConnection connection;
    private XASession session;
    private MessageConsumer consumer;
    private EndpointSession endpoint;

    @BeforeEach
    void connect() throws JMSException {
        broker.on(Start.class, command -> broker.complete(command.requestId()));
        broker.on(End.class, command -> broker.complete(command.requestId()));
        connection = broker.opener(8).xaConnection();
        session = connection.createXASession();
        consumer = session.createConsumer(session.createQueue("q"));
        endpoint = EndpointSession.of(session);
        connection.start();
    }

    @AfterEach
    void disconnect() throws JMSException {
        connection.close();
        broker.close();
        threads.shutdownNow();
    }

    /** Listens with a receiver that tells what it got and does with it as the function says. */
    private void listen(Function<String, Outcome> judge) throws JMSException {
        endpoint.listen(consumer, threads, message -> {
            threadNames.add(Thread.currentThread().getName());
            got.add(Client.text(message)); // Last: the test goes on when it has this.
            return judge.apply(Client.text(message));
        });
    }

    private Outcome later() {
        endpoint.pause();
        return Outcome.LATER;
    }

    /** Until the receiver has returned, and what follows from that is done. */
    private void awaitThreads() throws Exception {
        threads.submit(() -> {}).get(10, TimeUnit.SECONDS);
    }

    private String nextGot() throws InterruptedException {
        String text = got.poll(10, TimeUnit.SECONDS);
        return text == null ? "nothing" : text;
    }

    @Test
    void aReceiverRunsOnTheThreadsItIsGiven() throws Exception {
        listen(text -> Outcome.DELIVERED);
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", nextGot());
        assertEquals("of the application server", threadNames.poll());
        assertEquals(List.of(new Seen(1, 1)), broker.next(Acknowledge.class).seen());
    }

    @Test
    void aMessageForLaterComesAgainBeforeThoseBehindItWhenTheSessionResumes() throws Exception {
        boolean[] first = {true};
        listen(text -> {
            boolean wait = first[0];
            first[0] = false;
            return wait ? later() : Outcome.DELIVERED;
        });
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        assertEquals("1", nextGot());
        awaitThreads();
        assertTrue(got.isEmpty(), () -> "came while the session was paused: " + got);
        broker.assertNone(Acknowledge.class);
        endpoint.resume();
        assertEquals("1", nextGot());
        assertEquals("2", nextGot());
    }

    @Test
    void resumingBeforeTheReceiverHasReturnedIsNotLost() throws Exception {
        boolean[] first = {true};
        listen(text -> {
            boolean wait = first[0];
            first[0] = false;
            if (wait) {
                endpoint.pause();
                endpoint.resume();
            }
            return wait ? Outcome.LATER : Outcome.DELIVERED;
        });
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", nextGot());
        assertEquals("1", nextGot());
        assertEquals(List.of(new Seen(1, 1)), broker.next(Acknowledge.class).seen());
    }

    @Test
    void aPausedSessionGivesBackWhatIsBehindTheMessageThatWaits() throws Exception {
        listen(text -> later());
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        assertEquals("1", nextGot());
        awaitThreads();
        broker.tell(new Event.Recall(1, 1));
        assertEquals(1, broker.next(Return.class).seen());
        endpoint.resume();
        assertEquals("1", nextGot());
    }

    @Test
    void closingWhileAMessageWaitsGivesItBackUnseenAndAtOnce() throws Exception {
        listen(text -> later());
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", nextGot());
        session.close();
        assertEquals(List.of(), broker.next(CloseSession.class).seen());
    }

    @Test
    void aHopelessMessageIsBuriedAndTheNextOneComes() throws Exception {
        listen(text -> text.equals("1") ? Outcome.HOPELESS : Outcome.DELIVERED);
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        Bury bury = broker.next(Bury.class);
        assertEquals(new Bury(1, 1, 1), bury);
        assertEquals(List.of(new Seen(1, 2)), broker.next(Acknowledge.class).seen());
    }

    @Test
    void aHopelessMessageIsNoReasonToForgetAcknowledgementsThatWerePutOff() throws Exception {
        try (Session lazy = connection.createSession(Session.DUPS_OK_ACKNOWLEDGE)) {
            MessageConsumer source = lazy.createConsumer(lazy.createQueue("q"));
            broker.tell(broker.delivery(2, 2, 1), broker.delivery(2, 2, 2));
            EndpointSession.of(lazy)
                    .listen(
                            source,
                            threads,
                            message -> Client.text(message).equals("2") ? Outcome.HOPELESS : Outcome.DELIVERED);
            assertEquals(new Bury(2, 2, 2), broker.next(Bury.class));
            assertEquals(List.of(new Seen(2, 2)), broker.next(Acknowledge.class).seen());
        }
    }

    @Test
    void whatAReceiverThrowsMakesTheMessageComeAgain() throws Exception {
        endpoint.listen(consumer, threads, message -> {
            throw new Exception("checked");
        });
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals(List.of(new Seen(1, 1)), broker.next(Recover.class).seen());
        broker.assertNone(Acknowledge.class);
    }

    @Test
    void aBranchHasTheMessageItsReceiverWasGivenAndNothingElseAcknowledgesIt() throws Exception {
        XAResource resource = session.getXAResource();
        endpoint.listen(consumer, threads, message -> {
            resource.start(XID, XAResource.TMNOFLAGS);
            resource.end(XID, XAResource.TMSUCCESS);
            got.add(Client.text(message));
            return Outcome.DELIVERED;
        });
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals(List.of(new Seen(1, 1)), broker.next(End.class).seen());
        assertEquals("1", nextGot());
        session.close();
        broker.assertNone(Acknowledge.class);
    }

    /** The message comes again over the new link: a branch there could commit the work without consuming the message. */
    @Test
    void noBranchIsStartedForAMessageOfAnEarlierLink() throws Exception {
        XAResource resource = session.getXAResource();
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        endpoint.listen(consumer, threads, message -> {
            if (codes.isEmpty()) {
                broker.renew();
            }
            try {
                resource.start(XID, XAResource.TMNOFLAGS);
                codes.add(0);
            } catch (XAException e) {
                codes.add(e.errorCode);
            }
            return Outcome.DELIVERED;
        });
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals(XAException.XAER_RMFAIL, codes.poll(10, TimeUnit.SECONDS));
        broker.assertNone(Start.class);
    }

    @Test
    void aMessageForLaterThatIsOfAnEarlierLinkIsDropped() throws Exception {
        boolean[] first = {true};
        listen(text -> {
            if (first[0]) {
                first[0] = false;
                endpoint.pause();
                broker.renew();
                return Outcome.LATER;
            }
            return Outcome.DELIVERED;
        });
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", nextGot());
        broker.next(OpenConsumer.class);
        broker.next(OpenConsumer.class);
        awaitThreads();
        endpoint.resume();
        broker.tell(broker.delivery(1, 1, 2));
        assertEquals("2", nextGot());
    }

    @Test
    void aReceiverTakesWhatIsBehindItsMessageIntoTheSameTransaction() throws Exception {
        try (Session transacted = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            EndpointSession batches = EndpointSession.of(transacted);
            MessageConsumer source = transacted.createConsumer(transacted.createQueue("q"));
            broker.tell(
                    broker.delivery(2, 2, 1),
                    broker.delivery(2, 2, 2),
                    new Event.Deliver(2, 2, 3, broker.text("again"), 2));
            batches.listen(source, threads, message -> {
                got.add(Client.text(message));
                Message next = batches.next();
                while (next != null) {
                    got.add("+" + Client.text(next));
                    next = batches.next();
                }
                transacted.commit();
                return Outcome.DELIVERED;
            });
            assertEquals(List.of(new Seen(2, 2)), broker.next(Commit.class).seen());
            assertEquals(List.of(new Seen(2, 3)), broker.next(Commit.class).seen());
            assertEquals("1", nextGot());
            assertEquals("+2", nextGot());
            assertEquals("again", nextGot());
        }
    }

    @Test
    void aMessageForLaterThatABranchHasGivenBackIsNotKeptAsWell() throws Exception {
        XAResource resource = session.getXAResource();
        broker.on(RollbackBranch.class, command -> broker.complete(command.requestId()));
        boolean[] first = {true};
        endpoint.listen(consumer, threads, message -> {
            got.add(Client.text(message));
            if (!first[0]) {
                return Outcome.DELIVERED;
            }
            first[0] = false;
            resource.start(XID, XAResource.TMNOFLAGS);
            resource.end(XID, XAResource.TMFAIL);
            resource.rollback(XID);
            return later();
        });
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", nextGot());
        awaitThreads();
        endpoint.resume();
        broker.tell(broker.delivery(1, 1, 2));
        assertEquals("2", nextGot());
    }

    @Test
    void isAliveUntilItIsClosed() throws JMSException {
        assertTrue(endpoint.isAlive());
        consumer.close();
        assertFalse(endpoint.isAlive());
    }

    @Test
    void isNotAliveWhenTheConnectionIsLost() {
        broker.tell(new Event.Disconnected("the broker stops", false));
        assertFalse(endpoint.isAlive());
    }

    @Test
    void refusesSessionsOfOthers() {
        Session foreign = Mockito.mock(Session.class);
        assertThrows(IllegalArgumentException.class, () -> EndpointSession.of(foreign));
    }

    @Test
    void mentionsTheReceiverAsItsListener() throws JMSException {
        EndpointSession.Receiver receiver = new EndpointSession.Receiver() {
            @Override
            public Outcome onMessage(Message message) {
                return Outcome.DELIVERED;
            }

            @Override
            public String toString() {
                return "endpoint 1";
            }
        };
        endpoint.listen(consumer, threads, receiver);
        assertEquals("endpoint 1", consumer.getMessageListener().toString());
    }
}
