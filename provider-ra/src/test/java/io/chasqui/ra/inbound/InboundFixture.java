package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A broker, a server with the adapter, and a client beside it, over one transport. */
abstract class InboundFixture {

    private static final AtomicInteger BROKERS = new AtomicInteger();

    final String brokerName = "inbound-" + BROKERS.incrementAndGet();

    TestServer server;
    JMSContext client;

    /** Starts what the address leads to, if the adapter does not, and gives the address. */
    abstract String start() throws Exception;

    abstract void stop() throws Exception;

    @BeforeEach
    void startAll() throws Exception {
        String url = start();
        server = new TestServer(url);
        client = new ChasquiConnectionFactory(url).createContext();
    }

    @AfterEach
    void stopAll() throws Exception {
        client.close();
        server.close();
        stop();
    }

    /** A broker of the tests that listens on this port; 0 for any that is free. */
    static Broker listening(String name, int port) throws Exception {
        BrokerConfigurationBuilder configuration = BrokerConfiguration.builder()
                .name(name)
                .remoteAnonymousAllowed(true)
                .listen("tcp://127.0.0.1:" + port);
        return Broker.start(configuration.build());
    }

    static ChasquiActivationSpec spec(String destination) {
        ChasquiActivationSpec spec = new ChasquiActivationSpec();
        spec.setDestination(destination);
        spec.setInitialRedeliveryDelay("0");
        spec.setSetupInterval("100");
        return spec;
    }

    static ChasquiActivationSpec topicSpec(String destination) {
        ChasquiActivationSpec spec = spec(destination);
        spec.setDestinationType("jakarta.jms.Topic");
        return spec;
    }

    static ChasquiActivationSpec single(ChasquiActivationSpec spec) {
        spec.setMaxSession("1");
        return spec;
    }

    void send(String queue, String... texts) {
        sendTo(client.createQueue(queue), texts);
    }

    void publish(String topic, String... texts) {
        sendTo(client.createTopic(topic), texts);
    }

    private void sendTo(Destination destination, String... texts) {
        for (String text : texts) {
            client.createProducer().send(destination, text);
        }
    }

    /** The next message of a queue; fails when there is none. */
    Message receive(String queue) {
        try (JMSConsumer consumer = client.createConsumer(client.createQueue(queue))) {
            Message message = consumer.receive(10_000);
            assertTrue(message != null, "nothing came from " + queue);
            return message;
        }
    }

    void assertEmpty(String queue) throws Exception {
        try (JMSConsumer consumer = client.createConsumer(client.createQueue(queue))) {
            Message left = consumer.receiveNoWait();
            assertEquals(null, left == null ? null : left.getBody(String.class), queue + " is not empty");
        }
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 20 seconds: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
