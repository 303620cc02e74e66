package io.chasqui.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the factory asks of the provider. */
class ChasquiConnectionFactoryTest {

    private static final Credentials OWN = new Credentials("app", "s3cr3t");
    private static final Credentials GIVEN = new Credentials("j2ee", "j2ee");

    private final ChasquiConnectionFactory factory =
            new ChasquiConnectionFactory("vm://orders?broker.maxDeliveries=3&prefetch=5", "app", "s3cr3t");

    @FunctionalInterface
    private interface Create {
        Object create() throws JMSException;
    }

    @Test
    void con4EachFormConnectsAsTheUserOfTheFactory() throws JMSException {
        Map<Class<?>, Create> forms = new LinkedHashMap<>();
        forms.put(Connection.class, factory::createConnection);
        forms.put(QueueConnection.class, factory::createQueueConnection);
        forms.put(TopicConnection.class, factory::createTopicConnection);
        forms.put(XAConnection.class, factory::createXAConnection);
        forms.put(XAQueueConnection.class, factory::createXAQueueConnection);
        forms.put(XATopicConnection.class, factory::createXATopicConnection);
        forms.put(JMSContext.class, factory::createContext);
        forms.put(XAJMSContext.class, factory::createXAContext);

        for (Map.Entry<Class<?>, Create> form : forms.entrySet()) {
            assertEquals(OWN, opened(form.getKey(), form.getValue()).credentials());
        }
    }

    @Test
    void con4EachFormConnectsAsTheUserOfTheCall() throws JMSException {
        Map<Class<?>, Create> forms = new LinkedHashMap<>();
        forms.put(Connection.class, () -> factory.createConnection("j2ee", "j2ee"));
        forms.put(QueueConnection.class, () -> factory.createQueueConnection("j2ee", "j2ee"));
        forms.put(TopicConnection.class, () -> factory.createTopicConnection("j2ee", "j2ee"));
        forms.put(XAConnection.class, () -> factory.createXAConnection("j2ee", "j2ee"));
        forms.put(XAQueueConnection.class, () -> factory.createXAQueueConnection("j2ee", "j2ee"));
        forms.put(XATopicConnection.class, () -> factory.createXATopicConnection("j2ee", "j2ee"));
        forms.put(JMSContext.class, () -> factory.createContext("j2ee", "j2ee"));
        forms.put(XAJMSContext.class, () -> factory.createXAContext("j2ee", "j2ee"));

        for (Map.Entry<Class<?>, Create> form : forms.entrySet()) {
            assertEquals(GIVEN, opened(form.getKey(), form.getValue()).credentials());
        }
    }

    @Test
    void con4AnonymousCallsReplaceBothUserAndPassword() throws JMSException {
        assertEquals(
                new Credentials(null, null),
                opened(Connection.class, () -> factory.createConnection(null, null))
                        .credentials());
    }

    @Test
    void theProviderGetsAddressAndSettings() throws JMSException {
        FakeProvider.How how = opened(Connection.class, factory::createConnection);

        assertEquals("vm://orders?broker.maxDeliveries=3", how.address().toString());
        assertEquals(new ConnectionSettings(null, 5, 30_000, 30_000, false, List.of()), how.settings());
    }

    @Test
    void aNewFactoryHasTheDefaults() throws JMSException {
        FakeProvider.How how = opened(Connection.class, new ChasquiConnectionFactory()::createConnection);

        assertEquals("vm://default", how.address().toString());
        assertEquals(new ConnectionSettings(null, 1000, 30_000, 30_000, false, List.of()), how.settings());
        assertEquals(new Credentials(null, null), how.credentials());
    }

    @Test
    void cid1TheProviderGetsTheClientIdOfTheFactory() throws JMSException {
        factory.setClientID("till");
        assertEquals(
                "till",
                opened(Connection.class, factory::createConnection).settings().clientId());

        factory.setClientID("");
        assertNull(
                opened(Connection.class, factory::createConnection).settings().clientId());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void ctx1ContextsHaveTheModeAskedFor(int mode) throws JMSException {
        assertEquals(
                mode,
                opened(JMSContext.class, () -> factory.createContext(mode)).mode());
        assertEquals(
                mode,
                opened(JMSContext.class, () -> factory.createContext("j2ee", "j2ee", mode))
                        .mode());
        assertEquals(
                JMSContext.AUTO_ACKNOWLEDGE,
                opened(JMSContext.class, factory::createContext).mode());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 101, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void ctx2AnInvalidModeIsRefused(int mode) {
        String message = assertThrows(JMSRuntimeException.class, () -> factory.createContext(mode))
                .getMessage();

        assertTrue(message.startsWith("session mode " + mode + " does not exist"), message);
        assertThrows(JMSRuntimeException.class, () -> factory.createContext("app", FakeProvider.WRONG_PASSWORD, mode));
    }

    @Test
    void con3AWrongPasswordIsReportedByTheCreateCall() {
        assertThrows(JMSSecurityException.class, () -> factory.createConnection("app", FakeProvider.WRONG_PASSWORD));
        JMSSecurityRuntimeException refused = assertThrows(
                JMSSecurityRuntimeException.class, () -> factory.createContext("app", FakeProvider.WRONG_PASSWORD));
        assertThrows(
                JMSSecurityRuntimeException.class, () -> factory.createXAContext("app", FakeProvider.WRONG_PASSWORD));

        assertEquals("user app is refused", refused.getMessage());
        assertEquals("SECURITY", refused.getErrorCode());
        assertSame(FakeProvider.CAUSE, refused.getCause());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://host:61616?password=hidden",
                "tls://host:61616",
                "(tcp://a:1,tls://b:2)?prefetch=3",
                "pigeon://loft?prefetch=3"
            })
    void anAddressThatNothingServesIsAnErrorOfTheCreateCallOnly(String uri) {
        ChasquiConnectionFactory lost = new ChasquiConnectionFactory(uri);

        String message =
                assertThrows(JMSException.class, lost::createConnection).getMessage();

        assertTrue(message.contains(lost.getUri()), message);
        assertTrue(
                message.contains(
                        "scheme '" + lost.getUri().substring(0, lost.getUri().indexOf(':'))),
                message);
        assertTrue(
                message.endsWith(
                        "it connects to vm://NAME, a broker in this JVM, and to tcp://HOST:PORT and tls://HOST:PORT: use one of these"),
                message);
        assertEquals(
                message,
                assertThrows(JMSRuntimeException.class, lost::createContext).getMessage());
    }

    @Test
    void itIsAFactoryOfEveryKind() {
        assertInstanceOf(ConnectionFactory.class, factory);
        assertInstanceOf(QueueConnectionFactory.class, factory);
        assertInstanceOf(TopicConnectionFactory.class, factory);
        assertInstanceOf(XAConnectionFactory.class, factory);
        assertInstanceOf(XAQueueConnectionFactory.class, factory);
        assertInstanceOf(XATopicConnectionFactory.class, factory);
    }

    @Test
    void equalFactoriesConnectToTheSameAddressInTheSameWay() {
        assertEquals(new ChasquiConnectionFactory("VM://orders/"), new ChasquiConnectionFactory("vm://orders"));
        assertNotEquals(new ChasquiConnectionFactory("vm://orders"), new ChasquiConnectionFactory("vm://Orders"));
        assertNotEquals(
                new ChasquiConnectionFactory("vm://orders"),
                new ChasquiConnectionFactory("vm://orders?broker.maxDeliveries=1"));
        assertNotEquals(
                new ChasquiConnectionFactory("vm://orders", "app", "one"),
                new ChasquiConnectionFactory("vm://orders", "app", "two"));
    }

    @Test
    void dst1ADeserializedFactoryConnectsTheSameWay() throws Exception {
        ChasquiConnectionFactory copy = (ChasquiConnectionFactory) RoundTrip.serialized(factory);

        assertEquals(
                opened(Connection.class, factory::createConnection), opened(Connection.class, copy::createConnection));
    }

    private static FakeProvider.How opened(Class<?> type, Create create) throws JMSException {
        Object opened = create.create();
        assertInstanceOf(type, opened);
        return ((FakeProvider.Opened) opened).how();
    }
}
