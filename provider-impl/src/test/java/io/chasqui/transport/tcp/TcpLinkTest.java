package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client and a broker over a real socket. */
final class TcpLinkTest {

    private static final long PATIENCE = 10_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void carriesMessagesBothWays(int loops) throws Exception {
        try (RemoteScene scene = RemoteScene.start(loops);
                Connection connection = scene.opener().connection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            for (int i = 0; i < 500; i++) {
                producer.send(session.createTextMessage("m" + i));
            }
            for (int i = 0; i < 500; i++) {
                TextMessage message = (TextMessage) consumer.receive(PATIENCE);
                assertNotNull(message, "message " + i);
                assertEquals("m" + i, message.getText());
            }
        }
    }

    @Test
    void carriesMessagesLargerThanAFrame() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                Connection connection = scene.opener().connection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            byte[] body = new byte[5 << 20];
            new Random(1).nextBytes(body);
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body);
            session.createProducer(queue).send(message);
            BytesMessage got = (BytesMessage) session.createConsumer(queue).receive(PATIENCE);
            byte[] read = new byte[(int) got.getBodyLength()];
            got.readBytes(read);
            assertArrayEquals(body, read);
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (RemoteScene scene = RemoteScene.start(1)) {
            port = scene.port();
        }
        try (RemoteScene other = RemoteScene.start(1)) {
            JMSException refused = assertThrows(
                    JMSException.class, () -> other.opener(port, null).connection());
            assertTrue(
                    refused.getMessage().contains("nobody answers at tcp://127.0.0.1:" + port), refused.getMessage());
        }
    }
}
