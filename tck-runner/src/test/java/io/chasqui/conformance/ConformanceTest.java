package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.fail;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/**
 * The base of all tests of the suite: it opens what a test needs, closes it afterwards, and bounds every wait.
 *
 * <p>{@link #connection()} and {@link #session()} serve the tests that need just any; what a test opens itself it passes
 * through {@link #track}. One instance serves one test, on one thread, apart from {@link #track}.
 */
@ConformanceSuite
public abstract class ConformanceTest {

    /** How long something that must come may take. */
    public static final long WAIT_MILLIS = 5_000;

    /** How long a test watches that nothing comes, where it cannot prove it with a marker message. */
    public static final long QUIET_MILLIS = 150;

    protected ProviderUnderTest provider;
    protected Names names;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable Connection connection;
    private @Nullable Session session;

    @BeforeEach
    final void prepare(ProviderUnderTest given, TestInfo test) {
        provider = given;
        names = new Names(test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    final void closeEverything() throws Exception {
        Exception first = null;
        for (AutoCloseable resource = pop(); resource != null; resource = pop()) {
            try {
                resource.close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private @Nullable AutoCloseable pop() {
        synchronized (opened) {
            return opened.poll();
        }
    }

    /** Closes this after the test, the youngest first. Closing it earlier does no harm (closing twice is allowed). */
    protected final <T extends AutoCloseable> T track(T resource) {
        synchronized (opened) {
            opened.push(resource);
        }
        return resource;
    }

    // Opening

    /** The test's own connection, started. */
    protected final Connection connection() throws JMSException {
        if (connection == null) {
            connection = newConnection();
        }
        return connection;
    }

    /** One more connection, started. */
    protected final Connection newConnection() throws JMSException {
        return newConnection(provider.connectionFactory());
    }

    /** One more connection, started. */
    protected final Connection newConnection(ConnectionFactory factory) throws JMSException {
        Connection opening = track(factory.createConnection());
        opening.start();
        return opening;
    }

    /** One more connection, not started. */
    protected final Connection stoppedConnection() throws JMSException {
        return track(provider.connectionFactory().createConnection());
    }

    /** One more connection with a client ID set on the connection, started. */
    protected final Connection newConnection(String clientId) throws JMSException {
        Connection opening = stoppedConnection();
        opening.setClientID(clientId);
        opening.start();
        return opening;
    }

    /** The test's own AUTO_ACKNOWLEDGE session, on {@link #connection()}. */
    protected final Session session() throws JMSException {
        if (session == null) {
            session = newSession(Session.AUTO_ACKNOWLEDGE);
        }
        return session;
    }

    /** One more session on {@link #connection()}; closed with it. */
    protected final Session newSession(int sessionMode) throws JMSException {
        return connection().createSession(sessionMode);
    }

    /** A context on a connection of its own. */
    protected final JMSContext newContext() {
        return newContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    /** A context on a connection of its own. */
    protected final JMSContext newContext(int sessionMode) {
        return track(provider.connectionFactory().createContext(sessionMode));
    }

    protected final Queue newQueue() throws JMSException {
        return session().createQueue(names.queue());
    }

    protected final Topic newTopic() throws JMSException {
        return session().createTopic(names.topic());
    }

    // Sending and receiving

    /** Sends text messages through {@link #session()}. */
    protected final void send(Destination destination, String... texts) throws JMSException {
        try (MessageProducer producer = session().createProducer(destination)) {
            for (String text : texts) {
                producer.send(session().createTextMessage(text));
            }
        }
    }

    /** Sends through {@link #session()}. */
    protected final void send(Destination destination, Message message) throws JMSException {
        try (MessageProducer producer = session().createProducer(destination)) {
            producer.send(message);
        }
    }

    /** Sends to a new queue and receives there, through {@link #session()}. */
    protected final <T extends Message> T roundTrip(T message, Class<T> kind) throws JMSException {
        Queue queue = newQueue();
        send(queue, message);
        return assertInstanceOf(kind, receiveFrom(queue));
    }

    /** The message that must come. */
    protected final Message receive(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(WAIT_MILLIS);
        assertNotNull(message, "no message came within " + WAIT_MILLIS + " ms");
        return message;
    }

    /** The message that must come. */
    protected final Message receive(JMSConsumer consumer) {
        Message message = consumer.receive(WAIT_MILLIS);
        assertNotNull(message, "no message came within " + WAIT_MILLIS + " ms");
        return message;
    }

    /** The text of the message that must come. */
    protected final String receiveText(MessageConsumer consumer) throws JMSException {
        return textOf(receive(consumer));
    }

    /** The text of the message that must come. */
    protected final String receiveText(JMSConsumer consumer) throws JMSException {
        return textOf(receive(consumer));
    }

    /** The message that must come to this destination, through {@link #session()}. */
    protected final Message receiveFrom(Destination destination) throws JMSException {
        try (MessageConsumer consumer = session().createConsumer(destination)) {
            return receive(consumer);
        }
    }

    protected static String textOf(Message message) throws JMSException {
        return assertInstanceOf(TextMessage.class, message).getText();
    }

    /** The names of properties or of map entries. */
    protected static Set<String> setOf(Enumeration<?> names) {
        return Collections.list(names).stream().map(String.class::cast).collect(Collectors.toSet());
    }

    /** Watches {@link #QUIET_MILLIS}; prefer a marker message sent afterwards, which takes no time. */
    protected static void assertNothing(MessageConsumer consumer) throws JMSException {
        assertNull(consumer.receive(QUIET_MILLIS), "a message came where none should");
    }

    /** Watches {@link #QUIET_MILLIS}; prefer a marker message sent afterwards, which takes no time. */
    protected static void assertNothing(JMSConsumer consumer) {
        assertNull(consumer.receive(QUIET_MILLIS), "a message came where none should");
    }

    // Waiting

    /** Waits until the condition holds. For a state that nobody announces; otherwise use a latch or {@link Collected}. */
    protected static void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        while (!condition.call()) {
            if (System.nanoTime() - deadline > 0) {
                fail(what + ": not so within " + WAIT_MILLIS + " ms");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    protected static void await(String what, CountDownLatch latch) throws InterruptedException {
        if (!latch.await(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            fail(what + ": not so within " + WAIT_MILLIS + " ms");
        }
    }

    /** Waits until the clock shows a later time than this; for expiry and delivery delay. */
    protected static void awaitClockPast(long epochMillis) throws Exception {
        await("clock past " + epochMillis, () -> System.currentTimeMillis() > epochMillis);
    }

    /** Runs this on a thread of its own; ask {@link #resultOf} for the outcome. */
    protected final <T> Future<T> inBackground(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, names.unique("background"));
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    /** The result of the work in the background; rethrows what it threw. */
    protected static <T> T resultOf(Future<T> work) throws Exception {
        try {
            return work.get(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return fail("the work in the background did not end within " + WAIT_MILLIS + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw (Error) e.getCause();
        }
    }
}
