package io.chasqui.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.ConformanceTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.SessionProxy;
import org.springframework.jms.connection.SingleConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** Spring's connection factories that keep a connection of the plain factory, and sessions on it. */
class SharedConnectionIT extends ConformanceTest {

    private <T extends SingleConnectionFactory> T open(T factory) {
        track(factory::destroy);
        factory.setReconnectOnException(true);
        factory.afterPropertiesSet();
        return factory;
    }

    private static JmsTemplate template(ConnectionFactory factory) {
        JmsTemplate template = new JmsTemplate(factory);
        template.setReceiveTimeout(WAIT_MILLIS);
        return template;
    }

    private static Session target(Session session) {
        return ((SessionProxy) session).getTargetSession();
    }

    @Test
    void oneConnectionServesAllCalls() throws Exception {
        SingleConnectionFactory factory = open(new SingleConnectionFactory(provider.connectionFactory()));
        String clientId = names.clientId();
        factory.setClientId(clientId);
        JmsTemplate template = template(factory);
        String queue = names.queue();

        template.convertAndSend(queue, "one");
        template.convertAndSend(queue, "two");
        assertEquals("one", template.receiveAndConvert(queue));
        assertEquals("two", template.receiveAndConvert(queue));
        assertEquals(clientId, factory.createConnection().getClientID());
    }

    @Test
    void theConnectionCanBeReplaced() {
        SingleConnectionFactory factory = open(new SingleConnectionFactory(provider.connectionFactory()));
        JmsTemplate template = template(factory);
        String queue = names.queue();

        template.convertAndSend(queue, "before");
        factory.resetConnection();
        assertEquals("before", template.receiveAndConvert(queue));
    }

    @Test
    void sessionsAreKeptAndUsedAgain() throws Exception {
        CachingConnectionFactory factory = open(new CachingConnectionFactory(provider.connectionFactory()));
        factory.setSessionCacheSize(2);
        var connection = factory.createConnection();
        connection.start();
        Session first = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Session second = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Session firstTarget = target(first);
        assertNotSame(firstTarget, target(second));
        first.close();
        Session third = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        assertSame(firstTarget, target(third));

        var queue = third.createQueue(names.queue());
        third.createProducer(queue).send(third.createTextMessage("reused"));
        assertEquals("reused", receiveText(third.createConsumer(queue)));
    }

    @Test
    void aTransactedSessionIsCleanWhenItIsUsedAgain() throws Exception {
        CachingConnectionFactory factory = open(new CachingConnectionFactory(provider.connectionFactory()));
        String name = names.queue();
        var connection = factory.createConnection();
        Session abandoned = connection.createSession(true, Session.SESSION_TRANSACTED);
        abandoned.createProducer(abandoned.createQueue(name)).send(abandoned.createTextMessage("abandoned"));
        abandoned.close();

        Session again = connection.createSession(true, Session.SESSION_TRANSACTED);
        again.createProducer(again.createQueue(name)).send(again.createTextMessage("committed"));
        again.commit();
        again.close();

        assertEquals("committed", template(factory).receiveAndConvert(name));
    }

    @Test
    void manyThreadsSendAndReceiveThroughOneCache() throws Exception {
        CachingConnectionFactory factory = open(new CachingConnectionFactory(provider.connectionFactory()));
        factory.setSessionCacheSize(3);
        factory.setCacheConsumers(false); // a consumer kept in an idle session would keep the messages it holds
        JmsTemplate template = template(factory);
        String queue = names.queue();

        Set<String> sent = new TreeSet<>();
        List<Future<Boolean>> senders = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            String name = "thread " + thread + " message ";
            for (int number = 0; number < 25; number++) {
                sent.add(name + number);
            }
            senders.add(inBackground(() -> {
                for (int number = 0; number < 25; number++) {
                    template.convertAndSend(queue, name + number);
                }
                return true;
            }));
        }
        Set<Object> received = new TreeSet<>();
        while (received.size() < sent.size()) {
            Object text = template.receiveAndConvert(queue);
            assertNotNull(text, () -> "only " + received.size() + " of " + sent.size() + " came");
            assertTrue(received.add(text), () -> text + " came twice");
        }
        assertEquals(sent, received);
        for (Future<Boolean> sender : senders) {
            assertTrue(resultOf(sender));
        }
    }
}
