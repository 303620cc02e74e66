package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JMSContext of its own: creation, starting by itself, one session, closing. */
class ContextConformanceTest extends ConformanceTest {

    @Test
    @Covers("CTX-1")
    void contextsAreCreatedWithAndWithoutCredentialsAndMode() throws Exception {
        ConnectionFactory factory = provider.connectionFactory();
        String user = provider.user();
        String password = provider.password();
        assertMode(JMSContext.AUTO_ACKNOWLEDGE, factory.createContext());
        assertMode(JMSContext.AUTO_ACKNOWLEDGE, factory.createContext(user, password));
        for (int mode : new int[] {
            JMSContext.AUTO_ACKNOWLEDGE,
            JMSContext.CLIENT_ACKNOWLEDGE,
            JMSContext.DUPS_OK_ACKNOWLEDGE,
            JMSContext.SESSION_TRANSACTED
        }) {
            assertMode(mode, factory.createContext(mode));
            assertMode(mode, factory.createContext(user, password, mode));
        }
    }

    private void assertMode(int mode, JMSContext opened) throws JMSException {
        try (JMSContext context = opened) {
            assertEquals(mode, context.getSessionMode());
            assertEquals(mode == JMSContext.SESSION_TRANSACTED, context.getTransacted());
            Queue queue = newQueue();
            context.createProducer().send(queue, "text");
            if (context.getTransacted()) {
                context.commit();
            }
            assertEquals("text", textOf(receiveFrom(queue)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 99})
    @Covers({"CTX-2", "CTX-18"})
    void anInvalidModeIsRefusedAndLeavesNothingOpen(int mode) {
        ConnectionFactory factory = provider.withClientId(names.clientId());
        assertThrows(JMSRuntimeException.class, () -> factory.createContext(mode));
        assertThrows(
                JMSRuntimeException.class, () -> factory.createContext(provider.user(), provider.password(), mode));
        try (JMSContext context = factory.createContext()) {
            assertNotNull(context.getClientID(), "the client ID is free again");
            assertThrows(JMSRuntimeException.class, () -> context.createContext(mode));
        }
    }

    @Test
    @Covers("CTX-18")
    void wrongCredentialsAreRefusedAtCreation() {
        assertThrows(JMSSecurityRuntimeException.class, () -> provider.connectionFactory()
                .createContext(provider.user(), "wrong"));
    }

    @Test
    @Covers("CTX-3")
    void creatingAConsumerStartsTheConnection() throws Exception {
        Topic topic = newTopic();
        String name = names.subscription();
        List<Function<JMSContext, JMSConsumer>> kinds = List.of(
                c -> c.createConsumer(topic),
                c -> c.createConsumer(topic, "JMSPriority = 4"),
                c -> c.createConsumer(topic, null, true),
                c -> c.createSharedConsumer(topic, name),
                c -> c.createSharedConsumer(topic, name, "JMSPriority = 4"),
                c -> c.createDurableConsumer(topic, name),
                c -> c.createDurableConsumer(topic, name, null, true),
                c -> c.createSharedDurableConsumer(topic, name + "-shared"),
                c -> c.createSharedDurableConsumer(topic, name + "-shared", "JMSPriority = 4"));
        String clientId = names.clientId();
        for (Function<JMSContext, JMSConsumer> kind : kinds) {
            try (JMSContext context = provider.withClientId(clientId).createContext()) {
                JMSConsumer consumer = kind.apply(context);
                send(topic, "started");
                assertEquals("started", receiveText(consumer));
            }
        }
        try (JMSContext context = provider.withClientId(clientId).createContext()) {
            context.unsubscribe(name);
            context.unsubscribe(name + "-shared");
        }
    }

    @Test
    @Covers({"CTX-3", "CTX-4"})
    void withoutAutoStartAConsumerDoesNotStartTheConnection() throws Exception {
        Queue queue = newQueue();
        send(queue, "text");
        JMSContext context = newContext();
        assertTrue(context.getAutoStart());
        context.setAutoStart(false);
        assertFalse(context.getAutoStart());
        JMSConsumer consumer = context.createConsumer(queue);
        assertNothing(consumer);
        context.setAutoStart(true);
        assertTrue(context.getAutoStart());
        assertNothing(consumer);
        context.start();
        assertEquals("text", receiveText(consumer));
        context.setAutoStart(false);
        send(queue, "still started");
        assertEquals("still started", receiveText(consumer));
    }

    /** The rule is silent; ours: a new consumer starts the connection, whatever was called before. */
    @Test
    @Covers("CTX-6")
    void aFurtherConsumerStartsAStoppedConnection() throws Exception {
        Queue queue = newQueue();
        JMSContext context = newContext();
        JMSConsumer consumer = context.createConsumer(queue);
        context.stop();
        send(queue, "text");
        assertNothing(consumer);
        context.createConsumer(newQueue());
        assertEquals("text", receiveText(consumer));
    }

    @Test
    @Covers("CTX-13")
    void objectsOfTheClassicApiKeepTheirCheckedExceptions() throws Exception {
        Queue queue = newQueue();
        send(queue, "text");
        JMSContext context = newContext(JMSContext.CLIENT_ACKNOWLEDGE);
        Message message = receive(context.createConsumer(queue));
        TemporaryQueue temporary = context.createTemporaryQueue();
        JMSConsumer consumer = context.createConsumer(temporary);
        assertThrows(JMSException.class, temporary::delete);
        consumer.close();
        QueueBrowser browser = context.createBrowser(queue);
        browser.close();
        assertThrows(IllegalStateException.class, browser::getEnumeration);
        context.close();
        assertThrows(IllegalStateException.class, message::acknowledge);
        assertThrows(IllegalStateRuntimeException.class, context::acknowledge);
    }

    @Test
    @Covers("CTX-14")
    void theListenersOfAContextRunOneAfterAnother() throws Exception {
        Queue one = newQueue();
        Queue two = newQueue();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Collected<Message> done = new Collected<>();
        JMSContext context = newContext();
        context.setAutoStart(false);
        for (Queue queue : List.of(one, two)) {
            context.createConsumer(queue).setMessageListener(message -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
                done.add(message);
            });
        }
        context.start();
        for (int i = 0; i < 50; i++) {
            send(one, "one");
            send(two, "two");
        }
        done.next(100);
        assertEquals(1, most.get(), "listeners at once");
    }

    @Test
    @Covers("CTX-14")
    void aContextHasOneTransaction() throws Exception {
        Queue one = newQueue();
        Queue two = newQueue();
        send(one, "first");
        send(two, "second");
        JMSContext context = newContext(JMSContext.SESSION_TRANSACTED);
        JMSConsumer fromOne = context.createConsumer(one);
        JMSConsumer fromTwo = context.createConsumer(two);
        receive(fromOne);
        receive(fromTwo);
        context.createProducer().send(one, "rolled back");
        context.rollback();
        assertEquals("first", receiveText(fromOne));
        assertEquals("second", receiveText(fromTwo));
        context.createProducer().send(one, "committed");
        context.commit();
        assertEquals("committed", receiveText(fromOne));
        context.commit();
    }

    @Test
    @Covers("CTX-14")
    void aContextHasOneScopeOfAcknowledgement() throws Exception {
        Queue one = newQueue();
        Queue two = newQueue();
        send(one, "first", "marker");
        send(two, "second", "marker");
        JMSContext context = newContext(JMSContext.CLIENT_ACKNOWLEDGE);
        receive(context.createConsumer(one));
        receive(context.createConsumer(two)).acknowledge();
        context.close();
        assertEquals("marker", textOf(receiveFrom(one)));
        assertEquals("marker", textOf(receiveFrom(two)));
    }

    @Test
    @Covers("CTX-15")
    void messagesOfAClosedContextAreSentByOthers() throws Exception {
        JMSContext creator = newContext();
        Message[] messages = {
            creator.createMessage(),
            creator.createTextMessage("text"),
            creator.createBytesMessage(),
            creator.createMapMessage(),
            creator.createStreamMessage(),
            creator.createObjectMessage("object")
        };
        Queue queue = newQueue();
        JMSContext other = newContext();
        other.createProducer().send(queue, messages[1]);
        assertEquals("text", textOf(receiveFrom(queue)));
        creator.close();
        for (Message message : messages) {
            message.setStringProperty("set", "after close");
            other.createProducer().send(queue, message);
            assertEquals("after close", receiveFrom(queue).getStringProperty("set"));
            send(queue, message);
            assertEquals("after close", receiveFrom(queue).getStringProperty("set"));
        }
    }

    @Test
    @Covers({"CTX-17", "CLS-3"})
    void everyMethodOfAClosedContextFails() throws Exception {
        JMSContext context = newContext();
        context.close();
        ClosedCalls.context(newQueue(), newTopic()).allThrow(IllegalStateRuntimeException.class, context);
        context.close();
    }

    @Test
    @Covers("CTX-12")
    void failuresAreUncheckedAndOfTheMatchingKind() throws Exception {
        Topic topic = newTopic();
        JMSContext auto = newContext();
        new Calls<JMSContext>()
                .with("commit", JMSContext::commit)
                .with("rollback", JMSContext::rollback)
                .with("durable without client ID", c -> c.createDurableConsumer(topic, "n"))
                .allThrow(IllegalStateRuntimeException.class, auto);
        assertThrows(IllegalStateRuntimeException.class, newContext(JMSContext.SESSION_TRANSACTED)::recover);
        Connection connection = newConnection();
        Session session = connection.createSession();
        assertThrows(IllegalStateException.class, session::commit);
        assertNull(session.getMessageListener());
    }
}
