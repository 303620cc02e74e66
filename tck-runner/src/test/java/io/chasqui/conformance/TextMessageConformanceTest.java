package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.jms.TextMessage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text bodies. */
class TextMessageConformanceTest extends ConformanceTest {

    @Test
    @Covers("TXT-1")
    void aNewOrClearedMessageHasNoText() throws Exception {
        TextMessage message = session().createTextMessage();
        assertNull(message.getText());
        message.setText("text");
        message.clearBody();
        assertNull(message.getText());
        message.setText("text");
        TextMessage received = roundTrip(message, TextMessage.class);
        received.clearBody();
        assertNull(received.getText());
    }

    @Test
    @Covers("TXT-2")
    void noTextAndEmptyTextAreTwoThings() throws Exception {
        TextMessage created = session().createTextMessage(null);
        assertNull(created.getText());
        assertNull(roundTrip(created, TextMessage.class).getText());
        TextMessage reset = session().createTextMessage("text");
        reset.setText(null);
        assertNull(reset.getText());
        assertNull(roundTrip(reset, TextMessage.class).getText());
        TextMessage empty = session().createTextMessage("");
        assertEquals("", empty.getText());
        assertEquals("", roundTrip(empty, TextMessage.class).getText());
        empty.setText("");
        assertEquals("", roundTrip(empty, TextMessage.class).getText());
    }

    static Stream<String> texts() {
        return Stream.of(
                "plain",
                "größe, 名前, \uD83D\uDC8C",
                "NUL \u0000 and line\r\nends",
                "\uFFFE\uFFFF",
                "an unpaired high \uD83D surrogate",
                "an unpaired low \uDC8C surrogate",
                "\uDC8C\uD83D",
                "x".repeat(65_535),
                "ü".repeat(65_536),
                "\uD83D\uDC8C".repeat(500_000));
    }

    @ParameterizedTest
    @MethodSource("texts")
    @Covers("TXT-3")
    void everyTextArrivesUnchanged(String text) throws Exception {
        TextMessage received = roundTrip(session().createTextMessage(text), TextMessage.class);
        assertEquals(text.length(), received.getText().length());
        assertEquals(text, received.getText());
    }

    @Test
    @Covers("TXT-4")
    void theTextOfALocalMessageIsReadableAtAnyTime() throws Exception {
        TextMessage message = session().createTextMessage("first");
        assertEquals("first", message.getText());
        message.setText("second");
        assertEquals("second", message.getText());
        send(newQueue(), message);
        assertEquals("second", message.getText());
        message.clearBody();
        message.setText("third");
        assertEquals("third", message.getText());
    }
}
