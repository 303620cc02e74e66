package io.chasqui.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bodies that are checked while they pass by, compared with what decoding them whole says. */
class BodyScannerTest {

    private static final int RUNS = 20_000;

    private final Random random = new Random(4711);

    @Test
    void takesWhatCanBeDecodedInAnyPiecesAndKnowsItsSize() throws MalformedBytesException {
        for (int run = 0; run < RUNS; run++) {
            Body body = body();
            BodyScanner scanner = scan(encode(body));
            assertEquals(body.size(), scanner.plainSize(), () -> "size of " + body);
        }
    }

    @Test
    void refusesWhatCannotBeDecoded() {
        int refused = 0;
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = damaged(encode(body()));
            boolean decodes = succeeds(() -> MessageCodec.decodeBody(bytes));
            boolean passes = succeeds(() -> scan(bytes));
            // Bodies without anything in them are not for the scanner, and what is compressed is not looked into.
            boolean comparable = bytes.length > 0 && BodyScanner.takes(bytes[0]);
            if (comparable) {
                assertEquals(decodes, passes, () -> Arrays.toString(bytes));
            }
            refused += passes ? 0 : 1;
        }
        assertTrue(refused > RUNS / 4, refused + " were refused");
    }

    @Test
    void theNamesOfAMapAreBounded() {
        ByteWriter out = new ByteWriter();
        out.writeByte(MessageCodec.ENTRIES)
                .writeVar(1)
                .writeText("n".repeat((1 << 20) + 1))
                .writeByte(0);
        String reason = String.valueOf(assertThrows(MalformedBytesException.class, () -> scan(out.toByteArray()))
                .getMessage());
        assertTrue(reason.contains("names in a map take more than 1048576 bytes"), reason);
    }

    private interface Attempt {
        void run() throws MalformedBytesException;
    }

    private static boolean succeeds(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (MalformedBytesException e) {
            return false;
        }
    }

    private BodyScanner scan(byte[] bytes) throws MalformedBytesException {
        BodyScanner scanner = new BodyScanner();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, random.nextInt(12));
            scanner.next(Arrays.copyOfRange(bytes, at, at + length));
            at += length;
        }
        scanner.end();
        assertEquals(bytes.length, scanner.seenBytes());
        return scanner;
    }

    private static byte[] encode(Body body) {
        ByteWriter out = new ByteWriter();
        MessageCodec.writeBody(out, body);
        return out.toByteArray();
    }

    private byte[] damaged(byte[] bytes) {
        byte[] copy = Arrays.copyOf(bytes, Math.max(1, bytes.length + random.nextInt(5) - 2));
        for (int flips = random.nextInt(3); flips > 0; flips--) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private Body body() {
        return switch (random.nextInt(4)) {
            case 0 -> new Body.Text(text());
            case 1 -> new Body.Bytes(new byte[random.nextInt(300)]);
            case 2 -> new Body.Items(Arrays.asList(values()));
            default -> new Body.Entries(entries());
        };
    }

    private Map<String, @Nullable Object> entries() {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        for (@Nullable Object value : values()) {
            entries.put(text(), value);
        }
        return Collections.unmodifiableMap(entries);
    }

    private @Nullable Object[] values() {
        @Nullable Object[] values = new Object[random.nextInt(6)];
        Arrays.setAll(values, i -> value());
        return values;
    }

    private @Nullable Object value() {
        List<Object> some = List.of(
                true,
                (byte) random.nextInt(),
                (short) random.nextInt(),
                (char) random.nextInt(),
                random.nextInt(),
                random.nextLong(),
                random.nextFloat(),
                random.nextDouble(),
                text(),
                new byte[random.nextInt(40)]);
        int index = random.nextInt(some.size() + 1);
        return index == some.size() ? null : some.get(index);
    }

    /** Of characters that take one, two and three bytes, surrogates without a partner among them. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(8); left > 0; left--) {
            text.append((char) (random.nextBoolean() ? 'a' : random.nextInt(Character.MAX_VALUE + 1)));
        }
        return text.toString();
    }
}
