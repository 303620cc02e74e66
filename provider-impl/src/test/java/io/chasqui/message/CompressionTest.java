package io.chasqui.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CompressionTest {

    static Stream<Body> bodies() {
        return Stream.of(
                new Body.Text("again and ".repeat(500)),
                new Body.Bytes(new byte[10_000]),
                new Body.Serialized(new byte[5_000]),
                new Body.Entries(new LinkedHashMap<>(Map.of("key", "value ".repeat(1_000)))),
                new Body.Items(List.of("item ".repeat(1_000), 7)));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyComesBackAsItWas(Body body) throws MalformedBytesException {
        Body.Compressed compressed = assertInstanceOf(Body.Compressed.class, Compression.compress(body));
        assertTrue(compressed.size() < body.size() / 10, compressed.size() + " of " + body.size());
        Message message =
                new Message.Builder(Destination.queue("q")).body(compressed).build();
        Message decoded = MessageCodec.decode(MessageCodec.encode(message));
        assertTrue(decoded.size() < 10_000 / 2, "the broker counts what it holds");
        assertEquals(encoded(body), encoded(decoded.body()));
    }

    private static String encoded(Body body) {
        return Arrays.toString(MessageCodec.encode(
                new Message.Builder(Destination.queue("q")).body(body).build()));
    }

    @Test
    void whatDoesNotBecomeSmallerStaysAsItIs() {
        byte[] noise = new byte[2_000];
        new Random(1).nextBytes(noise);
        Body body = new Body.Bytes(noise);
        assertSame(body, Compression.compress(body));
        Body empty = new Body.Text("");
        assertSame(empty, Compression.compress(empty));
    }

    @Test
    void damageIsNoticed() {
        Body.Compressed good = (Body.Compressed) Compression.compress(new Body.Text("again and ".repeat(500)));
        byte[] cut = Arrays.copyOf(good.content(), good.content().length / 2);
        assertThrows(
                MalformedBytesException.class, () -> Compression.inflate(new Body.Compressed(good.plainLength(), cut)));
        assertThrows(
                MalformedBytesException.class,
                () -> Compression.inflate(new Body.Compressed(Integer.MAX_VALUE - 16, good.content())));
        assertThrows(
                MalformedBytesException.class,
                () -> Compression.inflate(new Body.Compressed(good.plainLength() - 1, good.content())));
    }

    @Test
    void whatCannotBeDecompressedIsShownAsBytes() {
        Message message = new Message.Builder(Destination.queue("q"))
                .body(new Body.Compressed(100, new byte[] {1, 2, 3}))
                .build();
        assertInstanceOf(Body.Bytes.class, message.body());
    }
}
