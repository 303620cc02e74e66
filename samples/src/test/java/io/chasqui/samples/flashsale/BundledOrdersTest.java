package io.chasqui.samples.flashsale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BundledOrdersTest {

    private static final int MAX_BYTES = 4_000_000;

    @Test
    void areWhatTheGeneratorMakes() throws IOException {
        try (InputStream file = open()) {
            byte[] bytes = file.readAllBytes();
            assertTrue(bytes.length < MAX_BYTES, bytes.length + " bytes");
            String text = new String(bytes, StandardCharsets.UTF_8);
            assertEquals(
                    String.join("\n", OrderFileGenerator.lines(OrderFileGenerator.ORDERS)),
                    String.join("\n", text.lines().toList()));
        }
    }

    @Test
    void haveOneLineOfEachKindThatIsNoOrder() throws IOException {
        Rejects rejects = new Rejects(Writer.nullWriter());
        int orders = 0;
        try (OrderFile file = new OrderFile(open(), rejects)) {
            while (file.next() != null) {
                orders++;
            }
        }
        assertEquals(OrderFileGenerator.ORDERS, orders);
        assertEquals(10, rejects.count());
    }

    private static InputStream open() {
        return Objects.requireNonNull(FlashSale.class.getResourceAsStream(FlashSale.BUNDLED_ORDERS));
    }
}
