package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand.Acknowledge;
import io.chasqui.protocol.SessionCommand.AddCredit;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.CloseSession;
import io.chasqui.protocol.SessionCommand.Recover;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Message listeners: when they run, what acknowledges their messages, and how stop and close wait for them. */
class ListenerTest {

    private final ScriptedBroker broker = new ScriptedBroker();
    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final Semaphore mayReturn = new Semaphore(0);
    private Client client;
    private MessageConsumer consumer;

    @BeforeEach
    void connect() throws JMSException {
        client = new Client(broker, Session.AUTO_ACKNOWLEDGE);
        consumer = client.consumer();
    }

    @AfterEach
    void disconnect() throws JMSException {
        mayReturn.release(1000);
        client.close();
    }

    private String nextGot() throws InterruptedException {
        String text = got.poll(10, TimeUnit.SECONDS);
        return text == null ? "nothing" : text;
    }

    /** Tells what it got and then waits for permission to return. */
    private void hold(Message message) {
        got.add(Client.text(message));
        mayReturn.acquireUninterruptibly();
    }

    /** A listener that makes one call and keeps what it threw. */
    private static final class Calling implements MessageListener {
        private final Worker.Action action;
        private final CompletableFuture<Throwable> outcome = new CompletableFuture<>();

        Calling(Worker.Action action) {
            this.action = action;
        }

        @Override
        public void onMessage(Message message) {
            try {
                action.run();
                outcome.complete(null);
            } catch (Throwable e) {
                outcome.complete(e);
            }
        }

        Throwable outcome() {
            return ScriptedBroker.join(outcome);
        }
    }

    @Test
    void getsItsPrefetchAtOnceAndTopsUpAtHalf() throws Exception {
        consumer.setMessageListener(message -> got.add(Client.text(message)));
        assertEquals(8, broker.next(AddCredit.class).deliveries());
        for (int i = 1; i <= 4; i++) {
            broker.tell(broker.delivery(1, 1, i));
            assertEquals(Integer.toString(i), nextGot());
        }
        assertEquals(4, broker.next(AddCredit.class).deliveries());
    }

    @Test
    void getsWhatCameBeforeIt_LSN_4() throws Exception {
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        consumer.setMessageListener(message -> got.add(Client.text(message)));
        assertEquals("1", nextGot());
        assertEquals("2", nextGot());
    }

    @Test
    void acknowledgesWhenItHasReturned_ACK_2() throws Exception {
        consumer.setMessageListener(this::hold);
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", nextGot());
        broker.assertNone(Acknowledge.class);
        mayReturn.release();
        assertEquals(List.of(new Seen(1, 1)), broker.next(Acknowledge.class).seen());
    }

    @Test
    void runsOneAtATimeForAllConsumersInOrderOfArrival_SES_3() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        MessageListener listener = message -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            got.add(Client.text(message));
            inside.decrementAndGet();
        };
        consumer.setMessageListener(listener);
        client.consumer().setMessageListener(listener);
        for (int i = 1; i <= 200; i += 2) {
            broker.tell(broker.delivery(1, 1, i), broker.delivery(1, 2, i + 1));
        }
        for (int i = 1; i <= 200; i++) {
            assertEquals(Integer.toString(i), nextGot());
        }
        assertEquals(1, most.get());
    }

    @Test
    void redeliversTheMessageItFailedWith_ACK_21() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        consumer.setMessageListener(message -> {
            got.add(Client.text(message));
            if (calls.incrementAndGet() == 1) {
                throw new java.lang.IllegalStateException("this listener fails on purpose");
            }
        });
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        assertEquals(List.of(new Seen(1, 1)), broker.next(Recover.class).seen());
        // The credit is 0 and what was buffered is void: the listener asks for more, and gets the first again.
        broker.next(AddCredit.class);
        broker.tell(broker.delivery(1, 1, 3));
        assertEquals("1", nextGot());
        assertEquals("3", nextGot());
        assertEquals(List.of(new Seen(1, 3)), broker.next(Acknowledge.class).seen());
    }

    @Test
    void doesNotAcknowledgeAfterRecover_ACK_3() throws Exception {
        Calling recovering = new Calling(client.session::recover);
        consumer.setMessageListener(recovering);
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals(null, recovering.outcome());
        assertEquals(List.of(new Seen(1, 1)), broker.next(Recover.class).seen());
        client.connection.stop();
        broker.assertNone(Acknowledge.class);
    }

    @Test
    void isWaitedForByStop_CON_10() throws Exception {
        consumer.setMessageListener(this::hold);
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        assertEquals("1", nextGot());
        Worker<Boolean> stop = Worker.run(client.connection::stop).awaitBlocked();
        assertFalse(stop.isDone());
        mayReturn.release(2);
        assertTrue(stop.get());
        assertTrue(got.isEmpty(), "no listener is called when stop has returned");
        client.connection.start();
        assertEquals("2", nextGot());
    }

    @Test
    void mustNotStopItsConnection_CON_11() {
        Calling stopping = new Calling(client.connection::stop);
        assertRefused(stopping);
    }

    @Test
    void mustNotCloseItsConnection_D_1() {
        assertRefused(new Calling(client.connection::close));
    }

    @Test
    void mustNotCloseItsSession_D_1() {
        assertRefused(new Calling(client.session::close));
    }

    private void assertRefused(Calling listener) {
        try {
            consumer.setMessageListener(listener);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
        broker.tell(broker.delivery(1, 1, 1));
        assertInstanceOf(IllegalStateException.class, listener.outcome());
    }

    @Test
    void mayCloseItsConsumerAndIsAcknowledgedAfterwards_CNS_17() throws Exception {
        Calling closing = new Calling(consumer::close);
        consumer.setMessageListener(closing);
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        assertEquals(null, closing.outcome());
        assertEquals(1, broker.next(CloseConsumer.class).seen());
        assertEquals(List.of(new Seen(1, 1)), broker.next(Acknowledge.class).seen());
    }

    @Test
    void isWaitedForByCloseOfItsConsumer_CNS_15() throws Exception {
        consumer.setMessageListener(this::hold);
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", nextGot());
        Worker<Boolean> close = Worker.run(consumer::close).awaitBlocked();
        broker.assertNone(CloseConsumer.class);
        mayReturn.release();
        assertTrue(close.get());
        assertEquals(1, broker.next(CloseConsumer.class).seen());
    }

    @Test
    void keepsItsFacilitiesWhileCloseWaits_CLS_6() throws Exception {
        CompletableFuture<Boolean> closing = new CompletableFuture<>();
        Calling using = new Calling(() -> {
            got.add("entered");
            ScriptedBroker.join(closing);
            client.session.createProducer(client.queue).getDeliveryMode();
            client.session.createConsumer(client.queue).close();
        });
        consumer.setMessageListener(using);
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        assertEquals("entered", nextGot());
        Worker<Boolean> close = Worker.run(client.session::close).awaitBlocked();
        closing.complete(true);
        assertEquals(null, using.outcome());
        assertTrue(close.get());
        assertTrue(got.isEmpty(), "CLS-7: no listener is called once close was");
        broker.next(CloseSession.class);
        assertThrows(IllegalStateException.class, () -> client.session.createProducer(client.queue));
    }

    @Test
    void secondCloseWaitsForTheFirst_CLS_2() throws Exception {
        broker.ignore(CloseSession.class);
        Worker<Boolean> first = Worker.run(client.session::close);
        CloseSession command = broker.next(CloseSession.class);
        Worker<Boolean> second = Worker.run(client.session::close).awaitBlocked();
        assertFalse(second.isDone());
        broker.complete(command.requestId());
        assertTrue(first.get());
        assertTrue(second.get());
    }
}
