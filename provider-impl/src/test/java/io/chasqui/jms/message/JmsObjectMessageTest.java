package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.message.Body;
import io.chasqui.message.Message;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmsObjectMessageTest {

    private final JmsObjectMessage message = new JmsObjectMessage(DeserializationPolicy.of(List.of()));

    @Test
    void takesASnapshot_OBJ_1() throws JMSException {
        ArrayList<String> list = new ArrayList<>(List.of("a"));
        message.setObject(list);
        list.add("b");
        assertEquals(List.of("a"), message.getObject());
        assertEquals(
                List.of("a"),
                Sending.received(message, new FakeReception("java.util.*")).getObject());
    }

    @Test
    void hasNoObjectAtFirstAndAfterClearBody_OBJ_2_OBJ_9() throws JMSException {
        assertNull(message.getObject());
        message.setObject("x");
        message.clearBody();
        assertNull(message.getObject());
        message.setObject(null);
        assertNull(Sending.received(message).getObject());
    }

    @Test
    void refusesWhatCannotBeSerialised_OBJ_3() throws JMSException {
        ArrayList<Object> list = new ArrayList<>(List.of(new Object()));
        message.setObject("before");
        MessageFormatException refused = assertThrows(MessageFormatException.class, () -> message.setObject(list));
        assertEquals(java.io.NotSerializableException.class, refused.getCause().getClass());
        assertEquals("before", message.getObject());
    }

    @Test
    void givesACopyEachTime_OBJ_5_OBJ_6() throws JMSException {
        message.setObject(new ArrayList<>(List.of("a")));
        assertNotSame(message.getObject(), message.getObject());
        JmsObjectMessage received = Sending.received(message, new FakeReception("*"));
        assertNotSame(received.getObject(), received.getObject());
        assertEquals(List.of("a"), received.getObject());
    }

    @Test
    void anApplicationMayReadItsOwnObjectWhateverThePolicy_OBJ_6() throws JMSException {
        message.setObject(new Order("own"));
        assertEquals(new Order("own"), message.getObject());
        JmsObjectMessage received = Sending.received(message);
        assertThrows(MessageFormatException.class, received::getObject);
        received.clearBody();
        received.setObject(new Order("mine now"));
        assertEquals(new Order("mine now"), received.getObject());
    }

    @Test
    void deserialisesNothingBeforeItIsAsked_OBJ_4_OBJ_8() throws JMSException {
        Message damaged = new Message.Builder(Sending.QUEUE)
                .body(new Body.Serialized(new byte[] {1, 2, 3}))
                .build();
        JmsObjectMessage received = (JmsObjectMessage) JmsMessage.received(damaged, 1, new FakeReception());
        assertEquals(1, received.getIntProperty("JMSXDeliveryCount"));
        assertThrows(MessageFormatException.class, received::getObject);
        assertEquals(damaged.body(), received.freeze(Sending.ENVELOPE).body(), "it can be forwarded all the same");
    }

    @Test
    void isReadOnlyWhenReceived_MSG_12() throws JMSException {
        message.setObject("x");
        JmsObjectMessage received = Sending.received(message);
        assertThrows(MessageNotWriteableException.class, () -> received.setObject("y"));
        assertEquals("x", received.getObject());
    }

    private record Order(String name) implements Serializable {}
}
