package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Creating and closing queue browsers. */
class BrowserLifeConformanceTest extends ConformanceTest {

    @Test
    @Covers("BRW-3")
    void browsersReportTheirArguments() throws Exception {
        Queue queue = newQueue();
        QueueConnection queues = track(provider.queueConnectionFactory().createQueueConnection());
        Session[] sessions = {session(), queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE)};
        for (Session session : sessions) {
            assertReports(queue, session.createBrowser(queue), session.createBrowser(queue, "a = 1"));
        }
        JMSContext context = newContext();
        assertReports(queue, context.createBrowser(queue), context.createBrowser(queue, "a = 1"));
    }

    private static void assertReports(Queue queue, QueueBrowser plain, QueueBrowser selecting) throws JMSException {
        assertEquals(queue, plain.getQueue());
        assertNull(plain.getMessageSelector());
        assertEquals(queue, selecting.getQueue());
        assertEquals("a = 1", selecting.getMessageSelector());
    }

    @Test
    @Covers("BRW-12")
    void browsingNeedsNoStartedConnection() throws Exception {
        Queue queue = newQueue();
        send(queue, "text");
        Connection stopped = stoppedConnection();
        try (QueueBrowser browser = stopped.createSession().createBrowser(queue)) {
            assertEquals(1, Browsed.all(browser).size());
        }
    }

    @Test
    @Covers("BRW-12")
    void creatingABrowserDoesNotStartTheContext() throws Exception {
        Queue queue = newQueue();
        send(queue, "text");
        JMSContext context = newContext();
        context.setAutoStart(false);
        JMSConsumer consumer = context.createConsumer(queue);
        context.setAutoStart(true);
        try (QueueBrowser browser = context.createBrowser(newQueue())) {
            assertTrue(Browsed.all(browser).isEmpty());
        }
        assertNothing(consumer);
        context.start();
        assertEquals("text", receiveText(consumer));
    }

    @Test
    @Covers("BRW-13")
    void badArgumentsAreRefusedAtCreation() throws Exception {
        Queue queue = newQueue();
        new Calls<Session>()
                .with("null queue", s -> s.createBrowser(null))
                .with("null queue, selector", s -> s.createBrowser(null, "a = 1"))
                .allThrow(InvalidDestinationException.class, session());
        assertThrows(InvalidSelectorException.class, () -> session().createBrowser(queue, "a = = 1"));
        JMSContext context = newContext();
        new Calls<JMSContext>()
                .with("null queue", c -> c.createBrowser(null))
                .with("null queue, selector", c -> c.createBrowser(null, "a = 1"))
                .allThrow(InvalidDestinationRuntimeException.class, context);
        assertThrows(InvalidSelectorRuntimeException.class, () -> context.createBrowser(queue, "a = = 1"));
    }

    @Test
    @Covers("BRW-14")
    void everyMethodOfAClosedBrowserFails() throws Exception {
        QueueBrowser browser = session().createBrowser(newQueue());
        browser.close();
        ClosedCalls.browser().allThrow(IllegalStateException.class, browser);
        browser.close();
    }

    @Test
    @Covers("BRW-14")
    void everyMethodOfABrowserWhoseSessionIsClosedFails() throws Exception {
        Session session = newSession(Session.AUTO_ACKNOWLEDGE);
        QueueBrowser browser = session.createBrowser(newQueue());
        session.close();
        ClosedCalls.browser().allThrow(IllegalStateException.class, browser);
        browser.close();
    }

    @Test
    @Covers("BRW-15")
    void anEnumerationOfAClosedBrowserEndsOrFails() throws Exception {
        Queue queue = newQueue();
        send(queue, "first", "second", "third");
        QueueBrowser browser = session().createBrowser(queue);
        Enumeration<?> messages = browser.getEnumeration();
        messages.nextElement();
        browser.close();
        BlockedCall<Integer> rest = BlockedCall.start(() -> {
            int seen = 0;
            try {
                while (messages.hasMoreElements() && seen < 10) {
                    messages.nextElement();
                    seen++;
                }
            } catch (NoSuchElementException | java.lang.IllegalStateException | jakarta.jms.JMSRuntimeException e) {
                return seen;
            }
            return seen;
        });
        assertTrue(resultOf(rest.future()) <= 2);
    }

    /** The rule leaves this open; ours is to let only the owner browse, as only the owner consumes. */
    @Test
    @Covers("BRW-16")
    void onlyItsOwnerBrowsesATemporaryQueue() throws Exception {
        TemporaryQueue queue = session().createTemporaryQueue();
        Session stranger = newConnection().createSession();
        assertThrows(JMSException.class, () -> stranger.createBrowser(queue).getEnumeration());
    }

    @Test
    @Covers("TMP-17")
    void itsOwnerBrowsesATemporaryQueue() throws Exception {
        TemporaryQueue queue = session().createTemporaryQueue();
        send(queue, "text");
        try (QueueBrowser browser = newSession(Session.AUTO_ACKNOWLEDGE).createBrowser(queue)) {
            assertEquals(1, Browsed.all(browser).size());
        }
    }
}
