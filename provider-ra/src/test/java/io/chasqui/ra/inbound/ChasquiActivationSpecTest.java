package io.chasqui.ra.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Session;
import jakarta.resource.spi.InvalidPropertyException;
import java.beans.BeanInfo;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties of a message-driven bean: their names, what is made of their values, and what is refused. */
class ChasquiActivationSpecTest {

    private final ChasquiActivationSpec spec = new ChasquiActivationSpec();

    private static Map<String, PropertyDescriptor> properties() throws Exception {
        BeanInfo info = Introspector.getBeanInfo(ChasquiActivationSpec.class);
        return Arrays.stream(info.getPropertyDescriptors())
                .filter(each -> each.getPropertyType() == String.class)
                .collect(Collectors.toMap(PropertyDescriptor::getName, each -> each, (a, b) -> a, TreeMap::new));
    }

    private ActivationSettings settings() {
        return ActivationSettings.of(spec, "app/Bean");
    }

    @Test
    void hasTheStandardPropertiesAndTheAliases() throws Exception {
        List<String> wanted = List.of(
                "destinationLookup",
                "connectionFactoryLookup",
                "destinationType",
                "messageSelector",
                "acknowledgeMode",
                "subscriptionDurability",
                "subscriptionName",
                "clientId",
                "destination",
                "useJNDI",
                "useJndi",
                "jndiParams",
                "user",
                "userName",
                "password",
                "maxSession",
                "maxSessions",
                "endpointPoolMaxSize",
                "singleConnection",
                "shareSubscriptions",
                "noLocal",
                "maximumRedeliveries",
                "initialRedeliveryDelay",
                "setupAttempts",
                "setupInterval",
                "batchSize");
        TreeSet<String> missing = new TreeSet<>(wanted);
        missing.removeAll(properties().keySet());
        assertEquals("[]", missing.toString());
    }

    @Test
    void everyPropertyKeepsItsValueAndForgetsItWhenEmptied() throws Exception {
        for (PropertyDescriptor property : properties().values()) {
            ChasquiActivationSpec fresh = new ChasquiActivationSpec();
            assertNull(property.getReadMethod().invoke(fresh), property.getName());
            property.getWriteMethod().invoke(fresh, "7");
            assertEquals("7", property.getReadMethod().invoke(fresh), property.getName());
            assertNotEquals(new ChasquiActivationSpec(), fresh, property.getName());
            property.getWriteMethod().invoke(fresh, " ");
            assertTrue(fresh.equals(new ChasquiActivationSpec()) || isAlias(property.getName()), property.getName());
        }
    }

    /** Emptying an alias leaves the value: it may have been set by the other name. */
    private static boolean isAlias(String name) {
        return List.of("useJndi", "userName", "maxSessions", "endpointPoolMaxSize")
                .contains(name);
    }

    @ParameterizedTest
    @CsvSource({"maxSessions, maxSession", "endpointPoolMaxSize, maxSession", "userName, user", "useJndi, useJNDI"})
    void anAliasIsTheSameProperty(String alias, String name) throws Exception {
        properties().get(alias).getWriteMethod().invoke(spec, "5");
        assertEquals("5", properties().get(name).getReadMethod().invoke(spec));
        properties().get(alias).getWriteMethod().invoke(spec, "");
        assertEquals("5", properties().get(name).getReadMethod().invoke(spec));
    }

    @Test
    void onlyADestinationIsRequired() throws Exception {
        InvalidPropertyException nowhere = assertThrows(InvalidPropertyException.class, spec::validate);
        assertTrue(nowhere.getMessage().contains("destinationLookup"), nowhere.getMessage());
        assertEquals("destination", nowhere.getInvalidPropertyDescriptors()[0].getName());
        spec.setDestination("orders");
        spec.validate();
        assertEquals(List.of(), settings().warnings());
        spec.setDestination(null);
        spec.setDestinationLookup("jms/orders");
        spec.validate();
        assertEquals(List.of(), settings().warnings());
    }

    @Test
    void aSelectorThatIsNoneIsRefused() {
        spec.setDestination("orders");
        spec.setMessageSelector("colour = = 'red'");
        InvalidPropertyException invalid = assertThrows(InvalidPropertyException.class, spec::validate);
        assertTrue(invalid.getMessage().contains("colour = = 'red'"), invalid.getMessage());
        assertEquals("messageSelector", invalid.getInvalidPropertyDescriptors()[0].getName());
    }

    @ParameterizedTest
    @CsvSource({
        "maxSession, many, 10",
        "maxSession, 0, 10",
        "acknowledgeMode, Client-acknowledge, 1",
        "subscriptionDurability, Sometimes, false",
        "shareSubscriptions, perhaps, false",
        "redeliveryBackOffMultiplier, 0.5, 2.0",
        "initialRedeliveryDelay, 1s, 1000",
        "destinationType, com.example.Pigeon, queue"
    })
    void aValueThatIsNotUnderstoodIsAWarningThatNamesItAndWhatCountsInstead(String name, String value, String instead)
            throws Exception {
        spec.setDestination("orders");
        properties().get(name).getWriteMethod().invoke(spec, value);
        spec.validate();
        List<String> warnings = settings().warnings();
        assertEquals(1, warnings.size(), () -> warnings.toString());
        assertTrue(warnings.get(0).contains(name + "=" + value), warnings.get(0));
        assertTrue(warnings.get(0).contains(instead), warnings.get(0));
    }

    @Test
    void defaults() {
        spec.setDestination("orders");
        ActivationSettings settings = settings();
        assertEquals(10, settings.maxSession());
        assertEquals(16, settings.prefetch());
        assertEquals(1, settings.batchSize());
        assertEquals(Session.AUTO_ACKNOWLEDGE, settings.acknowledgeMode());
        assertEquals(new RedeliveryPolicy(1000, 2, 60_000, -1), settings.redelivery());
        assertEquals(new ActivationSettings.Setup(-1, 5000), settings.setup());
        assertEquals(30_000, settings.deactivationTimeoutMillis());
        assertNull(settings.access().user());
        assertFalse(settings.noLocal());
    }

    @Test
    void whatIsSaidCounts() {
        spec.setDestination("orders");
        spec.setAcknowledgeMode("Dups-ok-acknowledge");
        spec.setBatchSize("50");
        spec.setMaxSession(" 3 ");
        spec.setUser("anna");
        spec.setPassword(" secret ");
        spec.setMaximumRedeliveries("4");
        spec.setSetupAttempts("0");
        ActivationSettings settings = settings();
        assertEquals(Session.DUPS_OK_ACKNOWLEDGE, settings.acknowledgeMode());
        assertEquals(50, settings.prefetch(), "a batch must fit");
        assertEquals(3, settings.maxSession());
        assertEquals("anna", settings.access().user());
        assertEquals(" secret ", settings.access().password());
        assertEquals(4, settings.redelivery().maximumRedeliveries());
        assertEquals(1, settings.setup().attempts());
        assertEquals(List.of(), settings.warnings());
    }

    @Test
    void whatHasNoEffectIsAWarning() {
        spec.setDestination("prices");
        spec.setSingleConnection("false");
        spec.setPassword("lonely");
        spec.setShareSubscriptions("true");
        String warnings = settings().warnings().toString();
        assertEquals(3, settings().warnings().size(), warnings);
        assertFalse(warnings.contains("lonely"), warnings);
        spec.setNoLocal("true");
        spec.setSubscriptionName("all");
        assertTrue(settings().warnings().toString().contains("noLocal=true"));
    }

    @Test
    void aDurableSubscriptionIsCalledAfterTheActivationUnlessItHasAName() {
        spec.setDestination("prices");
        spec.setSubscriptionDurability("Durable");
        assertEquals("app/Bean", settings().subscription().name());
        assertTrue(settings().warnings().toString().contains("app/Bean"));
        spec.setSubscriptionName("ledger");
        assertEquals("ledger", settings().subscription().name());
        assertEquals(List.of(), settings().warnings());
    }

    @ParameterizedTest
    @ValueSource(strings = {"jakarta.jms.Topic", "javax.jms.Topic", "topic", "Topic"})
    void aTopicIsNamedInSeveralWays(String type) throws Exception {
        spec.setDestination("prices");
        spec.setDestinationType(type);
        assertEquals("topic prices", settings().lookup().find().toString());
    }

    @Test
    void isSerializableAndComparesByItsProperties() throws Exception {
        spec.setDestination("orders");
        spec.setMaxSession("3");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(spec);
        Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertEquals(spec, copy);
        assertEquals(spec.hashCode(), copy.hashCode());
        spec.setMaxSession("4");
        assertNotEquals(spec, copy);
    }

    @Test
    void isShownWithoutItsPassword() {
        spec.setUser("anna");
        spec.setPassword("secret");
        assertTrue(spec.toString().contains("anna"));
        assertFalse(spec.toString().contains("secret"));
    }

    @Test
    void pausesBetweenAttemptsDoubleUpToTheInterval() {
        ActivationSettings.Setup setup = new ActivationSettings.Setup(3, 500);
        assertEquals(
                List.of(100L, 200L, 400L, 500L, 500L),
                IntStream.of(1, 2, 3, 4, 1000).mapToObj(setup::pauseMillis).toList());
        assertTrue(setup.goesOn(2));
        assertFalse(setup.goesOn(3));
        assertTrue(new ActivationSettings.Setup(-1, 500).goesOn(Integer.MAX_VALUE));
    }

    @Test
    void pausesBeforeRedeliveriesGrowUpToTheLongest() {
        RedeliveryPolicy policy = new RedeliveryPolicy(100, 3, 1000, 2);
        assertEquals(
                List.of(0L, 100L, 300L, 900L, 1000L, 1000L),
                IntStream.of(1, 2, 3, 4, 5, 100_000)
                        .mapToObj(policy::delayMillis)
                        .toList());
        assertFalse(policy.isHopeless(3));
        assertTrue(policy.isHopeless(4));
        assertFalse(new RedeliveryPolicy(0, 1, 0, -1).isHopeless(Integer.MAX_VALUE));
    }
}
