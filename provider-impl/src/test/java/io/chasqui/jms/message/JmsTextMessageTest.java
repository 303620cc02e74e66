package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MessageNotWriteableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JmsTextMessageTest {

    private final JmsTextMessage message = new JmsTextMessage();

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "text", "\0", "\ud83d\ude00", "\ud83d alone", "alone \ude00"})
    void carriesEveryText_TXT_2_TXT_3(String text) throws JMSException {
        message.setText(text);
        assertEquals(text, message.getText());
        assertEquals(text, Sending.received(message).getText());
    }

    @Test
    void hasNoTextAtFirstAndAfterClearBody_TXT_1() throws JMSException {
        assertNull(message.getText());
        message.setText("text");
        message.clearBody();
        assertNull(message.getText());
    }

    @Test
    void isReadOnlyWhenReceivedUntilCleared_MSG_12_MSG_13() throws JMSException {
        message.setText("text");
        JmsTextMessage received = Sending.received(message);
        assertThrows(MessageNotWriteableException.class, () -> received.setText("other"));
        assertEquals("text", received.getText());
        received.clearBody();
        assertNull(received.getText());
        received.setText("other");
        assertEquals("other", received.getText());
    }
}
