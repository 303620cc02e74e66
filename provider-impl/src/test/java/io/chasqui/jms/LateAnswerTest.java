package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.protocol.SessionCommand.AddCredit;
import io.chasqui.protocol.SessionCommand.Pull;
import io.chasqui.protocol.TransactionCommand.Rollback;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A broker so slow that its answers come after the request has timed out: what they tell of credit still counts. */
class LateAnswerTest {

    private final ScriptedBroker broker = new ScriptedBroker();

    @AfterEach
    void end() {
        broker.close();
    }

    private Client impatient(int sessionMode) throws JMSException {
        return new Client(broker, broker.opener(8, 10_000, 50), sessionMode);
    }

    @Test
    void asksForCreditAnewAfterAPullThatWasAnsweredTooLate() throws JMSException {
        try (Client client = impatient(Session.AUTO_ACKNOWLEDGE)) {
            MessageConsumer consumer = client.consumer();
            broker.ignore(Pull.class);
            Worker<Message> waiting = Worker.start(() -> consumer.receive(200));
            broker.next(AddCredit.class);
            Pull pull = broker.next(Pull.class);
            assertEquals(JMSException.class, waiting.failure().getClass());
            broker.complete(pull.requestId());

            Worker<Message> receive = Worker.start(consumer::receive);
            broker.next(AddCredit.class);
            broker.tell(broker.delivery(Client.SESSION, 1, 1));
            assertEquals("1", Client.text(receive.get()));
        }
    }

    @Test
    void deliversAgainAfterARollbackThatWasAnsweredTooLate() throws JMSException {
        try (Client client = impatient(Session.SESSION_TRANSACTED)) {
            MessageConsumer consumer = client.consumer();
            assertEquals("1", Client.text(client.receive(consumer, 1, 1)));
            broker.ignore(Rollback.class);
            assertThrows(JMSException.class, client.session::rollback);
            broker.complete(broker.next(Rollback.class).requestId());
            broker.forget();

            Worker<Message> receive = Worker.start(consumer::receive);
            broker.next(AddCredit.class);
            broker.tell(broker.delivery(Client.SESSION, 1, 2));
            assertEquals("2", Client.text(receive.get()));
        }
    }
}
