package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand.CloseSession;
import io.chasqui.protocol.SessionCommand.Send;
import io.chasqui.protocol.TransactionCommand.Commit;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sending: which sends wait for what, the window, and the order of completion. */
class SendTest {

    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void end() {
        broker.close();
    }

    private static MessageProducer nonPersistent(Client client) throws JMSException {
        MessageProducer producer = client.session.createProducer(client.queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        return producer;
    }

    private void confirmSends() {
        broker.on(Send.class, send -> broker.complete(send.requestId()));
    }

    @Test
    void aNonPersistentSendWaitsForNobody_PRD_18() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            TextMessage message = client.session.createTextMessage("now");
            nonPersistent(client).send(message);
            Send send = broker.next(Send.class);
            assertEquals(0, send.requestId());
            assertEquals(new Body.Text("now"), send.message().body());
            assertEquals("ID:c1-1:1", message.getJMSMessageID());
            assertTrue(message.getJMSTimestamp() > 0);
            assertEquals(message.getJMSTimestamp(), message.getJMSDeliveryTime());
        }
    }

    @Test
    void aLargeMessageOfBytesIsNotCopiedToBeEncoded() throws JMSException {
        broker.encodes = true;
        broker.windowBytes = 4 << 20;
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            BytesMessage bytes = client.session.createBytesMessage();
            bytes.writeBytes(new byte[600_000]);
            nonPersistent(client).send(bytes);
            assertNull(broker.next(Send.class).message().encodedAhead());
            nonPersistent(client).send(client.session.createTextMessage("t".repeat(600_000)));
            assertNotNull(broker.next(Send.class).message().encodedAhead());
        }
    }

    @Test
    void aPersistentSendWaitsForTheAnswer_PRD_17() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = client.session.createProducer(client.queue);
            Worker<Boolean> send = Worker.run(() -> producer.send(client.session.createTextMessage()))
                    .awaitBlocked();
            assertFalse(send.isDone());
            broker.complete(broker.next(Send.class).requestId());
            assertTrue(send.get());
        }
    }

    @Test
    void aTransactedSendLeavesItToTheCommit() throws JMSException {
        try (Client client = new Client(broker, Session.SESSION_TRANSACTED)) {
            client.session.createProducer(client.queue).send(client.session.createTextMessage());
            assertEquals(0, broker.next(Send.class).requestId());
        }
    }

    @Test
    void aRefusedSendThrowsWhatTheBrokerSays() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            broker.on(
                    Send.class,
                    send -> broker.tell(new Event.Failed(send.requestId(), ErrorCode.RESOURCE_LIMIT, "it is full")));
            MessageProducer producer = client.session.createProducer(client.queue);
            Exception failure = assertThrows(
                    ResourceAllocationException.class, () -> producer.send(client.session.createTextMessage()));
            assertTrue(failure.getMessage().contains("it is full"), failure.getMessage());
        }
    }

    @Test
    void whatIsRefusedAfterwardsGoesToTheExceptionListener_EXC_10() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            CompletableFuture<JMSException> told = new CompletableFuture<>();
            client.connection.setExceptionListener(told::complete);
            nonPersistent(client).send(client.session.createTextMessage());
            broker.tell(new Event.SendRefused(
                    1, "ID:c1-1:1", ScriptedBroker.QUEUE, ErrorCode.INVALID_DESTINATION, "it is gone"));
            JMSException failure = ScriptedBroker.join(told);
            assertInstanceOf(InvalidDestinationException.class, failure);
            assertTrue(failure.getMessage().contains("ID:c1-1:1"), failure.getMessage());
        }
    }

    @Test
    void waitsForTheWindow() throws JMSException {
        broker.windowMessages = 2;
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = nonPersistent(client);
            producer.send(client.session.createTextMessage());
            producer.send(client.session.createTextMessage());
            Worker<Boolean> third = Worker.run(() -> producer.send(client.session.createTextMessage()))
                    .awaitBlocked();
            int size = broker.next(Send.class).message().size();
            broker.tell(new Event.Granted(1, 1, size));
            assertTrue(third.get());
            broker.next(Send.class);
            broker.next(Send.class);
        }
    }

    @Test
    void givesUpWhenTheWindowStaysShutAndSendsNothing_CON_5() throws JMSException {
        broker.windowMessages = 1;
        try (Client client = new Client(broker, broker.opener(8, 1), Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = nonPersistent(client);
            producer.send(client.session.createTextMessage());
            broker.next(Send.class);
            Exception failure = assertThrows(
                    ResourceAllocationException.class, () -> producer.send(client.session.createTextMessage()));
            assertTrue(failure.getMessage().contains("1 of 1 messages"), failure.getMessage());
            broker.assertNone(Send.class);
        }
    }

    @Test
    void aMessageLargerThanTheWindowGoesAlone() throws JMSException {
        broker.windowBytes = 10;
        try (Client client = new Client(broker, broker.opener(8, 1), Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = nonPersistent(client);
            producer.send(client.session.createTextMessage("x".repeat(100)));
            assertThrows(ResourceAllocationException.class, () -> producer.send(client.session.createTextMessage("y")));
            broker.tell(
                    new Event.Granted(1, 1, broker.next(Send.class).message().size()));
            producer.send(client.session.createTextMessage("z"));
        }
    }

    @Test
    void refusesADeletedDestinationAtOnce_TMP_8() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            TemporaryQueue queue = temporary(client);
            MessageProducer producer = client.session.createProducer(queue);
            producer.send(client.session.createTextMessage(), DeliveryMode.NON_PERSISTENT, 4, 0);
            assertEquals(0, broker.next(Send.class).requestId(), "known to exist: nobody waits");
            broker.tell(new Event.DestinationDeleted(
                    new Destination(Destination.Kind.TEMPORARY_QUEUE, queue.getQueueName())));
            broker.on(
                    Send.class,
                    send -> broker.tell(
                            new Event.Failed(send.requestId(), ErrorCode.INVALID_DESTINATION, "it is gone")));
            broker.on(
                    io.chasqui.protocol.ConnectionCommand.DeleteTemporary.class,
                    delete -> broker.complete(delete.requestId()));
            assertThrows(
                    InvalidDestinationException.class,
                    () -> producer.send(client.session.createTextMessage(), DeliveryMode.NON_PERSISTENT, 4, 0));
            queue.delete(); // TMP-9: it is gone already.
        }
    }

    private TemporaryQueue temporary(Client client) throws JMSException {
        broker.on(
                io.chasqui.protocol.ConnectionCommand.CreateTemporary.class,
                create -> broker.complete(create.requestId()));
        return client.session.createTemporaryQueue();
    }

    @Test
    void refusesNoMessage_MSG_24() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = nonPersistent(client);
            assertThrows(MessageFormatException.class, () -> producer.send(null));
        }
    }

    @Test
    void neverExpiresInThePast_PRD_10() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            Message message = client.session.createMessage();
            nonPersistent(client).send(message, DeliveryMode.NON_PERSISTENT, 4, Long.MAX_VALUE);
            assertEquals(Long.MAX_VALUE, message.getJMSExpiration());
        }
    }

    // Asynchronous sends.

    /** Notes what completed, in order. */
    private static final class Completions implements CompletionListener {
        private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
        private final List<Thread> threads = new ArrayList<>();

        @Override
        public void onCompletion(Message message) {
            threads.add(Thread.currentThread());
            notes.add(Client.text(message));
        }

        @Override
        public void onException(Message message, Exception exception) {
            threads.add(Thread.currentThread());
            notes.add(Client.text(message) + " " + exception.getClass().getSimpleName());
        }

        String next() throws InterruptedException {
            return notes.poll(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void callsBackInTheOrderOfTheSends_ASY_7() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = client.session.createProducer(client.queue);
            Completions completions = new Completions();
            for (String text : List.of("a", "b", "c")) {
                producer.send(client.session.createTextMessage(text), completions);
            }
            long first = broker.next(Send.class).requestId();
            long second = broker.next(Send.class).requestId();
            long third = broker.next(Send.class).requestId();
            broker.complete(third);
            broker.tell(new Event.Failed(second, ErrorCode.RESOURCE_LIMIT, "full"));
            assertNull(completions.notes.peek());
            broker.complete(first);
            assertEquals("a", completions.next());
            assertEquals("b ResourceAllocationException", completions.next());
            assertEquals("c", completions.next());
            assertFalse(completions.threads.contains(Thread.currentThread()), "ASY-5");
        }
    }

    @Test
    void commitWaitsForAsynchronousSends_ASY_18() throws Exception {
        try (Client client = new Client(broker, Session.SESSION_TRANSACTED)) {
            Completions completions = new Completions();
            client.session.createProducer(client.queue).send(client.session.createTextMessage("a"), completions);
            Send send = broker.next(Send.class);
            Worker<Boolean> commit = Worker.run(client.session::commit).awaitBlocked();
            broker.assertNone(Commit.class);
            broker.complete(send.requestId());
            assertTrue(commit.get());
            assertEquals("a", completions.next());
            broker.next(Commit.class);
        }
    }

    @Test
    void aCallbackMustNotCloseWhatWaitsForIt_ASY_19() throws Exception {
        try (Client client = new Client(broker, Session.SESSION_TRANSACTED)) {
            confirmSends();
            MessageProducer producer = client.session.createProducer(client.queue);
            for (Worker.Action call : List.<Worker.Action>of(
                    producer::close,
                    client.session::close,
                    client.connection::close,
                    client.session::commit,
                    client.session::rollback)) {
                CompletableFuture<Throwable> outcome = new CompletableFuture<>();
                producer.send(client.session.createTextMessage(), new CompletionListener() {
                    @Override
                    public void onCompletion(Message message) {
                        try {
                            call.run();
                            outcome.complete(null);
                        } catch (Throwable e) {
                            outcome.complete(e);
                        }
                    }

                    @Override
                    public void onException(Message message, Exception exception) {
                        outcome.complete(exception);
                    }
                });
                assertInstanceOf(IllegalStateException.class, ScriptedBroker.join(outcome));
            }
        }
    }

    @Test
    void aCallbackMayStopTheConnection_CON_13() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            confirmSends();
            CompletableFuture<Boolean> stopped = new CompletableFuture<>();
            client.session.createProducer(client.queue).send(client.session.createMessage(), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    try {
                        client.connection.stop();
                        stopped.complete(true);
                    } catch (JMSException e) {
                        stopped.completeExceptionally(e);
                    }
                }

                @Override
                public void onException(Message message, Exception exception) {
                    stopped.completeExceptionally(exception);
                }
            });
            assertTrue(ScriptedBroker.join(stopped));
        }
    }

    @Test
    void closeWaitsForCallbacks_ASY_16() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            Completions completions = new Completions();
            client.session.createProducer(client.queue).send(client.session.createTextMessage("a"), completions);
            Send send = broker.next(Send.class);
            Worker<Boolean> close = Worker.run(client.session::close).awaitBlocked();
            broker.assertNone(CloseSession.class);
            broker.complete(send.requestId());
            assertTrue(close.get());
            assertEquals("a", completions.notes.poll(), "the callback has returned before close does");
        }
    }
}
