package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.spi.ConnectionState;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.ConnectionCommand.Open;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand.Send;
import io.chasqui.protocol.TransactionCommand.Commit;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.lang.reflect.Field;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What everybody learns when the broker ends the connection, or refuses it. */
class ConnectionLossTest {

    private static final Event LOST = new Event.Disconnected("the broker goes down", false);

    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void end() {
        broker.close();
    }

    @Test
    void failsAWaitingReceive() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.consumer();
            Worker<Message> receive = Worker.start(consumer::receive).awaitBlocked();
            broker.tell(LOST);
            Throwable failure = receive.failure();
            assertInstanceOf(JMSException.class, failure);
            assertTrue(failure.getMessage().contains("the broker goes down"), failure.getMessage());
        }
    }

    @Test
    void failsAWaitingSendAndLaterOnes() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = client.session.createProducer(client.queue);
            Worker<Boolean> send = Worker.run(() -> producer.send(client.session.createTextMessage()))
                    .awaitBlocked();
            broker.next(Send.class);
            broker.tell(LOST);
            assertInstanceOf(JMSException.class, send.failure());
            assertThrows(
                    JMSException.class,
                    () -> producer.send(client.session.createTextMessage(), DeliveryMode.NON_PERSISTENT, 4, 0));
        }
    }

    @Test
    void failsASendThatWaitsForTheWindow() throws JMSException {
        broker.windowMessages = 1;
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageProducer producer = client.session.createProducer(client.queue);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            producer.send(client.session.createTextMessage());
            Worker<Boolean> second = Worker.run(() -> producer.send(client.session.createTextMessage()))
                    .awaitBlocked();
            broker.tell(LOST);
            assertInstanceOf(JMSException.class, second.failure());
        }
    }

    @Test
    void leavesTheOutcomeOfACommitOpen_TX_11() throws JMSException {
        try (Client client = new Client(broker, Session.SESSION_TRANSACTED)) {
            broker.on(Commit.class, commit -> broker.tell(LOST));
            JMSException failure = assertThrows(JMSException.class, client.session::commit);
            assertFalse(failure instanceof TransactionRolledBackException);
        }
    }

    @Test
    void completesAsynchronousSendsSoThatCloseReturns_ASY_24() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            CompletableFuture<Exception> told = new CompletableFuture<>();
            client.session.createProducer(client.queue).send(client.session.createMessage(), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    told.complete(null);
                }

                @Override
                public void onException(Message message, Exception exception) {
                    told.complete(exception);
                }
            });
            broker.next(Send.class);
            broker.tell(LOST);
            assertInstanceOf(JMSException.class, ScriptedBroker.join(told));
        }
    }

    @Test
    void tellsTheExceptionListenerOnce_EXL_2() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            BlockingQueue<JMSException> told = new LinkedBlockingQueue<>();
            client.connection.setExceptionListener(told::add);
            broker.tell(LOST, LOST);
            assertNotNull(told.poll(10, TimeUnit.SECONDS));
            client.connection.close(); // CLS-10
            assertNull(told.poll());
        }
    }

    @Test
    void tellsAListenerThatIsSetTooLate_EXL_12() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            broker.tell(LOST);
            CompletableFuture<JMSException> told = new CompletableFuture<>();
            client.connection.setExceptionListener(told::complete);
            assertNotNull(ScriptedBroker.join(told));
        }
    }

    @Test
    void theExceptionListenerMayCloseItsConnection_EXL_6() throws Exception {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            CompletableFuture<Boolean> closed = new CompletableFuture<>();
            client.connection.setExceptionListener(failure -> {
                try {
                    client.connection.close();
                    closed.complete(true);
                } catch (JMSException e) {
                    closed.completeExceptionally(e);
                }
            });
            broker.tell(LOST);
            assertTrue(ScriptedBroker.join(closed));
        }
    }

    @Test
    void isRefusedWhenItIsOpened_CON_3() {
        broker.on(
                Open.class,
                open -> broker.tell(new Event.Failed(open.requestId(), ErrorCode.SECURITY, "no such user")));
        JmsOpener opener = broker.opener(8);
        JMSException failure = assertThrows(JMSSecurityException.class, opener::connection);
        assertEquals("CHASQUI-SECURITY", failure.getErrorCode());
        assertThrows(JMSSecurityRuntimeException.class, () -> opener.context(JMSContext.AUTO_ACKNOWLEDGE));
    }

    @Test
    void closingGivesUpALinkThatIsOutOfReach() throws Exception {
        broker.on(Close.class, close -> {});
        Connection connection = broker.opener(10).connection();
        ConnectionState state = assertInstanceOf(ConnectionState.class, connection);
        assertFalse(state.isInterrupted());
        broker.interrupt();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> close(connection));
        broker.abandoned().get(20, TimeUnit.SECONDS);
        closing.get(20, TimeUnit.SECONDS);
        assertTrue(state.isInterrupted());
        assertTrue(state.isLost());
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    /** The link is set up anew in the moment between the two steps of closing. */
    @Test
    void closingDoesNotWaitOnALinkThatCameWhileItClosed() throws Exception {
        Connection connection = broker.opener(10).connection();
        ConnectionCore core = ((JmsConnection) connection).core();
        Field closed = ConnectionCore.class.getDeclaredField("closed");
        closed.setAccessible(true);
        closed.set(core, true);
        broker.on(Close.class, close -> {});
        broker.renew();
        core.link().requestClose("close the connection", Close::new);
        assertTrue(core.link().isLost());
        core.threads().close();
    }
}
