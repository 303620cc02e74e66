package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.protocol.SessionCommand.Recover;
import io.chasqui.protocol.SessionCommand.Send;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing by one thread while another uses what is closed: both come to an end. */
class CloseRaceTest {

    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void end() {
        broker.close();
    }

    @Test
    void aReceiveInAListenerThatCloseWaitsForReturnsNull_CLS_5() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch closing = new CountDownLatch(1);
            CompletableFuture<Boolean> gotNothing = new CompletableFuture<>();
            client.consumer().setMessageListener(message -> {
                running.countDown();
                await(closing);
                try {
                    gotNothing.complete(client.consumer().receive() == null);
                } catch (JMSException e) {
                    gotNothing.completeExceptionally(e);
                }
            });
            broker.tell(broker.delivery(Client.SESSION, 1, 1));
            await(running);
            Worker<Boolean> close = Worker.run(client.connection::close).awaitBlocked();
            closing.countDown();
            assertTrue(ScriptedBroker.join(gotNothing));
            assertTrue(close.get());
        }
    }

    @Test
    void anInterruptionThatAListenerLeavesBehindIsNotTheNextOnes() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            BlockingQueue<Boolean> interrupted = new LinkedBlockingQueue<>();
            client.consumer().setMessageListener(message -> {
                interrupted.add(Thread.currentThread().isInterrupted());
                Thread.currentThread().interrupt();
            });
            broker.tell(broker.delivery(Client.SESSION, 1, 1), broker.delivery(Client.SESSION, 1, 2));
            assertEquals(false, interrupted.poll(10, TimeUnit.SECONDS));
            assertEquals(false, interrupted.poll(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aListenerThatCannotEvenBeNamedDoesNotEndItsSession() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            client.consumer().setMessageListener(new Unspeakable());
            broker.tell(broker.delivery(Client.SESSION, 1, 1));
            broker.next(Recover.class);
            broker.tell(broker.delivery(Client.SESSION, 1, 2));
            broker.next(Recover.class);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSendThatWaitsForTheWindowEndsWithItsSession(boolean withConnection) throws JMSException {
        broker.windowMessages = 1;
        try (Client client = new Client(broker, broker.opener(8, 0), Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = client.session.createProducer(client.queue);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.send(client.session.createTextMessage());
            Worker<Boolean> second = Worker.run(() -> producer.send(client.session.createTextMessage()))
                    .awaitBlocked();
            if (withConnection) {
                client.connection.close();
            } else {
                client.session.close();
            }
            assertInstanceOf(IllegalStateException.class, second.failure());
        }
    }

    /** A thread that never stops sending must not keep another one from closing. */
    @Test
    void closesUnderAThreadThatSendsAsynchronouslyWithoutEnd() throws JMSException {
        broker.on(Send.class, send -> broker.complete(send.requestId()));
        try (Client client = new Client(broker, broker.opener(8, 0), Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = client.session.createProducer(client.queue);
            AtomicReference<Exception> failed = new AtomicReference<>();
            CountDownLatch flowing = new CountDownLatch(1000);
            CompletionListener listener = new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    flowing.countDown();
                }

                @Override
                public void onException(Message message, Exception exception) {
                    failed.set(exception);
                }
            };
            Worker<Boolean> sender = Worker.run(() -> {
                while (true) {
                    producer.send(client.session.createTextMessage(), listener);
                }
            });
            await(flowing);
            assertTrue(Worker.run(client.connection::close).get());
            assertInstanceOf(IllegalStateException.class, sender.failure());
            assertNull(failed.get());
        }
    }

    @Test
    void aCompletionListenerThatCannotEvenBeNamedDoesNotHoldUpClose() throws JMSException {
        broker.on(Send.class, send -> broker.complete(send.requestId()));
        try (Client client = new Client(broker, broker.opener(8, 0), Session.AUTO_ACKNOWLEDGE)) {
            client.session.createProducer(client.queue).send(client.session.createMessage(), new Unspeakable());
            assertTrue(Worker.run(client.session::close).get());
        }
    }

    private static final class Unspeakable implements CompletionListener, MessageListener {
        @Override
        public void onMessage(Message message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onCompletion(Message message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onException(Message message, Exception exception) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
