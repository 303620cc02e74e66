package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("TMP-8, PRD-15: sends to a deleted temporary queue fail at once")
class TemporaryDestinationsTest {

    @ParameterizedTest(name = "after {0} sends before the deletion")
    @ValueSource(ints = {0, 1, 3})
    void otherConnectionsLearnOfTheDeletion(int sendsBefore) throws JMSException {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://temporaries");
        try (Connection owner = factory.createConnection();
                Connection other = factory.createConnection()) {
            TemporaryQueue queue = owner.createSession().createTemporaryQueue();
            Session session = other.createSession();
            MessageProducer producer = session.createProducer(queue);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (int i = 0; i < sendsBefore; i++) {
                producer.send(session.createTextMessage("reply " + i));
            }
            queue.delete();
            for (int i = 0; i < 2; i++) {
                InvalidDestinationException refusal = assertThrows(
                        InvalidDestinationException.class, () -> producer.send(session.createTextMessage("late")));
                assertEquals("CHASQUI-INVALID_DESTINATION", refusal.getErrorCode());
            }
        }
    }
}
