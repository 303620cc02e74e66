package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The objects several threads may use at once: destinations, connection factories, connections. */
class ThreadSafetyConformanceTest extends ConformanceTest {

    private static final int THREADS = 8;

    @Test
    @Covers("GEN-4")
    void threadsShareOneDestinationObject() throws Exception {
        Queue queue = newQueue();
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < THREADS; i++) {
            expected.add("from " + i);
        }
        allAtOnce(number -> {
            Session session = newConnection().createSession();
            session.createProducer(queue).send(session.createTextMessage("from " + number));
            session.createBrowser(queue).close();
            return number;
        });
        Set<String> received = new HashSet<>();
        MessageConsumer consumer = session().createConsumer(queue);
        for (int i = 0; i < THREADS; i++) {
            received.add(receiveText(consumer));
        }
        assertEquals(expected, received);
    }

    @Test
    @Covers("GEN-5")
    void threadsShareOneConnectionFactory() throws Exception {
        ConnectionFactory factory = provider.connectionFactory();
        Topic topic = newTopic();
        MessageConsumer consumer = session().createConsumer(topic);
        allAtOnce(number -> {
            if (number % 2 == 0) {
                Session session = newConnection(factory).createSession();
                session.createProducer(topic).send(session.createTextMessage("x"));
            } else {
                JMSContext context = track(factory.createContext());
                context.createProducer().send(topic, "x");
            }
            return number;
        });
        for (int i = 0; i < THREADS; i++) {
            assertEquals("x", receiveText(consumer));
        }
    }

    @Test
    @Covers("GEN-6")
    void threadsShareOneConnection() throws Exception {
        sharesAConnection(stoppedConnection());
    }

    @Test
    @Covers("GEN-6")
    void threadsShareOneQueueConnection() throws Exception {
        sharesAConnection(track(provider.queueConnectionFactory().createQueueConnection()));
    }

    private void sharesAConnection(Connection connection) throws Exception {
        allAtOnce(number -> {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue(names.queue());
            session.createProducer(queue).send(session.createTextMessage("from " + number));
            assertEquals("from " + number, receiveText(session.createConsumer(queue)));
            session.close();
            return number;
        });
    }

    @Test
    @Covers("GEN-6")
    void aConnectionMayBeClosedWhileThreadsUseIt() throws Exception {
        Connection connection = stoppedConnection();
        allAtOnce(number -> {
            if (number == 0) {
                connection.close();
                return number;
            }
            try {
                connection.start();
                connection.createSession().close();
                connection.stop();
            } catch (IllegalStateException closedBefore) {
                return number;
            }
            return number;
        });
        connection.close();
    }

    private interface Work {
        Object run(int number) throws Exception;
    }

    /** Runs the work on {@link #THREADS} threads that start together; fails with what the first of them threw. */
    private void allAtOnce(Work work) throws Exception {
        CyclicBarrier together = new CyclicBarrier(THREADS);
        List<Future<Object>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            Callable<Object> started = () -> {
                together.await(WAIT_MILLIS, TimeUnit.MILLISECONDS);
                return work.run(number);
            };
            results.add(inBackground(started));
        }
        for (Future<Object> result : results) {
            resultOf(result);
        }
    }
}
