package io.chasqui.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("HDR-34, PRP-31, TXT-3, MSG-20: a message comes back from its bytes as it was")
class MessageCodecPropertyTest {

    @Property(tries = 2000)
    void everyMessageComesBack(@ForAll long seed) throws MalformedBytesException {
        Message message = new RandomMessages(seed).message();
        byte[] bytes = MessageCodec.encode(message);
        Message back = MessageCodec.decode(bytes);
        assertArrayEquals(bytes, MessageCodec.encode(back), "the encoding is the same again");
        assertSame(message, back);
    }

    private static void assertSame(Message expected, Message actual) {
        assertEquals(expected.destination(), actual.destination());
        assertEquals(expected.id(), actual.id());
        assertEquals(expected.identity(), actual.identity());
        assertEquals(expected.priority(), actual.priority());
        assertEquals(expected.persistent(), actual.persistent());
        assertEquals(expected.timestamp(), actual.timestamp());
        assertEquals(expected.expiration(), actual.expiration());
        assertEquals(expected.deliveryTime(), actual.deliveryTime());
        assertEquals(expected.type(), actual.type());
        assertEquals(expected.replyTo(), actual.replyTo());
        assertEquals(plain(expected.correlationId()), plain(actual.correlationId()));
        assertEquals(plain(expected.properties()), plain(actual.properties()));
        assertEquals(expected.body().getClass(), actual.body().getClass());
        assertEquals(content(expected.body()), content(actual.body()));
    }

    /** Arrays do not compare by content; lists do. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            List<Byte> list = new ArrayList<>();
            for (byte each : bytes) {
                list.add(each);
            }
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> result = new LinkedHashMap<>();
            map.forEach((key, each) -> result.put(key, plain(each)));
            return result;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>();
            list.forEach(each -> result.add(plain(each)));
            return result;
        }
        return value;
    }

    private static @Nullable Object content(Body body) {
        if (body instanceof Body.Text text) {
            return text.text();
        } else if (body instanceof Body.Bytes bytes) {
            return plain(bytes.content());
        } else if (body instanceof Body.Serialized object) {
            return plain(object.content());
        } else if (body instanceof Body.Entries map) {
            return plain(map.entries());
        }
        return body instanceof Body.Items items ? plain(items.items()) : null;
    }

    @Property(tries = 1000)
    void garbageIsRefusedAndNothingElseHappens(@ForAll @Size(max = 200) byte[] garbage) {
        try {
            MessageCodec.decode(garbage);
        } catch (MalformedBytesException refused) {
            assertTrue(refused.getMessage().length() > 10, refused.getMessage());
        }
    }

    @Property(tries = 500)
    void noTruncationPassesForAMessage(@ForAll long seed) {
        byte[] bytes = MessageCodec.encode(new RandomMessages(seed).message());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertThrows(MalformedBytesException.class, () -> MessageCodec.decode(cut));
        }
    }

    @Test
    void hugeLengthsAreRefusedBeforeAnythingIsAllocated() {
        byte[] bytes = new ByteWriter().writeVar(Integer.MAX_VALUE).toByteArray();
        assertThrows(MalformedBytesException.class, () -> new ByteReader(bytes).readBytes());
        assertThrows(MalformedBytesException.class, () -> new ByteReader(bytes).readText());
    }

    @ParameterizedTest
    @CsvSource({
        "an ID is hidden that is not there, 0180 000271 0400000000",
        "a correlation ID cannot be both, 0130 000271 0400000000",
        "there is no kind 4 of destinations, 0100 040271 0400000000",
        "a destination has no name, 0100 0000 0400000000",
        "priority 10 is not between, 0100 000271 0a00000000",
        "of encoding version 2, 0200 000271 0400000000",
        "there is no kind 10 of bodies, 0100 000271 040000000a",
        "the property p is an array, 0140 000271 04000000 02 0270 0b00 00",
        "the property p is a character, 0140 000271 04000000 02 0270 0502 00",
        "a short is 32768 which is not between, 0100 000271 04000000 07 02 04 808004",
        "a character is -1 which is not between, 0100 000271 04000000 07 02 05 01",
        "an int is 2147483648 which is not between, 0100 000271 04000000 07 02 06 8080808010",
        "there is no type 12 of values, 0100 000271 04000000 07 02 0c",
        "the name a comes twice, 0100 000271 04000000 06 04 0261 00 0261 01",
        "3 bytes follow the end, 0100 000271 0400000000 000000"
    })
    void eachRuleIsNamedWhenItIsBroken(String expected, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        String reason = String.valueOf(assertThrows(MalformedBytesException.class, () -> MessageCodec.decode(bytes))
                .getMessage());
        assertTrue(reason.replace(",", "").contains(expected), reason);
    }

    @Test
    void sizesCountEmptyValuesAndDoNotOverflow() {
        assertEquals(9, new Body.Entries(Collections.singletonMap("x", null)).size());
        assertEquals(1 + 8 + 2, new Body.Entries(Collections.singletonMap("x", "yz")).size());
        assertEquals(8_000, new Body.Items(Collections.nCopies(1_000, "")).size());
        assertEquals(8_000, new Body.Items(Collections.nCopies(1_000, new byte[0])).size());
        List<@Nullable Object> many = Collections.nCopies(3_000, "x".repeat(1 << 20));
        assertEquals(Integer.MAX_VALUE, new Body.Items(many).size());
        Message message = new Message.Builder(Destination.queue("q"))
                .body(new Body.Items(many))
                .build();
        assertEquals(Integer.MAX_VALUE, message.size());
    }

    @Property(tries = 1000)
    void numbersOfVariableLengthComeBack(@ForAll long value) throws MalformedBytesException {
        byte[] bytes = new ByteWriter().writeVar(value).toByteArray();
        assertEquals(value, new ByteReader(bytes).readVar());
    }
}
