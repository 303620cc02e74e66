package io.chasqui.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("HDR-34, PRP-31, TXT-3, MSG-20: a message comes back from its bytes as it was")
class MessageCodecPropertyTest {

    @Property(tries = 2000)
    void everyMessageComesBack(@ForAll long seed) throws MalformedBytesException {
        Message message = new Generator(seed).message();
        byte[] bytes = MessageCodec.encode(message);
        Message back = MessageCodec.decode(bytes);
        assertArrayEquals(bytes, MessageCodec.encode(back), "the encoding is the same again");
        assertSame(message, back);
    }

    private static void assertSame(Message expected, Message actual) {
        assertEquals(expected.destination(), actual.destination());
        assertEquals(expected.id(), actual.id());
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
        byte[] bytes = MessageCodec.encode(new Generator(seed).message());
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

    @Property(tries = 1000)
    void numbersOfVariableLengthComeBack(@ForAll long value) throws MalformedBytesException {
        byte[] bytes = new ByteWriter().writeVar(value).toByteArray();
        assertEquals(value, new ByteReader(bytes).readVar());
    }

    /** Makes messages with every kind of content, odd values included. */
    private static final class Generator {
        private final Random random;

        Generator(long seed) {
            random = new Random(seed);
        }

        Message message() {
            Message.Builder builder = new Message.Builder(destination())
                    .persistent(random.nextBoolean())
                    .priority(random.nextInt(10))
                    .timestamp(number())
                    .expiration(number())
                    .deliveryTime(number())
                    .body(body());
            if (random.nextBoolean()) {
                builder.id(new MessageId(text(), number()));
            }
            if (random.nextBoolean()) {
                builder.type(text()).replyTo(destination());
            }
            if (random.nextBoolean()) {
                builder.properties(map());
            }
            return builder.correlationId(random.nextInt(3) == 0 ? null : random.nextBoolean() ? text() : bytes())
                    .build();
        }

        private Destination destination() {
            Destination.Kind[] kinds = Destination.Kind.values();
            return new Destination(kinds[random.nextInt(kinds.length)], "d" + text());
        }

        private Body body() {
            return switch (random.nextInt(8)) {
                case 0 -> Body.NONE;
                case 1 -> new Body.Text(null);
                case 2 -> new Body.Text(text());
                case 3 -> new Body.Bytes(bytes());
                case 4 -> new Body.Serialized(null);
                case 5 -> new Body.Serialized(bytes());
                case 6 -> new Body.Entries(map());
                default -> new Body.Items(list());
            };
        }

        private long number() {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> random.nextInt(100) - 50;
                case 2 -> 1_700_000_000_000L + random.nextInt();
                default -> random.nextLong();
            };
        }

        /** Any characters, unpaired surrogates among them. */
        private String text() {
            int length = random.nextInt(12);
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < length; i++) {
                text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
            }
            return text.toString();
        }

        private byte[] bytes() {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            return bytes;
        }

        private Map<String, @Nullable Object> map() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            int size = random.nextInt(6);
            for (int i = 0; i < size; i++) {
                map.put(text(), value());
            }
            return map;
        }

        private List<@Nullable Object> list() {
            List<@Nullable Object> list = new ArrayList<>();
            int size = random.nextInt(6);
            for (int i = 0; i < size; i++) {
                list.add(value());
            }
            return list;
        }

        private @Nullable Object value() {
            return switch (random.nextInt(12)) {
                case 0 -> null;
                case 1 -> random.nextBoolean();
                case 2 -> (byte) random.nextInt();
                case 3 -> (short) random.nextInt();
                case 4 -> (char) random.nextInt();
                case 5 -> random.nextInt();
                case 6 -> random.nextLong();
                case 7 -> random.nextBoolean() ? random.nextFloat() : Float.intBitsToFloat(random.nextInt() | 1);
                case 8 -> random.nextBoolean() ? -0.0 : random.nextGaussian();
                case 9 -> bytes();
                default -> text();
            };
        }
    }
}
