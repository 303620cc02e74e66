package io.chasqui.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.MessageCodec;
import io.chasqui.protocol.ConnectionCommand.SessionKind;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.SubscriptionKind;
import io.chasqui.protocol.TransactionCommand.EndMode;
import io.chasqui.protocol.TransactionCommand.StartMode;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/PROTOCOL.md say what the code does. */
class ProtocolDocumentTest {

    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| (\\w+) \\|(.*)\\|");

    private static String document() throws IOException {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(directory.resolve("docs/PROTOCOL.md"))) {
            directory = Objects.requireNonNull(directory.getParent(), "there is no docs/PROTOCOL.md");
        }
        return Files.readString(directory.resolve("docs/PROTOCOL.md"));
    }

    /** A line of a table that begins with number and name. */
    private record Row(int number, String name, String rest) {}

    private static List<Row> tableUnder(String heading) throws IOException {
        String document = document();
        int begin = document.indexOf(heading + "\n");
        assertTrue(begin >= 0, "no heading " + heading);
        List<Row> rows = new ArrayList<>();
        for (String line : document.substring(begin + heading.length()).split("\n")) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith("#")) {
                break;
            } else if (row.matches()) {
                rows.add(new Row(Integer.parseInt(row.group(1)), row.group(2), row.group(3)));
            }
        }
        return rows;
    }

    // ------------------------------------------------------------------ numbers

    static Stream<Arguments> numbers() throws ReflectiveOperationException {
        return Stream.of(
                Arguments.of("### Frame types", constants(FrameType.class)),
                Arguments.of("### Command types", constants(CommandType.class)),
                Arguments.of("### Event types", constants(EventType.class)),
                Arguments.of("#### Destinations", ordinals(Destination.Kind.values())),
                Arguments.of("#### Sessions", ordinals(SessionKind.values())),
                Arguments.of("#### Subscriptions", ordinals(SubscriptionKind.values())),
                Arguments.of("#### Modes of Start", ordinals(StartMode.values())),
                Arguments.of("#### Modes of End", ordinals(EndMode.values())),
                Arguments.of("#### Refusals", ordinals(LinkFrame.Refusal.values())),
                Arguments.of("### Error numbers", errors()),
                Arguments.of("### Value types", constants(Class.forName("io.chasqui.message.ValueCodec"))),
                Arguments.of("### Body kinds", bodyKinds()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbers")
    void numbersAreThoseOfTheCode(String heading, Map<Integer, String> expected) throws IOException {
        Map<Integer, String> actual = new TreeMap<>();
        tableUnder(heading).forEach(row -> actual.put(row.number, upper(row.name)));
        assertEquals(expected, actual);
    }

    /** {@code OpenSession} as {@code OPEN_SESSION}. */
    private static String upper(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static Map<Integer, String> constants(Class<?> of) throws IllegalAccessException {
        Map<Integer, String> constants = new TreeMap<>();
        for (Field field : of.getDeclaredFields()) {
            if (field.getType() == int.class) {
                field.setAccessible(true);
                constants.put(field.getInt(null), field.getName());
            }
        }
        return constants;
    }

    private static Map<Integer, String> bodyKinds() throws ReflectiveOperationException {
        Map<Integer, String> kinds = new TreeMap<>();
        for (String name : List.of(
                "NO_BODY", "NULL_TEXT", "TEXT", "BYTES", "NULL_OBJECT", "OBJECT", "ENTRIES", "ITEMS", "COMPRESSED")) {
            Field field = MessageCodec.class.getDeclaredField(name);
            field.setAccessible(true);
            kinds.put(field.getInt(null), name);
        }
        return kinds;
    }

    private static Map<Integer, String> ordinals(Enum<?>[] values) {
        Map<Integer, String> ordinals = new TreeMap<>();
        for (Enum<?> value : values) {
            ordinals.put(value.ordinal(), value.name());
        }
        return ordinals;
    }

    private static Map<Integer, String> errors() {
        Map<Integer, String> errors = new TreeMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            errors.put(ErrorNumbers.of(code), code.name());
        }
        return errors;
    }

    // ------------------------------------------------------------------ fields

    static Stream<Arguments> families() {
        return Stream.of(
                Arguments.of("### Frame types", 1, examples(RandomFrames::oneOfEveryLinkFrame, FrameWriter::write)),
                Arguments.of("### Command types", 2, examples(RandomFrames::oneOfEveryCommand, FrameWriter::write)),
                Arguments.of("### Event types", 2, examples(RandomFrames::oneOfEveryEvent, FrameWriter::write)));
    }

    private static <T> Map<Object, byte[]> examples(
            Function<RandomFrames, List<T>> family, BiConsumer<FrameWriter, T> write) {
        Map<Object, byte[]> examples = new IdentityHashMap<>();
        for (long seed = 0; seed < 50; seed++) {
            for (T each : family.apply(new RandomFrames(seed))) {
                examples.put(each, Wire.bytes(writer -> write.accept(writer, each)));
            }
        }
        return examples;
    }

    /** Reads frames by the table of their fields, and nothing else. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void fieldsAreThoseOfTheCodeInTheirOrder(String heading, int typeBytes, Map<Object, byte[]> examples)
            throws IOException, MalformedBytesException {
        Map<String, DocumentedFields> fields = new HashMap<>();
        for (Row row : tableUnder(heading)) {
            fields.put(row.name, new DocumentedFields(row.rest));
        }
        for (Map.Entry<Object, byte[]> example : examples.entrySet()) {
            ByteReader in = new ByteReader(example.getValue());
            in.readInt();
            for (int i = 0; i < typeBytes; i++) {
                in.readByte();
            }
            Record expected = (Record) example.getKey();
            DocumentedFields described = Objects.requireNonNull(
                    fields.get(expected.getClass().getSimpleName()), () -> expected.getClass() + " is in no table");
            described.compare(expected, in);
        }
    }

    // ------------------------------------------------------------------ the rest

    @Test
    void examplesOfNumbersAreRight() throws IOException, MalformedBytesException {
        Matcher example =
                Pattern.compile("(?m)^\\| (-?\\d+) \\| `([0-9a-f ]+)` \\|$").matcher(document());
        int found = 0;
        while (example.find()) {
            byte[] bytes = Wire.ofHex(example.group(2));
            long value = Long.parseLong(example.group(1));
            assertEquals(value, new ByteReader(bytes).readVar());
            assertEquals(
                    HexFormat.of().formatHex(bytes),
                    HexFormat.of().formatHex(new ByteWriter().writeVar(value).toByteArray()));
            found++;
        }
        assertEquals(7, found);
    }

    @Test
    void theExampleOfATextIsRight() throws IOException {
        String hex = HexFormat.ofDelimiter(" ")
                .formatHex(new ByteWriter().writeText("\uD83D\uDE00").toByteArray(), 1, 7);
        assertTrue(document().contains("(U+1F600) is `" + hex + "`"), hex);
    }

    @Test
    void limitsAreThoseOfTheCode() throws IOException {
        String limits = document().substring(document().indexOf("## 13. Limits"));
        for (int limit : new int[] {
            FrameDecoder.HANDSHAKE_FRAME_BYTES, LinkFrameCodec.LEAST_FRAME_BYTES, Fields.MAX_TEXT, Fields.MAX_REASON
        }) {
            String text = String.format(Locale.ROOT, "%,d", limit);
            assertTrue(limits.contains(text), "the limits do not tell " + text);
        }
        assertTrue(document().contains("newest version it speaks") && ProtocolVersion.NEWEST == 1);
    }
}
