package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.transport.tcp.FaultProxy.Fault;
import jakarta.jms.Connection;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that break while they are used, with a broker that lives: nobody is to notice. */
final class ResumptionTest {

    private static final long PATIENCE = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsLostOrDoubledOverBrokenConnections(long seed) throws Exception {
        Random random = new Random(seed);
        int messages = 400;
        try (RemoteScene scene = RemoteScene.start(1 + (int) (seed % 3));
                FaultProxy proxy = new FaultProxy(scene.port(), () -> Fault.random(random, 3_000))) {
            Connection connection = connect(scene, proxy);
            connection.start();
            Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Session receiving = connection.createSession(true, Session.SESSION_TRANSACTED);
            Queue queue = sending.createQueue("q");
            MessageProducer producer = sending.createProducer(queue);
            MessageConsumer consumer = receiving.createConsumer(queue);
            for (int i = 0; i < messages; i++) {
                producer.send(sending.createTextMessage("m" + i));
                if (i % 3 == 2) {
                    for (int j = i - 2; j <= i; j++) {
                        TextMessage message = (TextMessage) consumer.receive(PATIENCE);
                        assertNotNull(message, "message " + j);
                        assertEquals("m" + j, message.getText());
                        assertEquals(1, message.getIntProperty("JMSXDeliveryCount"), "delivered once");
                    }
                    receiving.commit();
                }
            }
            TextMessage last = (TextMessage) consumer.receive(PATIENCE);
            assertNotNull(last);
            assertEquals("m" + (messages - 1), last.getText());
            receiving.commit();
            assertNull(consumer.receiveNoWait());
            connection.close();
            assertTrue(proxy.connections() > 5, "it was broken " + (proxy.connections() - 1) + " times");
        }
    }

    /** The very first handshake may break as well, and then the attempt fails: tries until one works. */
    private static Connection connect(RemoteScene scene, FaultProxy proxy) throws Exception {
        for (int i = 0; ; i++) {
            try {
                return scene.opener(proxy.port(), null).connection();
            } catch (jakarta.jms.JMSException broken) {
                if (i == 100) {
                    throw broken;
                }
            }
        }
    }

    @Test
    void aClientThatIsOutOfReachMakesRoomForItsSuccessor() throws Exception {
        try (RemoteScene scene = RemoteScene.start(2)) {
            Connection lost;
            try (FaultProxy proxy = new FaultProxy(scene.port(), () -> Fault.NONE)) {
                lost = scene.opener(proxy.port(), "till", 0).connection();
            }
            scene.awaitNoneAttached();
            assertEquals(1, scene.server().linkCount(), "it waits for its client");
            try (Connection again = scene.opener(scene.port(), "till").connection()) {
                assertEquals("till", again.getClientID());
            }
            lost.close();
        }
    }

    @Test
    void aClientThatDoesNotComeBackIsCleanedUp() throws Exception {
        try (RemoteScene scene = new RemoteScene(1, new ServerSettings(RemoteScene.LINK, 50, 0, "impatient broker"))) {
            Connection lost;
            try (FaultProxy proxy = new FaultProxy(scene.port(), () -> Fault.NONE)) {
                lost = scene.opener(proxy.port(), "till", 0).connection();
                lost.start();
            }
            scene.awaitNoLinks();
            scene.awaitNoConnections();
            lost.close();
        }
    }
}
