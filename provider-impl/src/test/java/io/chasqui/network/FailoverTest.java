package io.chasqui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several addresses, brokers that come later, and brokers that are closed and started again. */
class FailoverTest {

    private static final long PATIENCE = 20_000;
    private static final String FAST = "reconnectDelayMillis=10&reconnectMaxDelayMillis=100";

    @TempDir
    private Path directory;

    private static Broker broker(String name, int port, String data) throws JMSException {
        return Broker.start(BrokerConfiguration.builder()
                .name("failover-" + name)
                .listen("tcp://127.0.0.1:" + port)
                .remoteAnonymousAllowed(true)
                .dataDirectory(data)
                .build());
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Connection connect(String options, int... ports) throws JMSException {
        StringBuilder members = new StringBuilder();
        for (int port : ports) {
            members.append(members.length() == 0 ? "" : ",")
                    .append("tcp://127.0.0.1:")
                    .append(port);
        }
        Connection connection = new ChasquiConnectionFactory("(" + members + ")?" + options).createConnection();
        connection.start();
        return connection;
    }

    private static void exchange(Connection connection) throws JMSException {
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("q");
        session.createProducer(queue).send(session.createTextMessage("m"));
        MessageConsumer consumer = session.createConsumer(queue);
        assertEquals("m", ((TextMessage) consumer.receive(PATIENCE)).getText());
        session.close();
    }

    @Test
    void aDeadAddressIsPassedOver() throws Exception {
        int port = freePort();
        try (Broker alive = broker("alive", port, "");
                Connection connection = connect(FAST, freePort(), port)) {
            exchange(connection);
            assertTrue(alive.isRunning());
        }
    }

    @Test
    void anotherBrokerTakesOver() throws Exception {
        int first = freePort();
        int second = freePort();
        Broker one = broker("one", first, "");
        try (Broker other = broker("other", second, "");
                Connection connection = connect(FAST, first, second)) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            producer.send(session.createTextMessage("to the first"));
            assertEquals("to the first", ((TextMessage) consumer.receive(PATIENCE)).getText());
            one.close();
            producer.send(session.createTextMessage("to the other"));
            assertEquals("to the other", ((TextMessage) consumer.receive(PATIENCE)).getText());
            assertTrue(other.isRunning());
        } finally {
            one.close();
        }
    }

    @Test
    void aBrokerThatComesLaterIsWaitedFor() throws Exception {
        int port = freePort();
        CompletableFuture<Connection> connecting = CompletableFuture.supplyAsync(() -> {
            try {
                return connect(FAST + "&initialConnectMillis=60000", port);
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThrows(JMSException.class, () -> connect(FAST, port), "without waiting");
        assertTrue(!connecting.isDone(), () -> "" + connecting);
        try (Broker late = broker("late", port, "")) {
            try (Connection connection = connecting.get(PATIENCE, TimeUnit.MILLISECONDS)) {
                exchange(connection);
                assertTrue(late.isRunning());
            }
        }
    }

    @Test
    void aBrokerThatNeverComesIsGivenUp() throws Exception {
        int port = freePort();
        JMSException failure =
                assertThrows(JMSException.class, () -> connect(FAST + "&initialConnectMillis=300", port));
        assertTrue(failure.getMessage().contains("nobody answers at tcp://127.0.0.1:" + port), failure.getMessage());
        assertTrue(failure.getMessage().contains("times)"), failure.getMessage());
    }

    @Test
    void aBrokerThatIsClosedAndStartedAgainKeepsWhatItHas() throws Exception {
        int port = freePort();
        String data = directory.resolve("data").toString();
        Broker broker = broker("again", port, data);
        try (Connection connection = connect(FAST, port)) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            for (int i = 0; i < 3; i++) {
                producer.send(session.createTextMessage("m" + i));
                broker.close();
                broker = broker("again", port, data);
            }
            MessageConsumer consumer = session.createConsumer(queue);
            for (int i = 0; i < 3; i++) {
                assertEquals("m" + i, ((TextMessage) consumer.receive(PATIENCE)).getText());
            }
            assertEquals(null, consumer.receiveNoWait());
        } finally {
            broker.close();
        }
    }
}
