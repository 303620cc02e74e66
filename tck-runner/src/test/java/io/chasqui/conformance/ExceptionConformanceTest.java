package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The family of exceptions: checked, unchecked twin, code, cause, and that a failure breaks nothing. */
class ExceptionConformanceTest extends ConformanceTest {

    /** Failures of two calls that have nothing in common but their kind. */
    private static final Set<String> NOT_TRANSLATED = Set.of("read-only message", "session mode");

    /** The same failure in the classic and in the simplified API. */
    private record Twins(
            Class<? extends JMSException> checked,
            Executable classic,
            Class<? extends JMSRuntimeException> unchecked,
            Executable simplified) {}

    private Map<String, Twins> failures() throws Exception {
        Map<String, Twins> all = new LinkedHashMap<>();
        addConnectionFailures(all);
        addSessionFailures(all);
        addMessageFailures(all);
        return all;
    }

    private void addSessionFailures(Map<String, Twins> all) throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        JMSContext context = newContext();
        all.put(
                "commit",
                new Twins(
                        IllegalStateException.class,
                        session()::commit,
                        IllegalStateRuntimeException.class,
                        context::commit));
        all.put(
                "durable without client ID",
                new Twins(
                        IllegalStateException.class,
                        () -> session().createDurableConsumer(topic, "n"),
                        IllegalStateRuntimeException.class,
                        () -> context.createDurableConsumer(topic, "n")));
        all.put(
                "destination",
                new Twins(
                        InvalidDestinationException.class,
                        () -> session().createConsumer(null),
                        InvalidDestinationRuntimeException.class,
                        () -> context.createConsumer(null)));
        all.put(
                "unsubscribe",
                new Twins(
                        InvalidDestinationException.class,
                        () -> session().unsubscribe("unknown"),
                        InvalidDestinationRuntimeException.class,
                        () -> context.unsubscribe("unknown")));
        all.put(
                "selector",
                new Twins(
                        InvalidSelectorException.class,
                        () -> session().createConsumer(queue, "a = = 1"),
                        InvalidSelectorRuntimeException.class,
                        () -> context.createConsumer(queue, "a = = 1")));
    }

    private void addMessageFailures(Map<String, Twins> all) throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        send(queue, "read-only");
        Message readOnly = receiveFrom(queue);
        all.put(
                "null message",
                new Twins(
                        MessageFormatException.class,
                        () -> session().createProducer(queue).send(null),
                        MessageFormatRuntimeException.class,
                        () -> context.createProducer().send(queue, (Message) null)));
        all.put(
                "read-only message",
                new Twins(
                        MessageNotWriteableException.class,
                        () -> readOnly.setIntProperty("a", 1),
                        MessageNotWriteableRuntimeException.class,
                        () -> context.createProducer().setProperty("a", 1).send(queue, readOnly)));
    }

    private void addConnectionFailures(Map<String, Twins> all) throws Exception {
        String clientId = names.clientId();
        newConnection(clientId);
        ConnectionFactory factory = provider.connectionFactory();
        all.put(
                "password",
                new Twins(
                        JMSSecurityException.class,
                        () -> factory.createConnection(provider.user(), "wrong"),
                        JMSSecurityRuntimeException.class,
                        () -> factory.createContext(provider.user(), "wrong")));
        all.put(
                "client ID in use",
                new Twins(
                        InvalidClientIDException.class,
                        () -> stoppedConnection().setClientID(clientId),
                        InvalidClientIDRuntimeException.class,
                        () -> newContext().setClientID(clientId)));
        all.put(
                "session mode",
                new Twins(
                        JMSException.class,
                        () -> connection().createSession(99),
                        JMSRuntimeException.class,
                        () -> factory.createContext(99)));
    }

    @Test
    @Covers({"EXC-1", "EXC-2", "EXC-3", "EXC-7", "EXC-8", "CTX-12"})
    void everyFailureIsOfTheKindOfItsApi() throws Exception {
        assertAll(failures().entrySet().stream().map(entry -> () -> {
            Twins twins = entry.getValue();
            assertThrows(twins.checked, twins.classic, entry.getKey());
            assertThrows(twins.unchecked, twins.simplified, entry.getKey());
        }));
    }

    @Test
    @Covers("EXC-3")
    void theUncheckedTwinKeepsMessageAndCode() throws Exception {
        assertAll(failures().entrySet().stream().map(entry -> () -> {
            Twins twins = entry.getValue();
            JMSException checked = assertThrows(JMSException.class, twins.classic);
            JMSRuntimeException unchecked = assertThrows(JMSRuntimeException.class, twins.simplified);
            if (!NOT_TRANSLATED.contains(entry.getKey())) {
                assertEquals(checked.getErrorCode(), unchecked.getErrorCode(), entry.getKey());
                assertEquals(checked.getMessage(), unchecked.getMessage(), entry.getKey());
            }
        }));
    }

    @Test
    @Covers("EXC-4")
    void everyFailureHasAStableCodeAndAMessage() throws Exception {
        assertAll(failures().entrySet().stream().map(entry -> () -> {
            JMSException first = assertThrows(JMSException.class, entry.getValue().classic);
            JMSException second = assertThrows(JMSException.class, entry.getValue().classic);
            assertNotNull(first.getErrorCode(), entry.getKey());
            assertFalse(first.getErrorCode().isBlank(), entry.getKey());
            assertEquals(first.getErrorCode(), second.getErrorCode(), entry.getKey());
            assertFalse(first.getMessage().isBlank(), entry.getKey());
        }));
    }

    @Test
    @Covers("EXC-5")
    void causesAreGivenBothWays() throws Exception {
        ObjectMessage message = roundTrip(session().createObjectMessage(new FailsToDeserialise()), ObjectMessage.class);
        JMSException unreadable = assertThrows(JMSException.class, message::getObject);
        assertInstanceOf(InvalidObjectException.class, unreadable.getCause());
        assertSame(unreadable.getCause(), unreadable.getLinkedException());
        assertAll(failures().values().stream().map(twins -> () -> {
            JMSException failure = assertThrows(JMSException.class, twins.classic);
            if (failure.getLinkedException() != null) {
                assertSame(failure.getLinkedException(), failure.getCause());
            } else if (failure.getCause() != null) {
                assertInstanceOf(Error.class, failure.getCause(), "an Exception is linked as well");
            }
        }));
    }

    /** Can be sent, but not read. */
    private static final class FailsToDeserialise implements Serializable {

        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) throws InvalidObjectException {
            throw new InvalidObjectException("refused by the test");
        }
    }

    @Test
    @Covers("EXC-9")
    void aFailedCallLeavesTheObjectUsable() throws Exception {
        Queue queue = newQueue();
        Connection connection = newConnection();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        new Calls<Session>()
                .with("selector", s -> s.createConsumer(queue, "a = = 1"))
                .with("browser", s -> s.createBrowser(queue, "a = = 1"))
                .with("destination", s -> s.createConsumer(null))
                .with("unsubscribe", s -> s.unsubscribe("unknown"))
                .with("commit", Session::commit)
                .with("rollback", Session::rollback)
                .with("null message", s -> producer.send(null))
                .with("delivery mode", s -> producer.setDeliveryMode(99))
                .with("session mode", s -> connection.createSession(99))
                .allThrow(JMSException.class, session);
        producer.send(session.createTextMessage("still working"));
        assertEquals("still working", receiveText(consumer));

        JMSContext context = newContext();
        JMSProducer simplified = context.createProducer();
        new Calls<JMSContext>()
                .with("selector", c -> c.createConsumer(queue, "a = = 1"))
                .with("destination", c -> simplified.send(null, "text"))
                .with("commit", JMSContext::commit)
                .with("child", c -> c.createContext(99))
                .allThrow(JMSRuntimeException.class, context);
        simplified.send(queue, "still working");
        assertEquals("still working", receiveText(consumer));
    }

    @Test
    @Covers("EXC-11")
    void exceptionsAreSerialisable() throws Exception {
        assertAll(failures().values().stream().map(twins -> () -> {
            JMSException failure = assertThrows(JMSException.class, twins.classic);
            JMSException copy = copyOf(failure);
            assertSame(failure.getClass(), copy.getClass());
            assertEquals(failure.getMessage(), copy.getMessage());
            assertEquals(failure.getErrorCode(), copy.getErrorCode());
            JMSRuntimeException unchecked = assertThrows(JMSRuntimeException.class, twins.simplified);
            JMSRuntimeException uncheckedCopy = copyOf(unchecked);
            assertSame(unchecked.getClass(), uncheckedCopy.getClass());
            assertEquals(unchecked.getErrorCode(), uncheckedCopy.getErrorCode());
        }));
    }

    @SuppressWarnings("unchecked") // a copy is of the class of its original
    private static <T> T copyOf(T original) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Test
    @Covers("EXC-12")
    void onAClosedSessionTheStateIsCheckedBeforeTheArguments() throws Exception {
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(newQueue());
        MessageConsumer consumer = session.createConsumer(newQueue());
        QueueBrowser browser = session.createBrowser(newQueue());
        session.close();
        ClosedCalls.session(null, null).allThrow(IllegalStateException.class, session);
        new Calls<Session>()
                .with("selector", s -> s.createConsumer(null, "a = = 1"))
                .with("unsubscribe", s -> s.unsubscribe(null))
                .with("queue", s -> s.createQueue(null))
                .with("topic", s -> s.createTopic(null))
                .allThrow(IllegalStateException.class, session);
        ClosedCalls.identifiedProducer(null).allThrow(IllegalStateException.class, producer);
        ClosedCalls.unidentifiedProducer(null, null).allThrow(IllegalStateException.class, producer);
        new Calls<MessageProducer>()
                .with("mode", p -> p.setDeliveryMode(99))
                .with("priority", p -> p.setPriority(99))
                .with("null listener", p -> p.send((Message) null, null))
                .allThrow(IllegalStateException.class, producer);
        ClosedCalls.consumer().allThrow(IllegalStateException.class, consumer);
        ClosedCalls.browser().allThrow(IllegalStateException.class, browser);
    }

    @Test
    @Covers("EXC-12")
    void onAClosedContextTheStateIsCheckedBeforeTheArguments() throws Exception {
        JMSContext context = newContext();
        JMSProducer producer = context.createProducer();
        JMSConsumer consumer = context.createConsumer(newQueue());
        TextMessage message = context.createTextMessage();
        context.close();
        ClosedCalls.context(null, null).allThrow(IllegalStateRuntimeException.class, context);
        new Calls<JMSContext>()
                .with("mode", c -> c.createContext(99))
                .with("client ID", c -> c.setClientID(null))
                .allThrow(IllegalStateRuntimeException.class, context);
        new Calls<JMSProducer>()
                .with("null destination", p -> p.send(null, message))
                .with("null message", p -> p.send(null, (Message) null))
                .with("mode", p -> p.setDeliveryMode(99))
                .with("property name", p -> p.setProperty("", 1))
                .with("property value", p -> p.setProperty("a", new Object()))
                .allThrow(IllegalStateRuntimeException.class, producer);
        ClosedCalls.jmsConsumer().allThrow(IllegalStateRuntimeException.class, consumer);
    }
}
