package io.chasqui.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes messages with every kind of content, odd values included. */
public final class RandomMessages {
    private final Random random;

    public RandomMessages(long seed) {
        this(new Random(seed));
    }

    /** Shares the numbers of somebody who makes other things, too. */
    public RandomMessages(Random random) {
        this.random = random;
    }

    public Message message() {
        Message.Builder builder = new Message.Builder(destination())
                .persistent(random.nextBoolean())
                .priority(random.nextInt(10))
                .timestamp(number())
                .expiration(number())
                .deliveryTime(number())
                .body(body());
        if (random.nextBoolean()) {
            builder.id(new MessageId(text(), number())).idHidden(random.nextInt(4) == 0);
        }
        if (random.nextBoolean()) {
            builder.type(text()).replyTo(destination());
        }
        if (random.nextBoolean()) {
            builder.properties(properties());
        }
        return builder.correlationId(random.nextInt(3) == 0 ? null : random.nextBoolean() ? text() : bytes())
                .build();
    }

    public Destination destination() {
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
    public String text() {
        int length = random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
        }
        return text.toString();
    }

    public byte[] bytes() {
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

    /** Without what no property may be. */
    private Map<String, @Nullable Object> properties() {
        Map<String, @Nullable Object> properties = map();
        properties.values().removeIf(value -> value instanceof byte[] || value instanceof Character);
        return properties;
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
