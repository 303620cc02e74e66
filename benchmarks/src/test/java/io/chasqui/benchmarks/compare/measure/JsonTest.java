package io.chasqui.benchmarks.compare.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void readsWhatItWrites() {
        Map<String, Object> value = Map.of(
                "text",
                "a \"b\" \\ c\n\td \u0001 é 1→1",
                "numbers",
                List.of(1.0, -2.5, 1.0e9),
                "empty",
                Map.of("list", List.of(), "map", Map.of()),
                "truth",
                true);
        assertEquals(value, Json.parse(Json.write(value)));
    }

    @Test
    void readsNullAndEscapes() {
        assertEquals("AB/", Json.parse(" \"A\\u0042\\/\" "));
        assertEquals(null, Json.parse("null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "[1 2]", "{\"a\" 1}", "\"open", "tru", "1 2", "\"\\"})
    void saysWhereItIsNotJson(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Json.parse(text));
        assertTrue(e.getMessage().startsWith("not JSON: expected "), e.getMessage());
    }
}
