package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.protocol.SessionCommand.AddCredit;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.CloseSession;
import io.chasqui.protocol.SessionCommand.Pull;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Synchronous receive, and what stop, close and interruption do to it. */
class ReceiveTest {

    private final ScriptedBroker broker = new ScriptedBroker();
    private Client client;
    private MessageConsumer consumer;

    @BeforeEach
    void connect() throws JMSException {
        client = new Client(broker, Session.AUTO_ACKNOWLEDGE);
        consumer = client.consumer();
    }

    @AfterEach
    void disconnect() throws JMSException {
        client.close();
    }

    @Test
    void waitsForAMessage_CNS_1() {
        Worker<Message> receive = Worker.start(consumer::receive).awaitBlocked();
        assertEquals(1, broker.next(AddCredit.class).deliveries());
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", Client.text(receive.get()));
    }

    @Test
    void waitsForEverWithATimeoutOfZero_CNS_2() {
        Worker<Message> receive = Worker.start(() -> consumer.receive(0)).awaitBlocked();
        assertFalse(receive.isDone());
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", Client.text(receive.get()));
    }

    @Test
    void takesTheCreditBackWhenTheTimeIsUp_CNS_23() throws JMSException {
        assertNull(consumer.receive(1));
        assertEquals(0, broker.next(Pull.class).credit());
    }

    @Test
    void returnsWhatCrossedTheEndOfItsTime() throws JMSException {
        broker.on(Pull.class, pull -> {
            broker.tell(broker.delivery(1, 1, 1));
            broker.complete(pull.requestId());
        });
        assertEquals("1", Client.text(consumer.receive(1)));
    }

    @Test
    void asksTheBrokerWhenItMustNotWait_CNS_6() throws JMSException {
        assertNull(consumer.receiveNoWait());
        assertEquals(1, broker.next(Pull.class).credit());
        broker.on(Pull.class, pull -> {
            broker.tell(broker.delivery(1, 1, 1));
            broker.complete(pull.requestId());
        });
        assertEquals("1", Client.text(consumer.receiveNoWait()));
    }

    @Test
    void givesNothingWhileStopped_CON_8() throws JMSException {
        client.connection.stop();
        broker.tell(broker.delivery(1, 1, 1));
        assertNull(consumer.receiveNoWait());
        assertNull(consumer.receive(1));
        broker.assertNone(AddCredit.class);
        Worker<Message> receive = Worker.start(consumer::receive).awaitBlocked();
        client.connection.start();
        assertEquals("1", Client.text(receive.get()));
    }

    @Test
    void returnsNullWhenItsConsumerIsClosed_CNS_7() throws JMSException {
        Worker<Message> receive = Worker.start(consumer::receive).awaitBlocked();
        consumer.close();
        assertNull(receive.get());
        assertEquals(0, broker.next(CloseConsumer.class).seen());
        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
    }

    @Test
    void returnsNullWhenItsSessionIsClosed_CNS_7() throws JMSException {
        Worker<Message> receive = Worker.start(consumer::receive).awaitBlocked();
        client.session.close();
        assertNull(receive.get());
        broker.next(CloseSession.class);
    }

    @Test
    void returnsNullWhenItsConnectionIsClosed_CNS_7() throws JMSException {
        Worker<Message> receive = Worker.start(consumer::receive).awaitBlocked();
        client.connection.close();
        assertNull(receive.get());
    }

    @Test
    void losesNothingWhenInterrupted_CNS_12() throws JMSException {
        AtomicBoolean flag = new AtomicBoolean();
        Worker<Message> receive = Worker.start(() -> {
            try {
                return consumer.receive();
            } finally {
                flag.set(Thread.currentThread().isInterrupted());
            }
        });
        receive.awaitBlocked().thread().interrupt();
        assertInstanceOf(JMSException.class, receive.failure());
        assertTrue(flag.get(), "the interrupt flag is kept");
        assertEquals("1", Client.text(client.receive(consumer, 1, 1)));
    }

    @Test
    void refusesASecondThread_SES_10() {
        Worker<Message> receive = Worker.start(consumer::receive).awaitBlocked();
        assertThrows(IllegalStateException.class, () -> consumer.receive(1));
        broker.tell(broker.delivery(1, 1, 1));
        assertEquals("1", Client.text(receive.get()));
    }

    @Test
    void refusesAConsumerWithAListener_LSN_6() throws JMSException {
        consumer.setMessageListener(message -> {});
        assertThrows(IllegalStateException.class, consumer::receiveNoWait);
        consumer.setMessageListener(null);
        assertEquals("1", Client.text(client.receive(consumer, 1, 1)));
    }

    @Test
    void givesUnseenMessagesBackWhenClosed_CNS_13() throws JMSException {
        broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
        assertEquals("1", Client.text(consumer.receive(10_000)));
        consumer.close();
        assertEquals(1, broker.next(CloseConsumer.class).seen());
    }
}
