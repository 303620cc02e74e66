package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.disk.DiskFile;
import io.chasqui.disk.FileDirectory;
import io.chasqui.disk.FilteredDirectory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large messages that come over the network and are consumed in the broker's JVM, with and without a data directory. */
class LargeBodiesTest {

    private static final byte[] CONTENT = new byte[3 << 20];
    private static final long PATIENCE = 20_000;

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    private Path directory;

    private BrokerConfiguration configuration(boolean durable) {
        return BrokerConfiguration.builder()
                .name("large-bodies")
                .listen("tcp://127.0.0.1:0")
                .remoteAnonymousAllowed(true)
                .maxDeliveries(2)
                .checkpointMillis(100)
                .dataDirectory(durable ? directory.toString() : "")
                .build();
    }

    private static void send(Broker broker, int deliveryMode) throws JMSException {
        try (Connection remote =
                new ChasquiConnectionFactory(broker.addresses().get(0).toString()).createConnection()) {
            Session session = remote.createSession();
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(CONTENT);
            message.setStringProperty("colour", "blue");
            var producer = session.createProducer(session.createQueue("q"));
            producer.setDeliveryMode(deliveryMode);
            producer.send(message);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeadLetterKeepsItsBody(boolean durable) throws Exception {
        for (int mode : new int[] {1, 2}) {
            try (Broker broker = Broker.start(configuration(durable));
                    Connection local = broker.connectionFactory().createConnection()) {
                local.start();
                send(broker, mode);
                Session session = local.createSession(true, Session.SESSION_TRANSACTED);
                try (MessageConsumer consumer = session.createConsumer(session.createQueue("q"), "colour = 'blue'")) {
                    for (int i = 0; i < 2; i++) {
                        assertContent(consumer.receive(PATIENCE));
                        session.rollback();
                    }
                }
                MessageConsumer letters = session.createConsumer(session.createQueue("DLQ"));
                Message letter = letters.receive(PATIENCE);
                assertContent(letter);
                assertEquals("queue q", letter.getStringProperty("JMS_Chasqui_OriginalDestination"));
                session.commit();
                if (durable) {
                    awaitEmpty(directory.resolve("bodies"));
                }
            }
        }
    }

    private static void assertContent(Message message) throws JMSException {
        assertNotNull(message);
        assertArrayEquals(CONTENT, message.getBody(byte[].class));
    }

    @Test
    void bodiesOutliveTheBrokerAndLeftoversDoNot() throws Exception {
        try (Broker broker = Broker.start(configuration(true))) {
            send(broker, 2);
            send(broker, 2);
        }
        Path leftover = directory.resolve("bodies").resolve("00000000000000ff.body");
        Files.write(leftover, new byte[] {1});
        try (Broker broker = Broker.start(configuration(true));
                JMSContext context = broker.connectionFactory().createContext()) {
            awaitGone(leftover);
            assertArrayEquals(
                    CONTENT, context.createConsumer(context.createQueue("q")).receiveBody(byte[].class, PATIENCE));
            assertContent(context.createConsumer(context.createQueue("q")).receive(PATIENCE));
            awaitEmpty(directory.resolve("bodies"));
        }
    }

    @Test
    void aBodyThatCannotBeReadLosesNoMessage() throws Exception {
        Path bodies = directory.resolve("bodies");
        Path elsewhere = directory.resolve("elsewhere");
        for (int mode : new int[] {Session.SESSION_TRANSACTED, Session.CLIENT_ACKNOWLEDGE, Session.AUTO_ACKNOWLEDGE}) {
            try (Broker broker = Broker.start(configuration(true));
                    Connection local = broker.connectionFactory().createConnection()) {
                local.start();
                send(broker, 2);
                Session session = local.createSession(mode);
                MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
                Files.move(bodies, elsewhere);
                JMSException unreadable = assertThrows(JMSException.class, () -> consumer.receive(PATIENCE));
                assertTrue(
                        String.valueOf(unreadable.getMessage()).contains("stays where it is"), unreadable::getMessage);
                Files.move(elsewhere, bodies);
                if (mode == Session.SESSION_TRANSACTED) {
                    session.commit();
                }
                Message message = consumer.receive(PATIENCE);
                assertContent(message);
                if (mode == Session.SESSION_TRANSACTED) {
                    session.commit();
                } else {
                    message.acknowledge();
                }
            }
        }
    }

    @Test
    void withoutADataDirectoryNothingIsLeft() throws Exception {
        long before = temporary();
        try (Broker broker = Broker.start(configuration(false))) {
            send(broker, 2);
            assertEquals(before + 1, temporary());
        }
        assertEquals(before, temporary());
    }

    /** The next checkpoint may never come, but the room that bodies take is to be had again. */
    @Test
    void bodiesGoAlthoughNoCheckpointCanBeWritten() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        CountDownLatch failed = new CountDownLatch(1);
        Directories directories = path -> new FilteredDirectory(new FileDirectory(path)) {
            @Override
            protected void write(DiskFile file, ByteBuffer bytes, long position) throws IOException {
                if (broken.get() && path.endsWith("state")) {
                    failed.countDown();
                    throw new IOException("no space left, says the test");
                }
                super.write(file, bytes, position);
            }
        };
        try (EmbeddedBroker broker = VmBrokers.INSTANCE.start(configuration(true), directories);
                JMSContext context = broker.connectionFactory().createContext()) {
            broken.set(true);
            send(broker, 2);
            assertTrue(failed.await(20, TimeUnit.SECONDS));
            assertContent(context.createConsumer(context.createQueue("q")).receive(PATIENCE));
            awaitEmpty(directory.resolve("bodies"));
        }
    }

    @Test
    void aBrowserKeepsWhatItShows() throws Exception {
        try (Broker broker = Broker.start(configuration(true));
                JMSContext context = broker.connectionFactory().createContext()) {
            Queue queue = context.createQueue("q");
            context.createProducer().send(queue, "small");
            send(broker, 2);
            Enumeration<?> browsed = context.createBrowser(queue).getEnumeration();
            assertEquals("small", ((TextMessage) browsed.nextElement()).getText());
            consumeTwo(context, queue);
            assertContent((Message) browsed.nextElement());
            assertFalse(browsed.hasMoreElements());
            awaitEmpty(directory.resolve("bodies"));
        }
    }

    /** After a restart messages are read from the disk some time before they are shown. */
    @Test
    void aBrowserPassesOverWhatIsGoneMeanwhile() throws Exception {
        try (Broker broker = Broker.start(configuration(true));
                JMSContext context = broker.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("q"), "small");
            send(broker, 2);
            send(broker, 2);
        }
        try (Broker broker = Broker.start(configuration(true));
                JMSContext remote =
                        new ChasquiConnectionFactory(broker.addresses().get(0).toString()).createContext();
                JMSContext local = broker.connectionFactory().createContext()) {
            Queue queue = remote.createQueue("q");
            Enumeration<?> browsed = remote.createBrowser(queue).getEnumeration();
            assertEquals("small", ((TextMessage) browsed.nextElement()).getText());
            consumeTwo(local, queue);
            assertContent(local.createConsumer(queue).receive(PATIENCE));
            awaitCount(directory.resolve("bodies"), 1);
            assertContent((Message) browsed.nextElement());
            assertFalse(browsed.hasMoreElements());
            awaitEmpty(directory.resolve("bodies"));
        }
    }

    private static void consumeTwo(JMSContext context, Queue queue) throws JMSException {
        try (JMSConsumer consumer = context.createConsumer(queue)) {
            assertNotNull(consumer.receive(PATIENCE));
            assertContent(consumer.receive(PATIENCE));
        }
    }

    private static long temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(each -> each.getFileName().toString().startsWith("chasqui-bodies-large-bodies-"))
                    .count();
        }
    }

    private static void awaitEmpty(Path bodies) throws IOException {
        awaitCount(bodies, 0);
    }

    private static void awaitCount(Path bodies, int count) throws IOException {
        await(bodies + " has " + count + " files", () -> {
            try (Stream<Path> files = Files.list(bodies)) {
                return files.count() == count;
            }
        });
    }

    private static void awaitGone(Path file) throws IOException {
        await(file + " is gone", () -> !Files.exists(file));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "not within 20 s: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
