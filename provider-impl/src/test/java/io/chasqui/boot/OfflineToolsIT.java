package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a broker has written is whole for the tools, and a broker goes on with what they have imported. */
class OfflineToolsIT {

    private static final int MESSAGES = 3000;
    private static final int LONG = 10_000;
    private static final int FILM_BYTES = 2 << 20;

    @TempDir
    private Path temporary;

    private final StringWriter out = new StringWriter();

    private static Broker start(Path directory) throws JMSException {
        return Broker.start(BrokerConfiguration.builder()
                .name("offline")
                .segmentBytes(1 << 20)
                .checkpointMillis(100)
                .listen("tcp://127.0.0.1:0")
                .remoteAnonymousAllowed(true)
                .dataDirectory(directory.toString())
                .build());
    }

    private static JMSContext context() {
        return new ChasquiConnectionFactory("vm://offline?clientId=c1").createContext();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(out, true);
        return ChasquiMain.commandLine().setOut(writer).setErr(writer).execute(arguments);
    }

    @Test
    void aBrokerGoesOnWithWhatWasExportedAndImported() throws Exception {
        Path first = temporary.resolve("first");
        Path second = temporary.resolve("second");
        Path export = temporary.resolve("export.jsonl");
        try (Broker broker = start(first)) {
            assertEquals("offline", broker.configuration().name());
            fill();
            fillLarge(broker);
            assertEquals(1, run("data", "verify", first.toString()), "it is in use");
            assertTrue(out.toString().contains("is in use by process"), out.toString());
        }
        assertEquals(0, run("data", "verify", first.toString()), out::toString);
        assertEquals(0, run("data", "segments", first.toString()), out::toString);
        assertEquals(0, run("data", "export", first.toString(), "--to", export.toString()), out::toString);
        assertEquals(0, run("data", "import", second.toString(), "--from", export.toString()), out::toString);
        assertEquals(0, run("data", "verify", second.toString()), out::toString);
        try (Broker broker = start(second)) {
            assertEquals("offline", broker.configuration().name());
            drain();
            drainLarge();
        }
        assertEquals(0, run("data", "verify", second.toString()), out::toString);
        deleteBodies(first);
        assertEquals(1, run("data", "verify", first.toString()), out::toString);
        assertTrue(out.toString().contains("cannot be delivered: the file of its body"), out.toString());
        try (Broker broker = start(first)) {
            assertEquals("offline", broker.configuration().name());
            drain();
        }
    }

    /** Two messages whose bodies are in files, in two subscriptions the one and in a queue the other. */
    private static void fillLarge(Broker broker) {
        String address = broker.addresses().get(0) + "?clientId=c2";
        try (JMSContext context = new ChasquiConnectionFactory(address).createContext()) {
            context.createDurableConsumer(context.createTopic("films"), "one").close();
            context.createDurableConsumer(context.createTopic("films"), "two").close();
            context.createProducer().send(context.createTopic("films"), new byte[FILM_BYTES]);
            context.createProducer().send(context.createQueue("films"), new byte[FILM_BYTES + 1]);
        }
    }

    private static void drainLarge() {
        try (JMSContext context = new ChasquiConnectionFactory("vm://offline?clientId=c2").createContext()) {
            for (String name : new String[] {"one", "two"}) {
                JMSConsumer films = context.createDurableConsumer(context.createTopic("films"), name);
                assertEquals(FILM_BYTES, films.receiveBody(byte[].class, LONG).length);
                films.close();
            }
            JMSConsumer films = context.createConsumer(context.createQueue("films"));
            assertEquals(FILM_BYTES + 1, films.receiveBody(byte[].class, LONG).length);
        }
    }

    private static void deleteBodies(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("bodies"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static void fill() throws JMSException {
        try (JMSContext context = context()) {
            Topic prices = context.createTopic("prices");
            context.createDurableConsumer(prices, "audit", "number < 5", false).close();
            context.createSharedDurableConsumer(prices, "all").close();
            for (int i = 0; i < MESSAGES; i++) {
                context.createProducer().send(context.createQueue("orders"), "order " + i);
            }
            for (int i = 0; i < 10; i++) {
                context.createProducer().setProperty("number", i).send(prices, "price " + i);
            }
        }
        try (JMSContext context = context().createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
            consumer.receive(LONG);
            context.commit();
            consumer.receive(LONG);
            context.rollback();
        }
    }

    private static void drain() throws JMSException {
        try (JMSContext context = context()) {
            JMSConsumer orders = context.createConsumer(context.createQueue("orders"));
            for (int i = 1; i < MESSAGES; i++) {
                Message order = orders.receive(LONG);
                assertEquals("order " + i, order.getBody(String.class));
                assertEquals(i == 1 ? 2 : 1, order.getIntProperty("JMSXDeliveryCount"));
            }
            assertNull(orders.receiveNoWait());
            Topic prices = context.createTopic("prices");
            JMSConsumer audit = context.createDurableConsumer(prices, "audit", "number < 5", false);
            JMSConsumer all = context.createSharedDurableConsumer(prices, "all");
            for (int i = 0; i < 10; i++) {
                assertEquals("price " + i, all.receiveBody(String.class, LONG));
                assertEquals(i < 5 ? "price " + i : null, audit.receiveBody(String.class, i < 5 ? LONG : 1));
            }
        }
    }
}
