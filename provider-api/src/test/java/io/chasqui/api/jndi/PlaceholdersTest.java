package io.chasqui.api.jndi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import javax.naming.NamingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {

    private static final Map<String, String> VARIABLES = Map.of("broker", "orders", "a.b", "$1\\", "empty", "");

    private final Placeholders placeholders = new Placeholders(name -> Optional.ofNullable(VARIABLES.get(name)));

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "vm://${broker}, vm://orders",
        "vm://${broker:-spare}, vm://orders",
        "vm://${other:-spare}, vm://spare",
        "${other:-vm://spare:-x}, vm://spare:-x",
        "${other:-}, ''",
        "${broker}${a.b}-${empty}, orders$1\\-",
        "$ {broker} $, $ {broker} $"
    })
    void putsValuesInTheirPlace(String text, String expanded) throws NamingException {
        assertEquals(expanded, placeholders.expand("queue.a", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${other}", "a${broker}${other}b"})
    void aVariableWithoutValueAndDefaultIsNamed(String text) {
        String message = assertThrows(NamingException.class, () -> placeholders.expand("queue.a", text))
                .getMessage();

        assertTrue(message.contains("'queue.a' needs the variable 'other'"), message);
        assertTrue(message.contains("${other:-default}"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${broker", "a${", "${broker}${broker:-x"})
    void anOpenPlaceholderIsRefused(String text) {
        String message = assertThrows(NamingException.class, () -> placeholders.expand("queue.a", text))
                .getMessage();

        assertTrue(message.contains("'queue.a': a '${' lacks its '}'"), message);
    }

    @Test
    void systemPropertiesComeBeforeEnvironmentVariables() throws NamingException {
        Placeholders process = Placeholders.ofProcess();
        assertEquals(System.getProperty("java.version"), process.expand("p", "${java.version}"));
        String variable = System.getenv().keySet().stream()
                .filter(name -> System.getProperty(name) == null && name.matches("\\w+"))
                .findFirst()
                .orElseThrow();
        assertEquals(System.getenv(variable), process.expand("p", "${" + variable + ":-other}"));

        System.setProperty(variable, "from property");
        try {
            assertEquals("from property", process.expand("p", "${" + variable + "}"));
        } finally {
            System.clearProperty(variable);
        }
    }
}
