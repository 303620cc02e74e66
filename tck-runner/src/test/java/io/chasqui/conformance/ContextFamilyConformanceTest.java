package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts made from contexts: one connection, several sessions. */
class ContextFamilyConformanceTest extends ConformanceTest {

    @Test
    @Covers("CTX-5")
    void aSiblingWithAutoStartStartsTheConnection() throws Exception {
        Queue queue = newQueue();
        send(queue, "text");
        JMSContext parent = newContext();
        parent.setAutoStart(false);
        JMSContext child = track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        JMSConsumer waiting = parent.createConsumer(queue);
        assertNothing(waiting);
        assertEquals(true, child.getAutoStart());
        child.createConsumer(newQueue());
        assertEquals("text", receiveText(waiting));
    }

    @Test
    @Covers("CTX-7")
    void aChildSharesTheConnection() throws Exception {
        String clientId = names.clientId();
        JMSContext parent = newContext();
        parent.setClientID(clientId);
        ExceptionListener listener = failure -> {};
        parent.setExceptionListener(listener);
        JMSContext child = track(parent.createContext(JMSContext.SESSION_TRANSACTED));
        assertEquals(JMSContext.SESSION_TRANSACTED, child.getSessionMode());
        assertEquals(JMSContext.AUTO_ACKNOWLEDGE, parent.getSessionMode());
        assertEquals(clientId, child.getClientID());
        assertSame(listener, child.getExceptionListener());
        assertEquals(
                parent.getMetaData().getJMSProviderName(), child.getMetaData().getJMSProviderName());
        ExceptionListener other = failure -> {};
        child.setExceptionListener(other);
        assertSame(other, parent.getExceptionListener());
    }

    @Test
    @Covers("CTX-7")
    void aChildHasItsOwnTransaction() throws Exception {
        Queue queue = newQueue();
        JMSContext parent = newContext(JMSContext.SESSION_TRANSACTED);
        JMSContext child = track(parent.createContext(JMSContext.SESSION_TRANSACTED));
        parent.createProducer().send(queue, "parent");
        child.createProducer().send(queue, "child");
        child.commit();
        parent.rollback();
        JMSConsumer consumer = newContext().createConsumer(queue);
        assertEquals("child", receiveText(consumer));
        assertNull(consumer.receiveNoWait());
    }

    @Test
    @Covers("CTX-7")
    void aChildSharesTheStartedState() throws Exception {
        Queue queue = newQueue();
        JMSContext parent = newContext();
        parent.start();
        JMSContext child = track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        child.setAutoStart(false);
        JMSConsumer consumer = child.createConsumer(queue);
        send(queue, "text");
        assertEquals("text", receiveText(consumer));
    }

    @Test
    @Covers("CTX-8")
    void creatingAChildDoesNotStartTheConnection() throws Exception {
        Queue queue = newQueue();
        send(queue, "text");
        JMSContext parent = newContext();
        parent.setAutoStart(false);
        JMSConsumer consumer = parent.createConsumer(queue);
        parent.setAutoStart(true);
        track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        assertNothing(consumer);
        parent.start();
        assertEquals("text", receiveText(consumer));
    }

    @Test
    @Covers("CTX-9")
    void aClosedContextHasNoMoreChildren() {
        JMSContext parent = newContext();
        JMSContext child = track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        parent.close();
        assertThrows(IllegalStateRuntimeException.class, () -> parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        child.createContext(JMSContext.AUTO_ACKNOWLEDGE).close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("CTX-10")
    void theConnectionEndsWithTheLastContext(boolean parentFirst) throws Exception {
        String clientId = names.clientId();
        Queue queue = newQueue();
        JMSContext parent = newContext();
        parent.setClientID(clientId);
        JMSContext child = track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        JMSContext first = parentFirst ? parent : child;
        JMSContext last = parentFirst ? child : parent;
        JMSConsumer closed = first.createConsumer(newQueue());
        JMSConsumer open = last.createConsumer(queue);
        first.close();
        assertThrows(IllegalStateRuntimeException.class, closed::receiveNoWait);
        send(queue, "still open");
        assertEquals("still open", receiveText(open));
        JMSContext stranger = newContext();
        assertThrows(InvalidClientIDRuntimeException.class, () -> stranger.setClientID(clientId));
        stranger.close();

        last.close();
        assertThrows(IllegalStateRuntimeException.class, open::receiveNoWait);
        JMSContext successor = newContext();
        assertDoesNotThrow(() -> successor.setClientID(clientId), "the connection was not closed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Covers("CTX-11")
    void closingAContextTwiceDoesNotCloseItsSibling(boolean closeParent) throws Exception {
        Queue queue = newQueue();
        JMSContext parent = newContext();
        JMSContext child = track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        JMSContext closed = closeParent ? parent : child;
        JMSContext open = closeParent ? child : parent;
        JMSConsumer consumer = open.createConsumer(queue);
        for (int i = 0; i < 3; i++) {
            closed.close();
        }
        send(queue, "still open");
        assertEquals("still open", receiveText(consumer));
        open.createProducer().send(queue, "still sending");
        assertEquals("still sending", receiveText(consumer));
    }

    @Test
    @Covers("CTX-16")
    void startAndStopActOnTheWholeFamily() throws Exception {
        Queue queue = newQueue();
        JMSContext parent = newContext();
        JMSContext child = track(parent.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        JMSConsumer consumer = child.createConsumer(queue);
        parent.stop();
        send(queue, "while stopped");
        assertNothing(consumer);
        parent.start();
        assertEquals("while stopped", receiveText(consumer));
        child.stop();
        JMSConsumer ofParent;
        parent.setAutoStart(false);
        ofParent = parent.createConsumer(queue);
        consumer.close();
        send(queue, "while stopped again");
        assertNothing(ofParent);
        child.start();
        assertEquals("while stopped again", receiveText(ofParent));
    }
}
