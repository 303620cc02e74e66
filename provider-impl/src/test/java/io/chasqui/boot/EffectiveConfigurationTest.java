package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EffectiveConfigurationTest {

    private final Map<String, String> commandLine = new LinkedHashMap<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, PropertiesFile.Entry> file = new LinkedHashMap<>();

    private EffectiveConfiguration resolve() throws ConfigurationException {
        return EffectiveConfiguration.resolve(new ConfigurationInputs(
                commandLine, properties, environment, new PropertiesFile(Path.of("a.properties"), file)));
    }

    private String refusal() {
        return assertThrows(ConfigurationException.class, this::resolve).getMessage();
    }

    private static EffectiveConfiguration.Value value(EffectiveConfiguration configuration, String key) {
        return configuration.values().stream()
                .filter(value -> value.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** Looks for a value, then takes away the source that gave it, until only the default is left. */
    @Test
    void whatIsCloserToTheOperatorCounts() throws ConfigurationException {
        commandLine.put("maxDeliveries", "1");
        properties.put("chasqui.maxDeliveries", "2");
        environment.put("CHASQUI_MAX_DELIVERIES", "3");
        file.put("maxDeliveries", new PropertiesFile.Entry("4", 7));

        assertDeliveries(1, "command line");
        commandLine.clear();
        assertDeliveries(2, "system property chasqui.maxDeliveries");
        properties.clear();
        assertDeliveries(3, "environment variable CHASQUI_MAX_DELIVERIES");
        environment.clear();
        assertDeliveries(4, "a.properties, line 7");
        file.clear();
        assertDeliveries(10, "default");
    }

    private void assertDeliveries(int expected, String origin) throws ConfigurationException {
        EffectiveConfiguration configuration = resolve();
        assertEquals(expected, configuration.broker().maxDeliveries());
        assertEquals(origin, value(configuration, "maxDeliveries").origin());
    }

    @Test
    void theNameIsAnOptionLikeTheOthers() throws ConfigurationException {
        assertEquals("default", resolve().broker().name());
        environment.put("CHASQUI_NAME", "till");
        assertEquals("till", resolve().broker().name());
        environment.put("CHASQUI_NAME", "a/b");
        assertTrue(refusal().endsWith("(environment variable CHASQUI_NAME)"), refusal());
    }

    @Test
    void aServerListensOnThisMachineAndKeepsItsDataUnlessToldOtherwise() throws ConfigurationException {
        assertEquals(
                List.of(URI.create("tcp://127.0.0.1:7373")),
                resolve().broker().network().listen());
        assertEquals("data", resolve().broker().dataDirectory());
        properties.put("chasqui.home", "/opt/chasqui");
        assertEquals(
                "/opt/chasqui" + File.separator + "data", resolve().broker().dataDirectory());
        commandLine.put("listen", "");
        commandLine.put("dataDirectory", "");
        assertEquals(List.of(), resolve().broker().network().listen());
        assertEquals("", resolve().broker().dataDirectory());
        assertFalse(resolve().has("dataDirectory"));
    }

    @Test
    void anUnknownKeyIsRefusedWithItsPlaceAndTheNearestOne() {
        file.put("maxDeliverys", new PropertiesFile.Entry("4", 12));
        assertEquals("unknown option 'maxDeliverys'; did you mean 'maxDeliveries'? (a.properties, line 12)", refusal());
        file.clear();
        commandLine.put("broker.listen", "tcp://127.0.0.1:0");
        assertEquals("unknown option 'broker.listen'; did you mean 'listen'? (command line, --set)", refusal());
    }

    @Test
    void aBadValueIsRefusedWithItsRuleAndItsPlace() {
        file.put("maxDeliveries", new PropertiesFile.Entry("many", 3));
        assertEquals(
                "option 'broker.maxDeliveries': 'many' is not a whole number from 0 to 2147483647 (a.properties, line 3)",
                refusal());
    }

    @Test
    void aBadValueThatIsOverruledDoesNotMatter() throws ConfigurationException {
        file.put("maxDeliveries", new PropertiesFile.Entry("many", 3));
        commandLine.put("maxDeliveries", "5");
        assertEquals(5, resolve().broker().maxDeliveries());
    }

    @Test
    void secretsAreShownNowhere() throws ConfigurationException {
        environment.put("CHASQUI_USERS", "till:hunter2");
        EffectiveConfiguration configuration = resolve();
        assertEquals(Map.of("till", "hunter2"), configuration.broker().users());
        assertEquals("***", value(configuration, "users").shown());
        assertTrue(configuration.has("users"));
        assertFalse(configuration.toString().contains("hunter2"), configuration::toString);
        environment.put("CHASQUI_USERS", "hunter2");
        assertFalse(refusal().contains("hunter2"), this::refusal);
    }

    @Test
    void whatLooksLikeASlipIsRemarkedOn() throws ConfigurationException {
        environment.put("CHASQUI_LISTN", "tcp://127.0.0.1:0");
        environment.put("CHASQUI_SERVICE_HOST_OF_SOMEBODY_ELSE", "10.0.0.1");
        environment.put("CHASQUI_HOME", "/opt/chasqui");
        properties.put("chasqui.maxDeliverys", "5");
        properties.put("chasqui.home", "/opt/chasqui");
        assertEquals(
                List.of(
                        "system property chasqui.maxDeliverys means nothing; did you mean chasqui.maxDeliveries?",
                        "environment variable CHASQUI_LISTN means nothing; did you mean CHASQUI_LISTEN?"),
                resolve().remarks());
    }

    @Test
    void onlyAnOpenAddressIsWarnedAbout() throws ConfigurationException {
        assertEquals(List.of(), Exposure.warnings(resolve()));
        commandLine.put("listen", "tcp://0.0.0.0:7373");
        assertEquals(2, Exposure.warnings(resolve()).size());
        assertTrue(Exposure.warnings(resolve()).get(0).startsWith("tcp://0.0.0.0:7373 is open to other machines"));
        commandLine.put("users", "till:secret");
        assertEquals(1, Exposure.warnings(resolve()).size());
        commandLine.put("listen", "tcp://[::1]:7373,tls://0.0.0.0:7374");
        assertEquals(List.of(), Exposure.warnings(resolve()));
    }
}
