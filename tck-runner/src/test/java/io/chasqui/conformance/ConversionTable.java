package io.chasqui.conformance;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Which type of map entry or stream field reads as which other type: for each value that is written, what the getters of
 * the types named give. Every other getter is a format error.
 */
final class ConversionTable {

    static final String[] TYPES = {
        "boolean", "byte", "short", "char", "int", "long", "float", "double", "String", "byte[]"
    };

    private ConversionTable() {}

    static Stream<Arguments> rows() {
        byte b = 7;
        short s = 7;
        byte[] bytes = {1, 2, 3};
        return Stream.of(
                arguments(true, Map.of("boolean", true, "String", "true")),
                arguments(false, Map.of("boolean", false, "String", "false")),
                arguments(b, Map.of("byte", b, "short", s, "int", 7, "long", 7L, "String", "7")),
                arguments(s, Map.of("short", s, "int", 7, "long", 7L, "String", "7")),
                arguments('7', Map.of("char", '7', "String", "7")),
                arguments(7, Map.of("int", 7, "long", 7L, "String", "7")),
                arguments(7L, Map.of("long", 7L, "String", "7")),
                arguments(0.1f, Map.of("float", 0.1f, "double", (double) 0.1f, "String", "0.1")),
                arguments(1d, Map.of("double", 1d, "String", "1.0")),
                arguments(
                        "7",
                        Map.of(
                                "boolean", false, "byte", b, "short", s, "int", 7, "long", 7L, "float", 7f, "double",
                                7d, "String", "7")),
                arguments(bytes, Map.of("byte[]", bytes)));
    }
}
