package io.chasqui.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.Collected;
import io.chasqui.conformance.ConformanceTest;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messaginghub.pooled.jms.JmsPoolConnection;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolSession;
import org.springframework.jms.core.JmsTemplate;

/** The pool of pooled-jms over the plain factory. */
class PooledConnectionIT extends ConformanceTest {

    private JmsPoolConnectionFactory pool;

    @BeforeEach
    void startPool() {
        pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(provider.connectionFactory());
        pool.setMaxConnections(2);
        pool.setMaxSessionsPerConnection(8);
        pool.start();
        track(pool::stop);
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        pool.setMaxConnections(1);
        Connection first = pool.createConnection();
        Connection used = ((JmsPoolConnection) first).getConnection();
        first.close();
        try (Connection second = pool.createConnection()) {
            assertSame(used, ((JmsPoolConnection) second).getConnection());
            assertEquals(1, pool.getNumConnections());
        }
    }

    @Test
    void usesASessionAgainWithoutWhatItLeftBehind() throws Exception {
        pool.setMaxConnections(1);
        String name = names.queue();
        try (Connection pooled = pool.createConnection()) {
            Session abandoned = pooled.createSession(true, Session.SESSION_TRANSACTED);
            Session used = ((JmsPoolSession) abandoned).getInternalSession();
            abandoned.createProducer(abandoned.createQueue(name)).send(abandoned.createTextMessage("abandoned"));
            abandoned.close();

            Session again = pooled.createSession(true, Session.SESSION_TRANSACTED);
            assertSame(used, ((JmsPoolSession) again).getInternalSession());
            again.createProducer(again.createQueue(name)).send(again.createTextMessage("committed"));
            again.commit();
        }
        assertEquals("committed", textOf(receiveFrom(session().createQueue(name))));
    }

    @Test
    void deletesTheTemporaryQueuesOfAConnectionThatGoesBack() throws Exception {
        TemporaryQueue reply;
        try (Connection pooled = pool.createConnection()) {
            pooled.start();
            Session pooledSession = pooled.createSession();
            reply = pooledSession.createTemporaryQueue();
            pooledSession.createProducer(reply).send(pooledSession.createTextMessage("to myself"));
            var consumer = pooledSession.createConsumer(reply);
            assertEquals("to myself", receiveText(consumer));
            consumer.close();
        }
        assertThrows(JMSException.class, () -> send(reply, "too late"));
    }

    @Test
    void callsListenersAndStopsThemWhenTheConnectionGoesBack() throws Exception {
        var queue = newQueue();
        Collected<Message> received = new Collected<>();
        try (Connection pooled = pool.createConnection()) {
            pooled.start();
            pooled.createSession().createConsumer(queue).setMessageListener(received::add);
            send(queue, "one");
            assertEquals("one", textOf(received.next()));
        }
        send(queue, "two");
        assertEquals("two", textOf(receiveFrom(queue)));
        assertEquals(0, received.size());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void poolsContexts(boolean contextsOfTheProvider) throws Exception {
        pool.setUseProviderJMSContext(contextsOfTheProvider);
        String name = names.queue();
        for (int number = 0; number < 5; number++) {
            try (JMSContext context = pool.createContext(JMSContext.SESSION_TRANSACTED)) {
                var queue = context.createQueue(name);
                context.createProducer().setPriority(7).send(queue, "number " + number);
                context.commit();
                assertEquals("number " + number, receiveText(context.createConsumer(queue)));
                context.commit();
            }
        }
        try (JMSContext context = pool.createContext()) {
            assertNull(context.createConsumer(context.createQueue(name)).receiveNoWait());
        }
    }

    @Test
    void servesTemplatesOnManyThreads() throws Exception {
        JmsTemplate template = new JmsTemplate(pool);
        template.setReceiveTimeout(WAIT_MILLIS);
        String queue = names.queue();
        List<Future<Set<Object>>> workers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String name = "thread " + thread + " message ";
            workers.add(inBackground(() -> {
                Set<Object> received = new TreeSet<>();
                for (int number = 0; number < 25; number++) {
                    template.convertAndSend(queue, name + number);
                    received.add(String.valueOf(template.receiveAndConvert(queue)));
                }
                return received;
            }));
        }
        Set<Object> all = new TreeSet<>();
        for (Future<Set<Object>> worker : workers) {
            all.addAll(resultOf(worker));
        }
        assertEquals(100, all.size(), all::toString);
        assertTrue(pool.getNumConnections() <= 2);
    }
}
