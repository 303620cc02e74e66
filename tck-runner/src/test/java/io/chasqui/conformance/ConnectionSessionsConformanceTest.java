package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections: who may open one, which sessions they give, and what they say about the provider. */
class ConnectionSessionsConformanceTest extends SessionScenario {

    @Test
    @Covers("CON-3")
    void aWrongPasswordIsRefusedWhenTheConnectionIsCreated() {
        String user = provider.user();
        String wrong = provider.password() + "x";
        assertThrows(
                JMSSecurityException.class, () -> provider.connectionFactory().createConnection(user, wrong));
        assertThrows(JMSSecurityException.class, () -> provider.queueConnectionFactory()
                .createQueueConnection(user, wrong));
        assertThrows(JMSSecurityException.class, () -> provider.topicConnectionFactory()
                .createTopicConnection(user, wrong));
        assertThrows(
                JMSSecurityException.class, () -> provider.xaConnectionFactory().createXAConnection(user, wrong));
        assertThrows(JMSSecurityRuntimeException.class, () -> provider.connectionFactory()
                .createContext(user, wrong));
        assertThrows(JMSSecurityRuntimeException.class, () -> provider.connectionFactory()
                .createContext(user, wrong, JMSContext.CLIENT_ACKNOWLEDGE));
        assertThrows(JMSSecurityRuntimeException.class, () -> provider.xaConnectionFactory()
                .createXAContext(user, wrong));
    }

    @Test
    @Covers("CON-3")
    void anUnknownUserIsRefusedWhenTheConnectionIsCreated() {
        ConnectionFactory factory = provider.connectionFactory();
        assertThrows(JMSSecurityException.class, () -> factory.createConnection("nobody", "nothing"));
        assertThrows(JMSSecurityRuntimeException.class, () -> factory.createContext("nobody", "nothing"));
    }

    @Test
    @Covers({"CON-3", "CON-4"})
    void theRightPasswordAndNoCredentialsAreAccepted() throws Exception {
        Queue queue = newQueue();
        Connection named = track(provider.connectionFactory().createConnection(provider.user(), provider.password()));
        sendThrough(named.createSession(), queue, "named");
        Connection unnamed = track(provider.connectionFactory().createConnection());
        sendThrough(unnamed.createSession(), queue, "unnamed");
        JMSContext context = track(provider.connectionFactory().createContext(provider.user(), provider.password()));
        context.createProducer().send(queue, "context");
        assertHolds(queue, "named", "unnamed", "context");
    }

    @Test
    @Covers({"CON-15", "SES-5"})
    void sessionsOfOneConnectionDeliverConcurrently() throws Exception {
        Queue slow = newQueue();
        Queue fast = newQueue();
        CountDownLatch release = new CountDownLatch(1);
        Collected<String> outcome = new Collected<>();
        newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(slow).setMessageListener(message -> {
            try {
                // Ends only when the other session's listener is called meanwhile.
                await("the other session", release);
                outcome.add("slow");
            } catch (InterruptedException | AssertionError e) {
                outcome.add("the other session was held up");
            }
        });
        newSession(Session.AUTO_ACKNOWLEDGE).createConsumer(fast).setMessageListener(message -> {
            outcome.add("fast");
            release.countDown();
        });
        send(slow, "one");
        send(fast, "two");
        assertEquals(List.of("fast", "slow"), outcome.next(2));
    }

    @Test
    @Covers("CON-16")
    void aSessionIsAutoAcknowledgeUnlessSaidOtherwise() throws Exception {
        Session session = connection().createSession();
        assertFalse(session.getTransacted());
        assertEquals(Session.AUTO_ACKNOWLEDGE, session.getAcknowledgeMode());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 3, 4, 99, Integer.MAX_VALUE})
    @Covers({"CON-17", "SES-1"})
    void aTransactedSessionIgnoresTheAcknowledgeMode(int mode) throws Exception {
        Session session = connection().createSession(true, mode);
        assertTrue(session.getTransacted());
        assertEquals(Session.SESSION_TRANSACTED, session.getAcknowledgeMode());
        session.commit();
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    @Covers({"CON-18", "SES-1"})
    void aSessionReportsItsAcknowledgeMode(int mode) throws Exception {
        Session twoArguments = connection().createSession(false, mode);
        assertFalse(twoArguments.getTransacted());
        assertEquals(mode, twoArguments.getAcknowledgeMode());
        Session oneArgument = connection().createSession(mode);
        assertFalse(oneArgument.getTransacted());
        assertEquals(mode, oneArgument.getAcknowledgeMode());
    }

    @Test
    @Covers({"CON-18", "SES-1"})
    void aSessionModeOfZeroIsTransacted() throws Exception {
        Session session = connection().createSession(Session.SESSION_TRANSACTED);
        assertTrue(session.getTransacted());
        assertEquals(Session.SESSION_TRANSACTED, session.getAcknowledgeMode());
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        assertTrue(context.getTransacted());
        assertEquals(JMSContext.SESSION_TRANSACTED, context.getSessionMode());
    }

    @Test
    @Covers("CON-19")
    void aSessionThatIsBothTransactedAndNotIsRefused() throws Exception {
        Connection connection = connection();
        assertThrows(JMSException.class, () -> connection.createSession(false, Session.SESSION_TRANSACTED));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4096, Integer.MAX_VALUE, Integer.MIN_VALUE})
    @Covers("CON-20")
    void otherModesAreRefused(int mode) throws Exception {
        Connection connection = connection();
        assertThrows(JMSException.class, () -> connection.createSession(mode));
        assertThrows(JMSException.class, () -> connection.createSession(false, mode));
        JMSContext context = newContext();
        assertThrows(JMSRuntimeException.class, () -> context.createContext(mode));
        assertThrows(
                JMSRuntimeException.class, () -> provider.connectionFactory().createContext(mode));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "2, true", "3, false"})
    @Covers("CON-21")
    void theStandardNumbersMeanTheStandardModes(int mode, boolean redelivered) throws Exception {
        Queue queue = newQueue();
        send(queue, "one");
        try (Session session = newSession(mode);
                MessageConsumer consumer = session.createConsumer(queue)) {
            assertEquals(mode, session.getAcknowledgeMode());
            assertFirstDelivery("one", receive(consumer));
        }
        if (redelivered) {
            assertRedelivery("one", 2, receiveFrom(queue));
        } else {
            assertEmpty(queue);
        }
    }

    @Test
    @Covers("CMD-1")
    void theVersionIsThatOfTheSpecification() throws Exception {
        ConnectionMetaData metaData = connection().getMetaData();
        assertEquals("3.1", metaData.getJMSVersion());
        assertEquals(3, metaData.getJMSMajorVersion());
        assertEquals(1, metaData.getJMSMinorVersion());
        assertEquals("3.1", newContext().getMetaData().getJMSVersion());
    }

    @Test
    @Covers("CMD-2")
    void theProviderNamesItselfAndItsVersion() throws Exception {
        ConnectionMetaData metaData = connection().getMetaData();
        assertFalse(metaData.getJMSProviderName().isBlank());
        String version = metaData.getProviderVersion();
        String prefix = metaData.getProviderMajorVersion() + "." + metaData.getProviderMinorVersion();
        assertTrue(
                version.equals(prefix) || version.startsWith(prefix + ".") || version.startsWith(prefix + "-"),
                version + " must begin with " + prefix);
    }

    @Test
    @Covers("CMD-3")
    void theJmsxPropertiesAreNamed() throws Exception {
        assertNotNull(connection().getMetaData().getJMSXPropertyNames());
        Set<Object> names =
                new HashSet<>(Enumerated.list(connection().getMetaData().getJMSXPropertyNames()));
        assertTrue(
                names.containsAll(Set.of("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount")),
                () -> "the names given are " + names);
        assertTrue(names.stream().allMatch(name -> name.toString().startsWith("JMSX")), names::toString);
    }
}
