package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VmBrokersTest {

    private static Connection connect(String address) throws JMSException {
        return new ChasquiConnectionFactory(address).createConnection();
    }

    @Test
    void addressStartsABrokerAndSharesIt() throws JMSException {
        try (Connection one = connect("vm://shared");
                Connection other = connect("vm://shared")) {
            Session sending = one.createSession();
            Queue queue = sending.createQueue("q");
            sending.createProducer(queue).send(sending.createTextMessage("hello"));
            other.start();
            assertEquals(
                    "hello",
                    other.createSession().createConsumer(queue).receive(2000).getBody(String.class));
        }
    }

    @Test
    void differentOptionsForARunningBrokerAreRefused() throws JMSException {
        try (Connection first = connect("vm://options?broker.maxDeliveries=3");
                Connection same = connect("vm://options?broker.maxDeliveries=3");
                Connection silent = connect("vm://options")) {
            assertEquals(first.getMetaData().getJMSVersion(), same.getMetaData().getJMSVersion());
            assertTrue(silent.getMetaData().getJMSMajorVersion() > 0);
            JMSException refusal =
                    assertThrows(JMSException.class, () -> connect("vm://options?broker.maxDeliveries=4"));
            assertTrue(refusal.getMessage().contains("maxDeliveries=3"), refusal.getMessage());
        }
    }

    @Test
    void closedBrokerDoesNotComeBackWithoutItsUsers() throws JMSException {
        BrokerConfiguration guarded = BrokerConfiguration.builder()
                .name("guarded")
                .users(Map.of("till", "secret"))
                .anonymousAllowed(false)
                .build();
        try (Broker broker = Broker.start(guarded)) {
            assertThrows(JMSSecurityException.class, () -> connect("vm://guarded"));
            assertThrows(JMSException.class, () -> Broker.start(guarded));
            assertTrue(broker.isRunning());
        }
        JMSException refusal = assertThrows(JMSException.class, () -> connect("vm://guarded"));
        assertTrue(refusal.getMessage().contains("Broker.start"), refusal.getMessage());
        Broker again = Broker.start(guarded);
        assertTrue(again.isRunning());
        again.close();
        assertFalse(again.isRunning());
    }

    @Test
    void closingABrokerEndsEveryBlockedCall() throws Exception {
        Broker broker =
                Broker.start(BrokerConfiguration.builder().name("closing").build());
        Connection connection = broker.connectionFactory().createConnection();
        connection.start();
        Session session = connection.createSession();
        CompletableFuture<JMSException> receiving = CompletableFuture.supplyAsync(() -> {
            try {
                session.createConsumer(session.createQueue("q")).receive();
                throw new AssertionError("a message out of nowhere");
            } catch (JMSException ended) {
                return ended;
            }
        });
        broker.close();
        assertTrue(
                receiving.get(5, TimeUnit.SECONDS).getMessage().contains("closing"),
                receiving.get().getMessage());
    }
}
