package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiQueue;
import io.chasqui.api.ChasquiTopic;
import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.Message;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JmsMessageTest {

    private static final List<Class<?>> BODIES =
            List.of(TextMessage.class, BytesMessage.class, MapMessage.class, StreamMessage.class, ObjectMessage.class);

    private final FakeReception reception = new FakeReception();

    static Stream<JmsMessage> kinds() {
        return Stream.of(
                new JmsMessage(),
                new JmsTextMessage(),
                new JmsBytesMessage(),
                new JmsMapMessage(),
                new JmsStreamMessage(),
                new JmsObjectMessage(DeserializationPolicy.of(List.of())));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void hasAtMostOneBodyInterface_MSG_1(JmsMessage message) {
        long bodies = BODIES.stream().filter(body -> body.isInstance(message)).count();
        assertEquals(message.getClass() == JmsMessage.class ? 0 : 1, bodies);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void keepsItsKindAndMayBeEmpty_MSG_20_MSG_26(JmsMessage message) throws JMSException {
        assertSame(message.getClass(), Sending.received(message).getClass());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isReadOnlyWhenReceivedButForItsHeaders_MSG_12_HDR_30(JmsMessage message) throws JMSException {
        JmsMessage received = Sending.received(message);
        assertThrows(MessageNotWriteableException.class, () -> received.setIntProperty("p", 1));
        received.setJMSType("other");
        received.setJMSPriority(1);
        received.setJMSCorrelationID("c");
        received.setJMSRedelivered(true);
        received.setJMSMessageID("no prefix");
        assertEquals("other", received.getJMSType());
        assertEquals(1, received.getJMSPriority());
        assertEquals("c", received.getJMSCorrelationID());
        assertTrue(received.getJMSRedelivered());
        assertEquals("no prefix", received.getJMSMessageID(), "HDR-36");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void clearBodyLeavesPropertiesAndHeadersAlone_MSG_13_MSG_14(JmsMessage message) throws JMSException {
        message.setStringProperty("p", "v");
        JmsMessage received = Sending.received(message);
        received.clearBody();
        assertEquals("v", received.getStringProperty("p"));
        assertEquals(9, received.getJMSPriority());
        assertThrows(MessageNotWriteableException.class, () -> received.setIntProperty("q", 1));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void staysWritableAfterASend_MSG_11(JmsMessage message) throws JMSException {
        message.freeze(Sending.ENVELOPE);
        message.stamp(Sending.ENVELOPE);
        message.setIntProperty("p", 1);
        message.clearBody();
        assertEquals(1, message.getIntProperty("p"));
    }

    @Test
    void clearPropertiesLeavesTheBodyReadOnly_MSG_15() throws JMSException {
        JmsTextMessage sent = new JmsTextMessage();
        sent.setText("text");
        JmsTextMessage received = Sending.received(sent);
        received.clearProperties();
        received.setIntProperty("p", 1);
        assertEquals("text", received.getText());
        assertThrows(MessageNotWriteableException.class, () -> received.setText("other"));
    }

    @Test
    void aNewMessageHasTheHeaderDefaults() {
        JmsMessage message = new JmsMessage();
        assertEquals(DeliveryMode.PERSISTENT, message.getJMSDeliveryMode());
        assertEquals(4, message.getJMSPriority());
        assertNull(message.getJMSMessageID());
        assertNull(message.getJMSDestination());
        assertNull(message.getJMSReplyTo());
        assertNull(message.getJMSType());
        assertNull(message.getJMSCorrelationID());
        assertNull(message.getJMSCorrelationIDAsBytes());
        assertFalse(message.getJMSRedelivered());
        assertEquals(0, message.deliveryCount());
        assertEquals("JmsMessage", message.toString());
    }

    @Test
    void ignoresWhatTheSenderSetOfTheProvidersFields_HDR_1_HDR_31() throws JMSException {
        JmsMessage message = new JmsMessage();
        message.setJMSDestination(new ChasquiTopic("elsewhere"));
        message.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
        message.setJMSPriority(2);
        message.setJMSExpiration(1);
        message.setJMSDeliveryTime(2);
        message.setJMSTimestamp(3);
        message.setJMSMessageID("ID:mine");
        message.setJMSRedelivered(true);
        JmsMessage received = Sending.received(message);
        checkStamped(received);
        assertFalse(received.getJMSRedelivered());
        message.stamp(Sending.ENVELOPE);
        checkStamped(message);
    }

    private static void checkStamped(jakarta.jms.Message message) throws JMSException {
        assertEquals(new ChasquiQueue("orders"), message.getJMSDestination());
        assertEquals(DeliveryMode.NON_PERSISTENT, message.getJMSDeliveryMode());
        assertEquals(9, message.getJMSPriority());
        assertEquals(1_000, message.getJMSTimestamp());
        assertEquals(6_000, message.getJMSExpiration());
        assertEquals(1_500, message.getJMSDeliveryTime());
        assertEquals("ID:client-1:7", message.getJMSMessageID());
    }

    @Test
    void clearsTheIdOfAnEarlierSend_HDR_7() throws JMSException {
        JmsMessage message = new JmsMessage();
        message.stamp(Sending.ENVELOPE);
        Envelope without = new Envelope(Sending.QUEUE, null, null, true, 4, 0, 0, 5);
        message.stamp(without);
        assertNull(message.getJMSMessageID());
        assertNull(JmsMessage.received(message.freeze(without), 1, reception).getJMSMessageID());
        assertEquals(0, message.getJMSTimestamp(), "HDR-10");
    }

    @Test
    void carriesTheClientsHeaders_HDR_11_HDR_16_HDR_18() throws JMSException {
        JmsMessage message = new JmsMessage();
        message.setJMSCorrelationID("");
        message.setJMSType("type");
        message.setJMSReplyTo(new JmsTemporaryQueue("reply", null));
        JmsMessage received = Sending.received(message, reception);
        assertEquals("", received.getJMSCorrelationID());
        assertEquals("type", received.getJMSType());
        TemporaryQueue replyTo = (TemporaryQueue) received.getJMSReplyTo();
        assertEquals("reply", replyTo.getQueueName());
        replyTo.delete();
        assertEquals(List.of(new Destination(Destination.Kind.TEMPORARY_QUEUE, "reply")), reception.deleted);

        message.setJMSCorrelationID(null);
        message.setJMSType(null);
        message.setJMSReplyTo(null);
        JmsMessage next = Sending.received(message);
        assertNull(next.getJMSCorrelationID());
        assertNull(next.getJMSType());
        assertNull(next.getJMSReplyTo());
    }

    @Test
    void keepsCorrelationBytesAsTheyAre_HDR_13_HDR_14_HDR_15() throws JMSException {
        JmsMessage message = new JmsMessage();
        byte[] bytes = {(byte) 0xff, 0, 1};
        message.setJMSCorrelationIDAsBytes(bytes);
        bytes[0] = 5;
        JmsMessage received = Sending.received(message);
        assertArrayEquals(new byte[] {(byte) 0xff, 0, 1}, received.getJMSCorrelationIDAsBytes());
        received.getJMSCorrelationIDAsBytes()[0] = 7;
        assertArrayEquals(new byte[] {(byte) 0xff, 0, 1}, received.getJMSCorrelationIDAsBytes());

        message.setJMSCorrelationID("größe");
        assertArrayEquals("größe".getBytes(StandardCharsets.UTF_8), message.getJMSCorrelationIDAsBytes());
        message.setJMSCorrelationIDAsBytes("größe".getBytes(StandardCharsets.UTF_8));
        assertEquals("größe", Sending.received(message).getJMSCorrelationID());
        message.setJMSCorrelationIDAsBytes(null);
        assertNull(message.getJMSCorrelationID());
    }

    @Test
    void refusesAForeignReplyTo_HDR_17() {
        Queue foreign = () -> "orders";
        assertThrows(InvalidDestinationException.class, () -> new JmsMessage().setJMSReplyTo(foreign));
    }

    @Test
    void showsTheDeliveryCount_HDR_19_HDR_22_JSX_2() throws JMSException {
        Message sent = new JmsMessage().freeze(Sending.ENVELOPE);
        JmsMessage first = JmsMessage.received(sent, 1, reception);
        assertFalse(first.getJMSRedelivered());
        assertEquals(1, first.getIntProperty("JMSXDeliveryCount"));
        JmsMessage second = JmsMessage.received(sent, 2, reception);
        assertTrue(second.getJMSRedelivered());
        assertEquals(2, second.getIntProperty("JMSXDeliveryCount"));
        assertEquals(2, second.deliveryCount());
        assertEquals(List.of("JMSXDeliveryCount"), Collections.list(second.getPropertyNames()), "PRP-28");
        assertEquals(1, JmsMessage.browsed(sent, 1, reception).getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    void forwardsAReceivedMessageAsANewOne_MSG_23() throws JMSException {
        JmsTextMessage sent = new JmsTextMessage();
        sent.setText("text");
        sent.setStringProperty("p", "v");
        sent.setJMSType("type");
        sent.setJMSCorrelationID("c");
        sent.setJMSReplyTo(new ChasquiTopic("reply"));
        Message original = sent.freeze(Sending.ENVELOPE);
        JmsMessage received = JmsMessage.received(original, 5, reception);
        Envelope next = new Envelope(Destination.topic("next"), null, null, true, 1, 20, 0, 20);
        Message forwarded = received.freeze(next);
        assertEquals(Map.of("p", "v"), forwarded.properties());
        assertEquals("type", forwarded.type());
        assertEquals("c", forwarded.correlationId());
        assertEquals(Destination.topic("reply"), forwarded.replyTo());
        assertEquals(0, forwarded.expiration());
        assertEquals(20, forwarded.deliveryTime());
        assertNull(forwarded.id());
        assertSame(original.properties(), forwarded.properties(), "nothing changed, nothing copied");
        assertSame(((Body.Text) original.body()).text(), ((Body.Text) forwarded.body()).text());

        received.setJMSType(null);
        assertNull(received.freeze(next).type());
        assertEquals("c", received.freeze(next).correlationId());
    }

    @Test
    void oneReceiversChangesStayWithThatReceiver_MSG_16() throws JMSException {
        JmsMapMessage sent = new JmsMapMessage();
        sent.setBytes("b", new byte[] {1});
        sent.setStringProperty("p", "v");
        Message message = sent.freeze(Sending.ENVELOPE);
        JmsMapMessage first = (JmsMapMessage) JmsMessage.received(message, 1, reception);
        first.getBytes("b")[0] = 9;
        first.clearProperties();
        first.setStringProperty("p", "other");
        first.clearBody();
        first.setString("s", "new");
        first.setJMSType("changed");
        JmsMapMessage again = (JmsMapMessage) JmsMessage.received(message, 2, reception);
        assertArrayEquals(new byte[] {1}, again.getBytes("b"));
        assertFalse(again.itemExists("s"));
        assertEquals("v", again.getStringProperty("p"));
        assertNull(again.getJMSType());
    }

    @Test
    void theSameMessageMayBeSentManyTimes_MSG_9() throws JMSException {
        JmsTextMessage message = new JmsTextMessage();
        message.setText("one");
        message.setIntProperty("n", 1);
        Message first = message.freeze(Sending.ENVELOPE);
        message.setText("two");
        message.setIntProperty("n", 2);
        Message second = message.freeze(Sending.ENVELOPE);
        assertNotSame(first, second);
        assertEquals(new Body.Text("one"), first.body());
        assertEquals(1, first.properties().get("n"));
        assertEquals(new Body.Text("two"), second.body());
        assertEquals(2, second.properties().get("n"));
    }

    @Test
    void acknowledgesOnlyWhatAConsumerReceived_ACK_15() throws JMSException {
        new JmsMessage().acknowledge();
        Message sent = new JmsMessage().freeze(Sending.ENVELOPE);
        JmsMessage.browsed(sent, 1, reception).acknowledge();
        assertEquals(0, reception.acknowledgements);
        JmsMessage received = JmsMessage.received(sent, 1, reception);
        received.acknowledge();
        assertEquals(1, reception.acknowledgements);
        received.stamp(Sending.ENVELOPE);
        received.acknowledge();
        assertEquals(2, reception.acknowledgements, "forwarding does not cut the tie to the session");
    }

    @Test
    void aPropertyIsNoHeaderField_PRP_25_PRP_26() throws JMSException {
        JmsMessage received = Sending.received(new JmsMessage());
        assertFalse(received.propertyExists("JMSPriority"));
        assertNotEquals(List.of(), Collections.list(received.getPropertyNames()));
        assertFalse(Collections.list(received.getPropertyNames()).contains("JMSPriority"));
    }

    @Test
    void setsPropertiesOfEveryType_PRP_1_PRP_31() throws JMSException {
        JmsMessage message = new JmsMessage();
        message.setBooleanProperty("z", true);
        message.setByteProperty("b", Byte.MIN_VALUE);
        message.setShortProperty("s", Short.MAX_VALUE);
        message.setIntProperty("i", Integer.MIN_VALUE);
        message.setLongProperty("l", Long.MIN_VALUE);
        message.setFloatProperty("f", -0.0f);
        message.setDoubleProperty("d", Double.NEGATIVE_INFINITY);
        message.setStringProperty("t", "\0\ud83d\ude00");
        JmsMessage received = Sending.received(message);
        assertTrue(received.getBooleanProperty("z"));
        assertEquals(Byte.MIN_VALUE, received.getByteProperty("b"));
        assertEquals(Short.MAX_VALUE, received.getShortProperty("s"));
        assertEquals(Integer.MIN_VALUE, received.getIntProperty("i"));
        assertEquals(Long.MIN_VALUE, received.getLongProperty("l"));
        assertEquals(-0.0f, received.getFloatProperty("f"));
        assertEquals(Double.NEGATIVE_INFINITY, received.getDoubleProperty("d"));
        assertEquals("\0\ud83d\ude00", received.getStringProperty("t"));
    }
}
