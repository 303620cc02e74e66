package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties whose names start with JMS: defined ones, the provider's, and those nobody defined. */
class JmsxPropertyConformanceTest extends ConformanceTest {

    private static final Set<String> DEFINED = Set.of(
            "JMSXUserID",
            "JMSXAppID",
            "JMSXDeliveryCount",
            "JMSXGroupID",
            "JMSXGroupSeq",
            "JMSXProducerTXID",
            "JMSXConsumerTXID",
            "JMSXRcvTimestamp",
            "JMSXState");

    private Set<String> supported() throws JMSException {
        return setOf(connection().getMetaData().getJMSXPropertyNames());
    }

    @Test
    @Covers({"JSX-1", "JSX-12"})
    void theMetadataListSupportedNamesInTheirExactCase() throws Exception {
        Set<String> supported = supported();
        assertTrue(
                supported.containsAll(Set.of("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount")), supported::toString);
        assertTrue(DEFINED.containsAll(supported), () -> "not all of these are defined: " + supported);
        Message received = roundTrip(session().createMessage(), Message.class);
        assertFalse(received.propertyExists("jmsxdeliverycount"));
        assertFalse(received.propertyExists("JMSXDELIVERYCOUNT"));
        for (String name : setOf(received.getPropertyNames())) {
            assertTrue(!name.startsWith("JMSX") || supported.contains(name), () -> name + " is not in the metadata");
        }
    }

    @Test
    @Covers("JSX-5")
    void theDeliveryCountReadsLikeAnyInt() throws Exception {
        Message received = roundTrip(session().createMessage(), Message.class);
        assertEquals(1, received.getIntProperty("JMSXDeliveryCount"));
        assertEquals(1L, received.getLongProperty("JMSXDeliveryCount"));
        assertEquals("1", received.getStringProperty("JMSXDeliveryCount"));
        assertEquals(1, received.getObjectProperty("JMSXDeliveryCount"));
        assertThrows(MessageFormatException.class, () -> received.getBooleanProperty("JMSXDeliveryCount"));
        assertThrows(MessageFormatException.class, () -> received.getByteProperty("JMSXDeliveryCount"));
        assertThrows(MessageFormatException.class, () -> received.getShortProperty("JMSXDeliveryCount"));
        assertThrows(MessageFormatException.class, () -> received.getFloatProperty("JMSXDeliveryCount"));
        assertThrows(MessageFormatException.class, () -> received.getDoubleProperty("JMSXDeliveryCount"));
    }

    @Test
    @Covers("JSX-6")
    void theDeliveryCountOfTheSenderHasNoEffect() throws Exception {
        Message message = session().createMessage();
        try {
            message.setIntProperty("JMSXDeliveryCount", 17);
        } catch (JMSException refused) {
            return; // then it can have no effect either
        }
        assertEquals(1, roundTrip(message, Message.class).getIntProperty("JMSXDeliveryCount"));
    }

    @Test
    @Covers("JSX-7")
    void theGroupArrivesUnchanged() throws Exception {
        Message message = session().createMessage();
        message.setStringProperty("JMSXGroupID", "group");
        message.setIntProperty("JMSXGroupSeq", 5);
        Message received = roundTrip(message, Message.class);
        assertEquals("group", received.getObjectProperty("JMSXGroupID"));
        assertEquals(5, received.getObjectProperty("JMSXGroupSeq"));
        assertTrue(setOf(received.getPropertyNames()).containsAll(Set.of("JMSXGroupID", "JMSXGroupSeq")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JMSXUserID", "JMSXAppID", "JMSXProducerTXID"})
    @Covers("JSX-9")
    void aSupportedPropertyOfTheSendIsSeenOnBothSides(String name) throws Exception {
        boolean transaction = name.equals("JMSXProducerTXID");
        var session = transaction ? newSession(Session.SESSION_TRANSACTED) : session();
        Queue queue = newQueue();
        Message message = session.createMessage();
        session.createProducer(queue).send(message);
        if (transaction) {
            session.commit();
        }
        Message received = receiveFrom(queue);
        if (supported().contains(name)) {
            assertTrue(message.propertyExists(name), name);
            assertEquals(message.getObjectProperty(name), received.getObjectProperty(name));
        } else {
            assertFalse(message.propertyExists(name), name);
            assertFalse(received.propertyExists(name), name);
        }
    }

    @Test
    @Covers("JSX-10")
    void aSupportedPropertyOfTheReceiptIsSeenByTheReceiverAlone() throws Exception {
        Message message = session().createMessage();
        long before = System.currentTimeMillis();
        Message received = roundTrip(message, Message.class);
        boolean timestamps = supported().contains("JMSXRcvTimestamp");
        assertEquals(timestamps, received.propertyExists("JMSXRcvTimestamp"));
        assertTrue(!timestamps || received.getLongProperty("JMSXRcvTimestamp") >= before);
        assertFalse(message.propertyExists("JMSXRcvTimestamp"));
        assertFalse(message.propertyExists("JMSXConsumerTXID"));
        if (!supported().contains("JMSXConsumerTXID")) {
            assertFalse(received.propertyExists("JMSXConsumerTXID"));
        }
    }

    @Test
    @Covers("JSX-11")
    void theUserCannotBeForged() throws Exception {
        assumeTrue(supported().contains("JMSXUserID"), "JMSXUserID is optional");
        Message message = session().createMessage();
        message.setStringProperty("JMSXUserID", "forged");
        assertEquals(provider.user(), roundTrip(message, Message.class).getStringProperty("JMSXUserID"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSXUserID IS NULL",
                "JMSXAppID IS NULL",
                "JMSXState IS NULL",
                "JMSXNobodyDefined IS NULL",
                "JMSXGroupSeq IS NULL"
            })
    @Covers("JSX-13")
    void selectorsMayUseJmsxNamesWhetherSupportedOrNot(String selector) throws Exception {
        Queue queue = newQueue();
        String name = selector.substring(0, selector.indexOf(' '));
        send(queue, session().createMessage());
        String expected =
                supported().contains(name) && !name.startsWith("JMSXGroup") ? name + " IS NOT NULL" : selector;
        try (MessageConsumer consumer = session().createConsumer(queue, expected)) {
            receive(consumer);
        }
    }

    @Test
    @Covers("JSX-13")
    void aSelectorSeesTheGroup() throws Exception {
        Queue queue = newQueue();
        for (String group : new String[] {"a", "b"}) {
            Message message = session().createTextMessage(group);
            message.setStringProperty("JMSXGroupID", group);
            message.setIntProperty("JMSXGroupSeq", 1);
            send(queue, message);
        }
        try (MessageConsumer consumer = session().createConsumer(queue, "JMSXGroupID = 'b' AND JMSXGroupSeq = 1")) {
            assertEquals("b", receiveText(consumer));
            assertNull(consumer.receiveNoWait());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JMSXDeliveryCount", "JMSXRcvTimestamp", "JMSXConsumerTXID"})
    @OurDecision
    @Covers("JSX-14")
    void aSelectorSeesNothingOfThePropertiesSetOnReceipt(String name) throws Exception {
        Queue queue = newQueue();
        send(queue, session().createMessage());
        try (MessageConsumer consumer = session().createConsumer(queue, name + " IS NULL")) {
            receive(consumer);
        }
    }

    @Test
    @Covers("JSX-15")
    void vendorPropertiesBearTheNameOfAVendorAndAreNotNeeded() throws Exception {
        Message received = roundTrip(session().createMessage(), Message.class);
        for (String name : setOf(received.getPropertyNames())) {
            assertTrue(name.startsWith("JMSX") || name.startsWith("JMS_"), name);
        }
        received.clearProperties();
        assertEquals(1, roundTrip(received, Message.class).getIntProperty("JMSXDeliveryCount"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JMSType", "JMSMessageID", "JMSDeliveryTime", "JMSUnknown", "JMS"})
    @OurDecision
    @Covers("JSX-16")
    void otherNamesThatStartWithJmsAreRefused(String name) throws Exception {
        Message message = session().createMessage();
        assertThrows(JMSException.class, () -> message.setStringProperty(name, "value"));
        assertFalse(message.propertyExists(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JMS_other_option", "JMSXNobodyDefined", "jmsType"})
    @OurDecision
    @Covers("JSX-16")
    void vendorAndUnknownJmsxNamesAreAccepted(String name) throws Exception {
        Message message = session().createMessage();
        message.setStringProperty(name, "value");
        assertEquals("value", roundTrip(message, Message.class).getStringProperty(name));
    }
}
