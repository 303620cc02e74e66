package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand.Acknowledge;
import io.chasqui.protocol.SessionCommand.AddCredit;
import io.chasqui.protocol.SessionCommand.CloseConsumer;
import io.chasqui.protocol.SessionCommand.CloseSession;
import io.chasqui.protocol.SessionCommand.Recover;
import io.chasqui.protocol.TransactionCommand.Commit;
import io.chasqui.protocol.TransactionCommand.Rollback;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each acknowledge mode tells the broker. */
class AcknowledgementTest {

    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void end() {
        broker.close();
    }

    private static List<Seen> sorted(List<Seen> seen) {
        return seen.stream().sorted(Comparator.comparing(Seen::consumerId)).toList();
    }

    @Test
    void autoAcknowledgesEachMessageReceived_ACK_1() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.consumer();
            for (int i = 1; i <= 3; i++) {
                client.receive(consumer, 1, i);
                assertEquals(new Acknowledge(0, 1, List.of(new Seen(1, i))), broker.next(Acknowledge.class));
            }
        }
    }

    @Test
    void clientAcknowledgesAllConsumersEvenClosedOnes_ACK_7_ACK_11() throws JMSException {
        try (Client client = new Client(broker, Session.CLIENT_ACKNOWLEDGE)) {
            MessageConsumer first = client.consumer();
            MessageConsumer second = client.consumer();
            Message any = client.receive(first, 1, 1);
            client.receive(second, 2, 1);
            client.receive(second, 2, 2);
            broker.tell(broker.delivery(1, 2, 3)); // Not seen: not acknowledged (ACK-9).
            second.close();
            any.acknowledge();
            assertEquals(
                    List.of(new Seen(1, 1), new Seen(2, 2)),
                    sorted(broker.next(Acknowledge.class).seen()));
            any.acknowledge();
            broker.assertNone(Acknowledge.class);
            client.session.close();
            assertThrows(IllegalStateException.class, any::acknowledge, "ACK-12");
            assertEquals(List.of(), broker.next(CloseSession.class).seen());
        }
    }

    @Test
    void recoverVoidsWhatArrivesBeforeItsAnswer_ACK_16() throws JMSException {
        try (Client client = new Client(broker, Session.CLIENT_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.consumer();
            client.receive(consumer, 1, 1);
            broker.on(Recover.class, recover -> {
                broker.tell(broker.delivery(1, 1, 2));
                broker.complete(recover.requestId());
            });
            broker.forget();
            client.session.recover();
            assertEquals(List.of(new Seen(1, 1)), broker.next(Recover.class).seen());
            broker.on(AddCredit.class, credit -> broker.tell(broker.delivery(1, 1, 3)));
            assertEquals("3", Client.text(consumer.receive(10_000)));
        }
    }

    @Test
    void recoverWithNothingPendingAsksForNothing_ACK_20() throws JMSException {
        try (Client client = new Client(broker, Session.AUTO_ACKNOWLEDGE)) {
            client.receive(client.consumer(), 1, 1);
            client.session.recover();
            broker.assertNone(Recover.class);
        }
    }

    @Test
    void dupsOkAcknowledgesWhenTheBufferIsEmptyAndOnClose_ACK_6() throws JMSException {
        try (Client client = new Client(broker, Session.DUPS_OK_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.consumer();
            broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2), broker.delivery(1, 1, 3));
            consumer.receive();
            consumer.receive();
            broker.assertNone(Acknowledge.class);
            consumer.receive();
            assertEquals(List.of(new Seen(1, 3)), broker.next(Acknowledge.class).seen());
            broker.tell(broker.delivery(1, 1, 4), broker.delivery(1, 1, 5));
            consumer.receive();
            consumer.close();
            assertEquals(List.of(new Seen(1, 4)), broker.next(Acknowledge.class).seen());
            assertEquals(4, broker.next(CloseConsumer.class).seen());
        }
    }

    @Test
    void commitAndRollbackSayHowFarTheApplicationGot_TX_3() throws JMSException {
        try (Client client = new Client(broker, Session.SESSION_TRANSACTED)) {
            MessageConsumer consumer = client.consumer();
            client.receive(consumer, 1, 1);
            client.session.commit();
            assertEquals(List.of(new Seen(1, 1)), broker.next(Commit.class).seen());
            client.receive(consumer, 1, 2);
            consumer.close();
            client.session.rollback();
            assertEquals(List.of(new Seen(1, 2)), broker.next(Rollback.class).seen());
            client.session.commit();
            assertEquals(List.of(), broker.next(Commit.class).seen());
            broker.assertNone(Acknowledge.class);
        }
    }

    @Test
    void aCommitThatWasRolledBackSaysSo_TX_10() throws JMSException {
        try (Client client = new Client(broker, Session.SESSION_TRANSACTED)) {
            broker.on(
                    Commit.class,
                    commit -> broker.tell(new Event.Failed(
                            commit.requestId(), ErrorCode.TRANSACTION_ROLLED_BACK, "a part of it failed")));
            assertThrows(TransactionRolledBackException.class, client.session::commit);
        }
    }

    @Test
    void aBodyThatCannotBeHadLeavesTheMessageNext_JCN_6() {
        try (JMSContext context = broker.opener(8).context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
            broker.tell(broker.delivery(1, 1, 1), broker.delivery(1, 1, 2));
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(byte[].class, 10_000));
            broker.assertNone(Acknowledge.class);
            assertEquals("1", consumer.receiveBody(String.class, 10_000));
            assertEquals(List.of(new Seen(1, 1)), broker.next(Acknowledge.class).seen());
        }
    }

    @Test
    void aBodyThatCannotBeHadGoesBackWithItsConsumer_JCN_7() {
        try (JMSContext context = broker.opener(8).context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
            broker.tell(broker.delivery(1, 1, 1));
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(byte[].class, 10_000));
            consumer.close();
            assertEquals(0, broker.next(CloseConsumer.class).seen());
        }
    }

    @Test
    void aBodyThatCannotBeHadCountsAsDeliveredForClientAcknowledge_JCN_8() {
        try (JMSContext context = broker.opener(8).context(JMSContext.CLIENT_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
            broker.tell(broker.delivery(1, 1, 1));
            assertThrows(MessageFormatRuntimeException.class, () -> consumer.receiveBody(byte[].class, 10_000));
            assertNull(consumer.receiveNoWait());
            context.acknowledge();
            assertEquals(List.of(new Seen(1, 1)), broker.next(Acknowledge.class).seen());
        }
    }
}
