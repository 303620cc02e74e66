package io.chasqui.api.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.option.Option;
import io.chasqui.api.security.Authenticator;
import io.chasqui.api.security.ClientAuthentication;
import jakarta.jms.JMSException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each option of a broker, both in an address and in the builder. */
class BrokerConfigurationTest {

    /** A value for each option that is not its default. */
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("broker.eventLoops", "2"),
            Map.entry("broker.memoryLimitBytes", "1048576"),
            Map.entry("broker.destinationLimitBytes", "65536"),
            Map.entry("broker.maxMessageBytes", "2097152"),
            Map.entry("broker.sendBlockMillis", "0"),
            Map.entry("broker.maxDeliveries", "3"),
            Map.entry("broker.deadLetterQueue", ""),
            Map.entry("broker.users", "app:s3cr3t,j2ee:j2ee"),
            Map.entry("broker.anonymousAllowed", "false"),
            Map.entry("broker.transactionTimeoutMillis", "1000"),
            Map.entry("broker.idleDestinationMillis", "0"),
            Map.entry("broker.dataDirectory", "/var/lib/chasqui"),
            Map.entry("broker.durability", "written"),
            Map.entry("broker.destinationDurability", "logs.*:written,orders:forced"),
            Map.entry("broker.limitPolicy", "fail"),
            Map.entry("broker.storeLimitBytes", "1073741824"),
            Map.entry("broker.segmentBytes", "1048576"),
            Map.entry("broker.checkpointMillis", "100"),
            Map.entry("broker.listen", "tcp://127.0.0.1:7373,tls://[::1]:0"),
            Map.entry("broker.maxConnections", "500"),
            Map.entry("broker.idleMillis", "0"),
            Map.entry("broker.handshakeMillis", "500"),
            Map.entry("broker.resumeMillis", "0"),
            Map.entry("broker.maxFrameBytes", "65536"),
            Map.entry("broker.userFile", "/etc/chasqui/users"),
            Map.entry("broker.permissionFile", "/etc/chasqui/permissions"),
            Map.entry("broker.remoteAnonymousAllowed", "true"),
            Map.entry("broker.plainWithoutTlsAllowed", "true"),
            Map.entry("broker.tlsCertificateFile", "broker.pem"),
            Map.entry("broker.tlsKeyFile", "broker.key"),
            Map.entry("broker.tlsKeyStoreFile", "broker.p12"),
            Map.entry("broker.tlsKeyStorePassword", "s3cr3t"),
            Map.entry("broker.tlsTrustFile", "ca.pem"),
            Map.entry("broker.tlsTrustPassword", "s3cr3t"),
            Map.entry("broker.tlsClientAuthentication", "required"),
            Map.entry("broker.maxConnectionsPerUser", "7"),
            Map.entry("broker.maxSessionsPerConnection", "8"),
            Map.entry("broker.maxConsumersPerConnection", "9"));

    /** What has to be set besides for an option to make sense. */
    private static final Map<String, Map.Entry<String, String>> COMPANIONS = Map.of(
            "broker.anonymousAllowed", Map.entry("broker.users", "app:pw"),
            "broker.tlsCertificateFile", Map.entry("broker.tlsKeyFile", "broker.key"),
            "broker.tlsKeyFile", Map.entry("broker.tlsCertificateFile", "broker.pem"),
            "broker.tlsClientAuthentication", Map.entry("broker.tlsTrustFile", "ca.pem"));

    private static final Map<String, List<String>> BAD = Map.ofEntries(
            Map.entry("broker.eventLoops", List.of("-1", "1025", "x")),
            Map.entry("broker.memoryLimitBytes", List.of("0", "-1", "1.5GiB", "99999999999GiB", "KiB")),
            Map.entry("broker.destinationLimitBytes", List.of("-1", "all")),
            Map.entry("broker.maxMessageBytes", List.of("0", "2GiB")),
            Map.entry("broker.sendBlockMillis", List.of("-1")),
            Map.entry("broker.maxDeliveries", List.of("-1", "2147483648")),
            Map.entry("broker.users", List.of("app", ":secret", "app:1,app:2")),
            Map.entry("broker.anonymousAllowed", List.of("no")),
            Map.entry("broker.transactionTimeoutMillis", List.of("0")),
            Map.entry("broker.idleDestinationMillis", List.of("-1")),
            Map.entry(
                    "broker.listen",
                    List.of("7373", "tcp://host", "tcp://host:65536", "vm://a", "tcp://h:1/x", "tcp://h:1?a=b")),
            Map.entry("broker.maxFrameBytes", List.of("1000", "17MiB")),
            Map.entry("broker.durability", List.of("", "fast")),
            Map.entry("broker.destinationDurability", List.of("logs", "*x:written", "logs:fast", "a:forced,a:written")),
            Map.entry("broker.limitPolicy", List.of("drop")),
            Map.entry("broker.storeLimitBytes", List.of("-1")),
            Map.entry("broker.segmentBytes", List.of("1KiB", "2GiB", "99999999999")),
            Map.entry("broker.checkpointMillis", List.of("99")),
            Map.entry("broker.remoteAnonymousAllowed", List.of("no")),
            Map.entry("broker.tlsClientAuthentication", List.of("", "some")),
            Map.entry("broker.maxConnectionsPerUser", List.of("-1", "many")));

    static List<Option<BrokerConfiguration, BrokerConfigurationBuilder, ?>> options() {
        return BrokerOptions.TABLE.options();
    }

    static Stream<Arguments> badValues() {
        return BAD.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> Arguments.of(entry.getKey(), value)));
    }

    @Test
    void everyValueIsAnOptionButTheNameAndTheAuthenticator() {
        Set<String> expected = new HashSet<>();
        for (Method method : BrokerConfigurationBuilder.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())
                    && method.getReturnType() == BrokerConfigurationBuilder.class) {
                expected.add(BrokerOptions.PREFIX + method.getName());
            }
        }
        expected.removeAll(Set.of("broker.name", "broker.authenticator", "broker.accessPolicy", "broker.user"));

        assertEquals(expected, Set.copyOf(options().stream().map(Option::name).toList()));
        assertEquals(expected, SAMPLES.keySet(), "give each option a sample value in this test");
    }

    @ParameterizedTest
    @MethodSource("options")
    void anOptionDoesTheSameInTheAddressAndInTheBuilder(
            Option<BrokerConfiguration, BrokerConfigurationBuilder, ?> option) {
        BrokerConfigurationBuilder builder = BrokerConfiguration.builder().name("orders");
        String more = "";
        Map.Entry<String, String> companion = COMPANIONS.get(option.name());
        if (companion != null) {
            BrokerOptions.TABLE.find(companion.getKey()).orElseThrow().apply(builder, companion.getValue());
            more = "&" + companion.getKey() + "=" + companion.getValue();
        }
        BrokerConfiguration before = companion == null
                ? builder.build()
                : BrokerConfiguration.builder().build();
        String sample = SAMPLES.get(option.name());

        option.apply(builder, sample);

        BrokerConfiguration configuration = builder.build();
        String uri = "vm://orders?prefetch=5&" + option.name() + "=" + sample + more;
        assertNotEquals(before, configuration);
        assertEquals(sample, option.textOf(configuration));
        assertEquals(configuration, BrokerConfiguration.fromAddress(URI.create(uri)));
        assertEquals(
                configuration.hashCode(),
                BrokerConfiguration.fromAddress(URI.create(uri)).hashCode());
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void aBadValueIsRefusedWithTheRule(String name, String value) {
        URI uri = URI.create("vm://orders?" + name + "=" + value);
        Option<BrokerConfiguration, BrokerConfigurationBuilder, ?> option =
                BrokerOptions.TABLE.find(name).orElseThrow();

        String message = assertThrows(IllegalArgumentException.class, () -> BrokerConfiguration.fromAddress(uri))
                .getMessage();

        assertTrue(message.contains("option '" + name + "': "), message);
        assertTrue(message.contains(" is not " + option.type().rule()), message);
        assertTrue(message.contains("vm://orders?" + name), message);
        assertEquals(option.type().secret(), !message.contains("'" + value + "'"), message);
    }

    @Test
    void theDefaultsAreTheDocumentedOnes() {
        BrokerConfiguration configuration = BrokerConfiguration.builder().build();

        assertEquals("default", configuration.name());
        assertEquals(0, configuration.eventLoops());
        assertEquals(Runtime.getRuntime().maxMemory() / 2, configuration.memoryLimitBytes());
        assertEquals(0, configuration.destinationLimitBytes());
        assertEquals(10_000, configuration.sendBlockMillis());
        assertEquals(10, configuration.maxDeliveries());
        assertEquals("DLQ", configuration.deadLetterQueue());
        assertEquals(Map.of(), configuration.users());
        assertTrue(configuration.anonymousAllowed());
        assertEquals(600_000, configuration.transactionTimeoutMillis());
        assertEquals(Integer.MAX_VALUE, configuration.maxMessageBytes());
        assertEquals(configuration, BrokerConfiguration.fromAddress(URI.create("vm://default")));
    }

    @Test
    void sizesMayHaveAUnit() {
        BrokerConfiguration configuration = BrokerConfiguration.fromAddress(
                URI.create("vm://a?broker.memoryLimitBytes=2GiB&broker.maxMessageBytes=3m"));

        assertEquals(2L << 30, configuration.memoryLimitBytes());
        assertEquals(3L << 20, configuration.maxMessageBytes());
    }

    @Test
    void usersOfTheListAreAdmittedWithTheirPassword() {
        Authenticator list = BrokerConfiguration.fromAddress(URI.create("vm://a?broker.users=j2ee:j2ee,app:a:b"))
                .admission();

        assertTrue(list.authenticate("j2ee", "j2ee".toCharArray()));
        assertTrue(list.authenticate("app", "a:b".toCharArray()));
        assertFalse(list.authenticate("app", "a".toCharArray()));
        assertFalse(list.authenticate("app", "a:b\u0000".toCharArray()));
        assertFalse(list.authenticate("other", new char[0]));
        assertFalse(list.toString().contains("a:b"));
    }

    @Test
    void anAuthenticatorDecidesInsteadOfAList() {
        Authenticator nobody = (user, password) -> false;
        BrokerConfigurationBuilder builder =
                BrokerConfiguration.builder().authenticator(nobody).anonymousAllowed(false);

        assertSame(nobody, builder.build().admission());
        builder.user("app", "pw");
        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void withoutListAndAuthenticatorEveryoneIsAdmitted() {
        BrokerConfigurationBuilder builder = BrokerConfiguration.builder();

        assertTrue(builder.build().admission().authenticate("anyone", new char[0]));
        String message = assertThrows(IllegalArgumentException.class, () -> builder.anonymousAllowed(false)
                        .build())
                .getMessage();
        assertTrue(message.contains("give it users or an authenticator"), message);
    }

    @Test
    void whatContradictsItselfIsRefused() {
        assertRefused("a userFile and one of the others", builder -> builder.userFile("u")
                .user("a", "b"));
        assertRefused("given both", builder -> builder.permissionFile("p").accessPolicy((u, r, o, t) -> true));
        assertRefused(
                "set anonymousAllowed=true",
                builder -> builder.userFile("u").anonymousAllowed(false).remoteAnonymousAllowed(true));
        assertRefused("broker.tlsKeyFile belong together", builder -> builder.tlsCertificateFile("c"));
        assertRefused(
                "leave either out", builder -> builder.tlsKeyStoreFile("k").tlsKeyFile("k"));
        assertRefused("trusts no authority", builder -> builder.tlsClientAuthentication(ClientAuthentication.OPTIONAL));
    }

    private static void assertRefused(String expected, Consumer<BrokerConfigurationBuilder> values) {
        BrokerConfigurationBuilder builder = BrokerConfiguration.builder();
        values.accept(builder);

        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();

        assertTrue(message.contains(expected), message);
    }

    @Test
    void aFileOfUsersIsEnoughToRefuseTheAnonymousUser() {
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .userFile("/etc/users")
                .anonymousAllowed(false)
                .build();

        assertEquals("vm://default?broker.anonymousAllowed=false&broker.userFile=/etc/users", configuration.toString());
    }

    @Test
    void passwordsOfKeysAreNotShown() {
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .tlsKeyStoreFile("k.p12")
                .tlsKeyStorePassword("hidden")
                .tlsTrustPassword("hidden")
                .build();

        assertFalse(configuration.toString().contains("hidden"), configuration.toString());
        assertFalse(configuration.security().toString().contains("hidden"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "vm://a", "ü"})
    void aNameThatFitsNoAddressIsRefused(String name) {
        BrokerConfigurationBuilder builder = BrokerConfiguration.builder();

        assertThrows(IllegalArgumentException.class, () -> builder.name(name));
    }

    @Test
    void onlyVmAddressesConfigureABroker() {
        assertThrows(
                IllegalArgumentException.class,
                () -> BrokerConfiguration.fromAddress(URI.create("tcp://host:1?broker.maxDeliveries=1")));
    }

    @Test
    void isShownAsItsAddressWithoutPasswords() {
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .name("orders")
                .user("app", "hidden")
                .maxDeliveries(3)
                .build();

        assertEquals("vm://orders?broker.maxDeliveries=3&broker.users=***", configuration.toString());
    }

    @Test
    void aBuilderUsedAgainLeavesWhatItBuiltAlone() {
        BrokerConfigurationBuilder builder = BrokerConfiguration.builder().user("app", "pw");
        BrokerConfiguration first = builder.build();

        builder.user("other", "pw").maxDeliveries(1);

        assertEquals(Set.of("app"), first.users().keySet());
        assertEquals(10, first.maxDeliveries());
    }

    @Test
    void brokersAreStartedByTheProvider() throws JMSException {
        Broker broker =
                Broker.start(BrokerConfiguration.builder().name("orders").build());
        try (broker) {
            assertTrue(broker.isRunning());
            assertEquals("orders", broker.name());
            assertEquals(new ChasquiConnectionFactory("vm://orders"), broker.connectionFactory());
        }
        assertFalse(broker.isRunning());

        BrokerConfiguration taken = BrokerConfiguration.builder().name("taken").build();
        assertThrows(JMSException.class, () -> Broker.start(taken));
    }
}
