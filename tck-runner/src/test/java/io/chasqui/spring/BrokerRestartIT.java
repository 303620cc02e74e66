package io.chasqui.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.conformance.Collected;
import io.chasqui.conformance.ConformanceTest;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.DelegatingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.util.backoff.FixedBackOff;

/** What the frameworks do when the broker stops and another takes its name: they hear of it and connect again. */
class BrokerRestartIT extends ConformanceTest {

    private static final String QUEUE = "work";

    private String address;
    private Broker broker;

    @BeforeEach
    void startBroker() throws JMSException {
        String name = names.unique("broker");
        address = "vm://" + name;
        broker = start(name);
    }

    private Broker start(String name) throws JMSException {
        return track(Broker.start(BrokerConfiguration.builder().name(name).build()));
    }

    private void restartBroker() throws JMSException {
        String name = broker.name();
        broker.close();
        broker = start(name);
    }

    private static void assertCarriesAMessage(JmsTemplate template, String text) {
        template.setReceiveTimeout(WAIT_MILLIS);
        template.convertAndSend(QUEUE, text);
        assertEquals(text, template.receiveAndConvert(QUEUE));
    }

    @Test
    void tellsExceptionListenersThatTheBrokerStopped() throws Exception {
        Collected<JMSException> heard = new Collected<>();
        Connection connection = track(new ChasquiConnectionFactory(address).createConnection());
        connection.setExceptionListener(heard::add);
        Session session = connection.createSession();
        var producer = session.createProducer(session.createQueue(QUEUE));

        broker.close();
        heard.next();
        heard.assertNothingComes();
        assertThrows(JMSException.class, () -> producer.send(session.createMessage()));
    }

    @Test
    void aCachedConnectionIsReplaced() throws Exception {
        CachingConnectionFactory factory = new CachingConnectionFactory(new ChasquiConnectionFactory(address));
        track(factory::destroy);
        JmsTemplate template = new JmsTemplate(factory);
        assertCarriesAMessage(template, "before");

        restartBroker();
        await("the cache has connected again", () -> connects(factory));
        assertCarriesAMessage(template, "after");
    }

    private static boolean connects(CachingConnectionFactory factory) {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            session.createConsumer(session.createQueue(QUEUE)).close();
            return true;
        } catch (JMSException stillTheOldOne) {
            return false;
        }
    }

    @Test
    void aPooledConnectionIsReplaced() throws Exception {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(new ChasquiConnectionFactory(address));
        pool.start();
        track(pool::stop);
        JmsTemplate template = new JmsTemplate(pool);
        assertCarriesAMessage(template, "before");

        restartBroker();
        await("the pool has thrown the broken connection away", () -> {
            try {
                template.convertAndSend("other", "probe");
                return true;
            } catch (org.springframework.jms.JmsException stillTheOldOne) {
                return false;
            }
        });
        assertCarriesAMessage(template, "after");
    }

    /** Lets nobody in while the broker is away; otherwise the address would start one by itself. */
    private static final class Door extends DelegatingConnectionFactory {
        private volatile boolean open = true;

        @Override
        public Connection createConnection() throws JMSException {
            if (!open) {
                throw new JMSException("the broker is away");
            }
            return super.createConnection();
        }
    }

    @Test
    void aListenerContainerConnectsAgain() throws Exception {
        Door door = new Door();
        door.setTargetConnectionFactory(new ChasquiConnectionFactory(address));
        Collected<String> texts = new Collected<>();
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
        container.setConnectionFactory(door);
        container.setDestinationName(QUEUE);
        container.setConcurrency("2");
        container.setReceiveTimeout(500);
        container.setBackOff(new FixedBackOff(20, FixedBackOff.UNLIMITED_ATTEMPTS));
        container.setMessageListener((MessageListener) message -> texts.add(SpringMessages.text(message)));
        track(container::shutdown);
        container.afterPropertiesSet();
        container.start();
        JmsTemplate template = new JmsTemplate(new ChasquiConnectionFactory(address));
        template.convertAndSend(QUEUE, "before");
        assertEquals("before", texts.next());

        door.open = false;
        restartBroker();
        template.convertAndSend(QUEUE, "after");
        door.open = true;
        assertEquals("after", texts.next());
    }
}
