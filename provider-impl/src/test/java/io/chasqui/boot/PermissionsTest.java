package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.security.UserFile;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permissions, roles and limits as an application meets them. */
class PermissionsTest {

    @TempDir
    private Path temporary;

    private BrokerConfigurationBuilder shop() throws IOException {
        Path users = temporary.resolve("users");
        UserFile file = new UserFile(users);
        file.add("ann", new UserFile.Password("a", 4096), Set.of("clerk"), null);
        file.add("boss", new UserFile.Password("b", 4096), Set.of("owner"), null);
        Path permissions = temporary.resolve("permissions");
        Files.writeString(permissions, """
                # what the shop allows
                allow clerk  send,create        queue orders.*
                allow owner  all                any   *
                """);
        return BrokerConfiguration.builder().userFile(users.toString()).permissionFile(permissions.toString());
    }

    @Test
    void aRoleMayDoWhatTheFileSaysAndNothingElse() throws Exception {
        try (Broker broker = Broker.start(shop().name("shop").build());
                JMSContext clerk = broker.connectionFactory().createContext("ann", "a");
                JMSContext owner = broker.connectionFactory().createContext("boss", "b")) {
            Queue orders = clerk.createQueue("orders.new");
            clerk.createProducer().send(orders, "one");

            JMSSecurityRuntimeException refused =
                    assertThrows(JMSSecurityRuntimeException.class, () -> clerk.createConsumer(orders));
            assertTrue(
                    refused.getMessage().contains("user ann may not consume from queue orders.new"),
                    refused.getMessage());
            assertThrows(JMSSecurityRuntimeException.class, () -> clerk.createProducer()
                    .send(clerk.createQueue("other"), "two"));
            assertThrows(JMSSecurityRuntimeException.class, clerk::createTemporaryQueue);
            assertEquals("one", owner.createConsumer(orders).receiveBody(String.class, 10_000));
            assertNotNull(owner.createTemporaryTopic());
        }
    }

    @Test
    void aRefusedMessageTakesItsTransactionWithIt() throws Exception {
        try (Broker broker = Broker.start(shop().name("shop-tx").build());
                Connection connection = broker.connectionFactory().createConnection("ann", "a");
                JMSContext owner = broker.connectionFactory().createContext("boss", "b")) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            Queue orders = session.createQueue("orders.new");
            session.createProducer(orders).send(session.createTextMessage("one"));
            try {
                session.createProducer(session.createQueue("other")).send(session.createTextMessage("two"));
            } catch (JMSSecurityException told) {
                assertTrue(told.getMessage().contains("queue other"), told.getMessage());
            }

            TransactionRolledBackException failed = assertThrows(TransactionRolledBackException.class, session::commit);

            assertTrue(failed.getMessage().contains("user ann may not send to queue other"), failed.getMessage());
            assertNull(owner.createConsumer(orders).receiveNoWait());
        }
    }

    @Test
    void limitsAreNamedWithTheirValues() throws Exception {
        try (Broker broker = Broker.start(shop().name("shop-limits")
                        .maxConnectionsPerUser(1)
                        .maxSessionsPerConnection(1)
                        .maxConsumersPerConnection(1)
                        .build());
                Connection connection = broker.connectionFactory().createConnection("boss", "b")) {
            JMSException second = assertThrows(
                    JMSException.class, () -> broker.connectionFactory().createConnection("boss", "b"));
            assertTrue(second.getMessage().contains("user boss has 1 connections open"), second.getMessage());
            Session session = connection.createSession();
            session.createConsumer(session.createQueue("q"));
            ResourceAllocationException consumer = assertThrows(
                    ResourceAllocationException.class, () -> session.createConsumer(session.createQueue("q")));
            assertTrue(consumer.getMessage().contains("the broker allows 1 (maxConsumersPerConnection)"));
            Session another = connection.createSession();
            ResourceAllocationException late = assertThrows(
                    ResourceAllocationException.class, () -> another.createConsumer(another.createQueue("q")));
            assertTrue(late.getMessage().contains("maxSessionsPerConnection"), late.getMessage());
            another.close();
        }
    }

    @Test
    void aPolicyOfTheApplicationDecidesAndOneThatFailsRefuses() throws Exception {
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .name("own-policy")
                .accessPolicy((user, roles, operation, target) -> {
                    if (target.name().equals("bad")) {
                        throw new IllegalStateException("a defect of the policy");
                    }
                    return target.name().equals("good");
                })
                .build();
        try (Broker broker = Broker.start(configuration);
                JMSContext context = broker.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("good"), "x");
            for (String other : new String[] {"bad", "any"}) {
                JMSSecurityRuntimeException refused =
                        assertThrows(JMSSecurityRuntimeException.class, () -> context.createProducer()
                                .send(context.createQueue(other), "x"));
                assertTrue(refused.getMessage().contains("the anonymous user may not"), refused.getMessage());
            }
        }
    }

    @Test
    void aBrokerDoesNotStartWithABrokenFileOfPermissions() throws IOException {
        BrokerConfigurationBuilder builder = shop().name("shop-broken");
        Files.writeString(temporary.resolve("permissions"), "allow clerk send\n");

        String message = assertThrows(JMSException.class, () -> Broker.start(builder.build()))
                .getMessage();

        assertTrue(message.contains(temporary.resolve("permissions") + ":1: "), message);
    }
}
