package io.chasqui.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.transport.tcp.FaultProxy.Fault;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that go through files of the broker, and what may happen to them on their way. */
final class LargeTransferTest {

    private static final long PATIENCE = 20_000;
    private static final int LARGE = 3 << 20;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void largeAndSmallComeInOrderOverBrokenConnections(long seed) throws Exception {
        Random random = new Random(seed);
        try (RemoteScene scene = RemoteScene.start(1 + (int) (seed % 3));
                FaultProxy proxy = new FaultProxy(
                        scene.port(),
                        () -> new Fault(
                                1 + (long) (random.nextDouble() * 4_000_000),
                                random.nextBoolean(),
                                random.nextBoolean(),
                                64 << 10,
                                0));
                Connection connection = connect(scene, proxy)) {
            connection.start();
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            MessageConsumer consumer = session.createConsumer(queue);
            for (int round = 0; round < 4; round++) {
                producer.send(bytes(session, LARGE + round));
                producer.send(session.createTextMessage("small " + round));
                session.commit();
            }
            for (int round = 0; round < 4; round++) {
                assertBytes(LARGE + round, consumer.receive(PATIENCE));
                assertEquals("small " + round, ((TextMessage) consumer.receive(PATIENCE)).getText());
                session.commit();
            }
            assertNull(consumer.receiveNoWait());
            assertTrue(proxy.connections() > 2, "it was broken " + (proxy.connections() - 1) + " times");
            RemoteScene.await("no body is left", () -> scene.bodyCount() == 0);
        }
    }

    private static Connection connect(RemoteScene scene, FaultProxy proxy) throws JMSException {
        for (int i = 0; ; i++) {
            try {
                return scene.opener(proxy.port(), null).connection();
            } catch (JMSException broken) {
                if (i == 100) {
                    throw broken;
                }
            }
        }
    }

    @Test
    void whatIsTooLargeIsRefusedAndTheLinkGoesOn() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                Connection connection = scene.opener().connection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            JMSException refused = assertThrows(
                    ResourceAllocationException.class,
                    () -> producer.send(bytes(session, RemoteScene.MOST_BODY_BYTES + 1)));
            assertTrue(String.valueOf(refused.getMessage()).contains("maxMessageBytes"), refused.getMessage());
            producer.send(bytes(session, LARGE));
            assertBytes(LARGE, session.createConsumer(session.createQueue("q")).receive(PATIENCE));
            RemoteScene.await("no body is left", () -> scene.bodyCount() == 0);
        }
    }

    @Test
    void theSendWindowIsGivenBack() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                Connection connection = scene.opener().connection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createTopic("nobody subscribes"));
            // Several times the window of 8 MiB.
            for (int i = 0; i < 12; i++) {
                producer.send(bytes(session, LARGE));
                session.commit();
            }
            RemoteScene.await("no body is left", () -> scene.bodyCount() == 0);
        }
    }

    @Test
    void aRolledBackSendLeavesNothing() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                Connection connection = scene.opener().connection()) {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            session.createProducer(session.createQueue("q")).send(bytes(session, LARGE));
            RemoteScene.await("the body has come", () -> scene.bodyCount() == 1);
            session.rollback();
            RemoteScene.await("no body is left", () -> scene.bodyCount() == 0);
        }
    }

    @Test
    void theSendingClientDiesInTheMiddle() throws Exception {
        ServerSettings settings = new ServerSettings(RemoteScene.LINK, 200, 0, "test broker");
        try (RemoteScene scene = new RemoteScene(1, settings);
                FaultProxy proxy = new FaultProxy(scene.port(), () -> new Fault(-1, false, false, 16 << 10, 2_000))) {
            Connection connection = scene.opener(proxy.port(), null, 0).connection();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            CompletableFuture<JMSException> failure = CompletableFuture.supplyAsync(
                    () -> assertThrows(JMSException.class, () -> producer.send(bytes(session, 2 * LARGE))));
            RemoteScene.await("the body begins to come", () -> scene.bodyCount() == 1);
            proxy.cutAll();
            assertNotNull(failure.get(20, TimeUnit.SECONDS));
            RemoteScene.await("no body is left", () -> scene.bodyCount() == 0);
            connection.close();
        }
    }

    @Test
    void theReceivingClientClosesInTheMiddle() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                FaultProxy proxy = new FaultProxy(scene.port(), () -> new Fault(-1, false, false, 4 << 10, 10_000));
                Connection direct = scene.opener().connection()) {
            direct.start();
            Session session = direct.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            session.createProducer(queue).send(bytes(session, LARGE));
            Connection closing = scene.opener(proxy.port(), null).connection();
            closing.start();
            Session receiving = closing.createSession(false, Session.AUTO_ACKNOWLEDGE);
            receiving.createConsumer(queue).setMessageListener(message -> {});
            RemoteScene.await("some of it has come", () -> proxy.passed() > 100_000);
            closing.close();
            assertTrue(proxy.passed() < LARGE, proxy.passed() + " bytes came, though nobody wanted the rest");
            assertBytes(LARGE, session.createConsumer(queue).receive(PATIENCE));
            RemoteScene.await("no body is left", () -> scene.bodyCount() == 0);
        }
    }

    /** It must not be passed over: who acknowledges what follows it acknowledges it, too. */
    @Test
    void whatCannotBeReadEndsTheLinkAndStays() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                Connection sender = scene.opener().connection()) {
            Session session = sender.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            session.createProducer(queue).send(bytes(session, LARGE));
            Path file;
            try (Stream<Path> files = Files.list(scene.bodyFolder())) {
                file = files.findFirst().orElseThrow();
            }
            Path hidden = file.resolveSibling("hidden");
            Files.move(file, hidden);
            try (Connection connection = scene.opener().connection()) {
                CompletableFuture<JMSException> told = new CompletableFuture<>();
                connection.setExceptionListener(told::complete);
                connection.start();
                connection
                        .createSession(false, Session.AUTO_ACKNOWLEDGE)
                        .createConsumer(queue)
                        .setMessageListener(message -> {});
                String reason = String.valueOf(told.get(20, TimeUnit.SECONDS).getMessage());
                assertTrue(reason.contains("cannot be read"), reason);
            }
            Files.move(hidden, file);
            sender.start();
            assertBytes(LARGE, session.createConsumer(queue).receive(PATIENCE));
        }
    }

    @Test
    void aBrowserSeesLargeAndSmall() throws Exception {
        try (RemoteScene scene = RemoteScene.start(2);
                Connection connection = scene.opener().connection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            producer.send(session.createTextMessage("first"));
            producer.send(bytes(session, LARGE));
            producer.send(bytes(session, LARGE + 1));
            producer.send(session.createTextMessage("last"));
            QueueBrowser browser = session.createBrowser(queue);
            List<Object> seen = new ArrayList<>();
            for (Enumeration<?> each = browser.getEnumeration(); each.hasMoreElements(); ) {
                seen.add(each.nextElement());
            }
            browser.close();
            assertEquals(4, seen.size());
            assertEquals("first", ((TextMessage) seen.get(0)).getText());
            assertBytes(LARGE, (Message) seen.get(1));
            assertBytes(LARGE + 1, (Message) seen.get(2));
            assertEquals("last", ((TextMessage) seen.get(3)).getText());
            assertEquals(2, scene.bodyCount(), "they are still there");
        }
    }

    /** All of them together are longer than what a client puts together. */
    @Test
    void aBrowserSeesManyLargeOnes() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                Connection connection = scene.opener().connection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            int length = RemoteScene.MOST_BODY_BYTES - 1000;
            long count = RemoteScene.LINK.maxAssembledBytes() / length + 1;
            for (int i = 0; i < count; i++) {
                producer.send(bytes(session, length));
            }
            int seen = 0;
            QueueBrowser browser = session.createBrowser(queue);
            for (Enumeration<?> each = browser.getEnumeration(); each.hasMoreElements(); seen++) {
                assertEquals(length, ((BytesMessage) each.nextElement()).getBodyLength());
            }
            assertEquals(count, seen);
        }
    }

    @Test
    void aLargeMapAndALargeTextComeThrough() throws Exception {
        try (RemoteScene scene = RemoteScene.start(1);
                Connection connection = scene.opener().connection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            MessageProducer producer = session.createProducer(queue);
            jakarta.jms.MapMessage map = session.createMapMessage();
            map.setBytes("content", content(LARGE));
            map.setInt("number", 7);
            producer.send(map);
            producer.send(session.createTextMessage("ä".repeat(LARGE / 2)));
            assertEquals(2, scene.bodyCount());
            MessageConsumer consumer = session.createConsumer(queue);
            jakarta.jms.MapMessage received = (jakarta.jms.MapMessage) consumer.receive(PATIENCE);
            assertArrayEquals(content(LARGE), received.getBytes("content"));
            assertEquals(7, received.getInt("number"));
            assertEquals("ä".repeat(LARGE / 2), ((TextMessage) consumer.receive(PATIENCE)).getText());
        }
    }

    private static BytesMessage bytes(Session session, int length) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(content(length));
        return message;
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        return content;
    }

    private static void assertBytes(int length, Message message) throws JMSException {
        assertNotNull(message);
        assertArrayEquals(content(length), message.getBody(byte[].class));
    }
}
