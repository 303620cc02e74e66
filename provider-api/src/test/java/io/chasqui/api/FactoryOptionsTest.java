package io.chasqui.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.BrokerOptions;
import io.chasqui.api.option.Address;
import io.chasqui.api.option.Option;
import io.chasqui.api.spi.ConnectionSettings;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each option of the factory, both as a parameter of the address and as a property of the bean. */
class FactoryOptionsTest {

    /** A value for each option that is not its default. */
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("user", "maría&co"),
            Map.entry("password", "s3cr3t=?#%"),
            Map.entry("clientId", "till 7"),
            Map.entry("prefetch", "5"),
            Map.entry("sendTimeoutMillis", "1234"),
            Map.entry("requestTimeoutMillis", "0"),
            Map.entry("alwaysSyncSend", "true"),
            Map.entry("deserializationAllowList", "org.example.Order,org.example.model.*"),
            Map.entry("connectTimeoutMillis", "2500"),
            Map.entry("initialConnectMillis", "60000"),
            Map.entry("reconnectAttempts", "7"),
            Map.entry("reconnectDelayMillis", "20"),
            Map.entry("reconnectMaxDelayMillis", "2000"),
            Map.entry("idleMillis", "0"),
            Map.entry("compressAboveBytes", "4096"),
            Map.entry("tlsTrustFile", "/etc/chasqui/ca.pem"),
            Map.entry("tlsTrustPassword", "open=sesame"),
            Map.entry("tlsCertificateFile", "till.pem"),
            Map.entry("tlsKeyFile", "till.key"),
            Map.entry("tlsKeyStoreFile", "till.p12"),
            Map.entry("tlsKeyStorePassword", "s3cr3t&"),
            Map.entry("tlsInsecureHostNameUnchecked", "true"),
            Map.entry("plainWithoutTlsAllowed", "true"));

    /** Values that break the rule of an option; texts break none. */
    private static final Map<String, List<String>> BAD = Map.of(
            "prefetch", List.of("-1", "32768", "many", "", "99999999999", "1.5"),
            "sendTimeoutMillis", List.of("-1", "soon", ""),
            "requestTimeoutMillis", List.of("-1", "10s"),
            "reconnectAttempts", List.of("-2", "always"),
            "alwaysSyncSend", List.of("yes", "1", ""),
            "deserializationAllowList", List.of("org..Order", "org.example.", "*.Order", "a b"));

    static List<Option<FactorySettings, FactorySettings, ?>> options() {
        return FactoryOptions.TABLE.options();
    }

    static Stream<Arguments> badValues() {
        return BAD.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> Arguments.of(entry.getKey(), value)));
    }

    @Test
    void everyConnectionSettingIsAnOption() {
        List<String> names = options().stream().map(Option::name).toList();
        for (RecordComponent setting : ConnectionSettings.class.getRecordComponents()) {
            assertTrue(
                    names.contains(setting.getName())
                            || Set.of("security", "network").contains(setting.getName()),
                    "no option for " + setting.getName());
        }
        assertEquals(SAMPLES.keySet(), Set.copyOf(names), "give each option a sample value in this test");
    }

    @ParameterizedTest
    @MethodSource("options")
    void anOptionDoesTheSameInTheAddressAndAsAProperty(Option<FactorySettings, FactorySettings, ?> option) {
        String sample = SAMPLES.get(option.name());
        ChasquiConnectionFactory byAddress =
                new ChasquiConnectionFactory("vm://orders?" + option.name() + "=" + encoded(sample));
        ChasquiConnectionFactory byProperty = new ChasquiConnectionFactory("vm://orders");
        assertNotEquals(byAddress, byProperty);

        option.apply(byProperty, sample);

        assertEquals(sample, option.textOf(byAddress));
        assertEquals(byAddress, byProperty);
        assertEquals(byAddress.hashCode(), byProperty.hashCode());
        assertEquals("vm://orders", byAddress.getUri(), "what has become a property is no longer in the address");
    }

    @ParameterizedTest
    @MethodSource("options")
    void anOptionIsABeanPropertyWithGetterAndSetterOfOneType(Option<FactorySettings, FactorySettings, ?> option)
            throws Exception {
        String property = option.name().equals("clientId") ? "ClientID" : capitalized(option.name());
        Method getter = Stream.of(ChasquiConnectionFactory.class.getMethods())
                .filter(method -> method.getName().equals("get" + property)
                        || method.getName().equals("is" + property))
                .findFirst()
                .orElseThrow();
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory();
        Method setter = ChasquiConnectionFactory.class.getMethod("set" + property, getter.getReturnType());
        option.apply(factory, SAMPLES.get(option.name()));

        ChasquiConnectionFactory copy = new ChasquiConnectionFactory();
        setter.invoke(copy, getter.invoke(factory));

        assertEquals(factory, copy, "DST-5");
    }

    @ParameterizedTest
    @MethodSource("options")
    void dst1AndDst2KeepEveryOption(Option<FactorySettings, FactorySettings, ?> option) throws Exception {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://orders?broker.maxDeliveries=3");
        option.apply(factory, SAMPLES.get(option.name()));

        assertEquals(factory, RoundTrip.serialized(factory));
        assertEquals(factory, RoundTrip.referenced(factory));
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void aBadValueIsRefusedWithValueRuleAndAddress(String name, String value) {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://before?clientId=till");
        String uri = "vm://after?clientId=other&" + name + "=" + encoded(value);

        String message = assertThrows(IllegalArgumentException.class, () -> factory.setUri(uri))
                .getMessage();

        String rule = FactoryOptions.TABLE.find(name).orElseThrow().type().rule();
        assertTrue(message.contains("option '" + name + "': '" + value + "' is not " + rule), message);
        assertTrue(message.contains("vm://after?clientId=other&" + name + "="), message);
        assertEquals(new ChasquiConnectionFactory("vm://before?clientId=till"), factory, "nothing has changed");
    }

    @Test
    void certificateAndKeyBelongTogether() {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://orders?tlsCertificateFile=till.pem");

        String message =
                assertThrows(IllegalArgumentException.class, factory::settings).getMessage();

        assertEquals("tlsCertificateFile and tlsKeyFile belong together, and one of them is missing", message);
    }

    @Test
    void passwordsOfKeysAreNotShown() {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(
                "vm://a?tlsKeyStoreFile=k.p12&tlsKeyStorePassword=hidden&tlsTrustPassword=hidden&password=hidden");

        assertFalse(factory.toString().contains("hidden"), factory.toString());
        assertFalse(factory.settings().toString().contains("hidden"));
    }

    @Test
    void settersKeepTheRulesToo() {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory();

        assertEquals(
                "option 'prefetch': '40000' is not a whole number from 0 to 32767",
                assertThrows(IllegalArgumentException.class, () -> factory.setPrefetch(40_000))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> factory.setSendTimeoutMillis(-1));
        assertThrows(IllegalArgumentException.class, () -> factory.setRequestTimeoutMillis(-1));
        assertThrows(IllegalArgumentException.class, () -> factory.setDeserializationAllowList(List.of("not a class")));
        assertEquals(new ChasquiConnectionFactory(), factory);
    }

    @ParameterizedTest
    @CsvSource({
        "prefetchh, prefetch",
        "clientid, clientId",
        "sendTimeout, sendTimeoutMillis",
        "maxDeliveries, broker.maxDeliveries",
        "Broker.users, broker.users",
        "pasword, password"
    })
    void anUnknownOptionIsRefusedWithTheNearestKnownOne(String written, String nearest) {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ChasquiConnectionFactory("vm://orders?" + written + "=5"))
                .getMessage();

        String shown = nearest.equals("password") || nearest.equals("broker.users") ? "***" : "5";
        assertTrue(
                message.startsWith("unknown option '" + written + "' in vm://orders?" + written + "=" + shown
                        + "; did you mean '" + nearest + "'? Known options: user, password, clientId, "),
                message);
    }

    @Test
    void anUnknownOptionLikeNoOtherGetsNoSuggestion() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new ChasquiConnectionFactory("vm://orders?zzz=5"))
                .getMessage();

        assertTrue(message.startsWith("unknown option 'zzz' in vm://orders?zzz=5. Known options: user, "), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker.maxDelivery=5", "broker.maxDeliveries=few", "broker.anonymousAllowed=false"})
    void brokerOptionsAreCheckedWhenTheAddressIsSet(String option) {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> new ChasquiConnectionFactory("vm://orders?" + option))
                .getMessage();

        assertTrue(message.contains("vm://orders?" + option), message);
    }

    @Test
    void aRemoteAddressTakesNoBrokerOptions() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ChasquiConnectionFactory("tcp://host:61616?broker.maxDeliveries=5"))
                .getMessage();

        assertTrue(message.contains("set it where that broker is started"), message);
    }

    @Test
    void theLastCallWins() {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory("vm://one?prefetch=1&clientID=till");
        factory.setPrefetch(2);
        assertEquals(2, factory.getPrefetch());

        factory.setUri("vm://two?prefetch=3");

        assertEquals(3, factory.getPrefetch());
        assertEquals("till", factory.getClientID(), "not named by the second address");
        assertEquals("vm://two", factory.getUri());
    }

    @Test
    void everySecretOptionIsMaskedInAddresses() {
        Stream.concat(options().stream(), BrokerOptions.TABLE.options().stream())
                .filter(option -> option.type().secret())
                .map(option -> Address.parse("vm://orders")
                        .with(List.of(new Address.Setting(option.name(), "hidden")))
                        .toString())
                .forEach(shown -> assertFalse(shown.contains("hidden"), shown));
    }

    @Test
    void passwordsAreNeverShown() {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(
                "vm://orders?broker.users=app:hidden1,j2ee:hidden2&prefetch=5", "app", "hidden3");

        assertEquals(
                "ChasquiConnectionFactory vm://orders?broker.users=***&user=app&password=***&prefetch=5",
                factory.toString());
        for (String bad : List.of(
                "vm://orders?password=hidden&prefetch=x",
                "vm://orders?pasword=hidden",
                "vm://orders?broker.user=app:hidden",
                "vm://orders?broker.users=hidden",
                "vm:?password=hidden",
                "no scheme?password=hidden",
                "tcp://app:hidden@host:1",
                "vm://orders?password=hidden)&prefetch=%zz",
                "(tcp://a:1?password=hidden,tcp://b:2)")) {
            String message = assertThrows(IllegalArgumentException.class, () -> factory.setUri(bad))
                    .getMessage();
            assertFalse(message.contains("hidden"), message);
        }
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
