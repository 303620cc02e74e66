package io.chasqui.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.Collected;
import io.chasqui.conformance.ConformanceTest;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.jms.listener.SimpleMessageListenerContainer;

/** Spring's listener containers on the plain factory. */
class ListenerContainerIT extends ConformanceTest {

    private final Collected<String> texts = new Collected<>();
    private final Collected<Throwable> errors = new Collected<>();
    private JmsTemplate template;
    private String queue;

    @BeforeEach
    void makeTemplate() {
        template = new JmsTemplate(provider.connectionFactory());
        queue = names.queue();
    }

    private DefaultMessageListenerContainer container(String destination, Object listener) {
        DefaultMessageListenerContainer container = configured(new DefaultMessageListenerContainer(), destination);
        container.setMessageListener(listener);
        container.setReceiveTimeout(100);
        return container;
    }

    private <T extends AbstractMessageListenerContainer> T configured(T container, String destination) {
        container.setConnectionFactory(provider.connectionFactory());
        container.setDestinationName(destination);
        container.setErrorHandler(errors::add);
        return container;
    }

    private void start(AbstractMessageListenerContainer container) {
        track(container::shutdown);
        container.afterPropertiesSet();
        container.start();
    }

    private MessageListener collecting() {
        return message -> texts.add(SpringMessages.text(message));
    }

    private void sendNumbers(String destination, int count) {
        for (int number = 0; number < count; number++) {
            template.convertAndSend(destination, "number " + number);
        }
    }

    private static Set<String> numbers(int count) {
        Set<String> numbers = new TreeSet<>();
        for (int number = 0; number < count; number++) {
            numbers.add("number " + number);
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"CACHE_NONE", "CACHE_CONNECTION", "CACHE_SESSION", "CACHE_CONSUMER"})
    void deliversEveryMessageOnceAtEachCacheLevel(String level) throws Exception {
        DefaultMessageListenerContainer container = container(queue, collecting());
        container.setCacheLevelName(level);
        container.setSessionTransacted(true);
        container.setConcurrency("2-3");
        start(container);
        sendNumbers(queue, 30);

        assertEquals(numbers(30), new TreeSet<>(texts.next(30)));
        texts.assertNothingComes();
    }

    @Test
    void addsConsumersUnderLoadAndTakesThemAwayAgain() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        DefaultMessageListenerContainer container = container(queue, (MessageListener) message -> {
            working.incrementAndGet();
            assertTrue(awaitQuietly(release), "nobody released the listeners");
            done.incrementAndGet();
        });
        container.setConcurrency("1-5");
        container.setIdleTaskExecutionLimit(1);
        container.setMaxMessagesPerTask(1);
        start(container);

        // A consumer that works may hold more messages than it works on, so messages are sent until all have one.
        AtomicInteger sent = new AtomicInteger();
        await("five consumers at work", () -> {
            template.convertAndSend(queue, "work " + sent.incrementAndGet());
            return working.get() == 5;
        });
        assertEquals(5, container.getActiveConsumerCount());

        release.countDown();
        await("all work done", () -> done.get() == sent.get());
        await("one consumer left", () -> container.getScheduledConsumerCount() == 1);
    }

    private static boolean awaitQuietly(CountDownLatch latch) {
        try {
            return latch.await(2 * WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void redeliversWhatATransactedListenerFailedOn() throws Exception {
        Collected<Integer> deliveries = new Collected<>();
        DefaultMessageListenerContainer container =
                container(queue, (SessionAwareMessageListener<Message>) (message, session) -> {
                    int count = message.getIntProperty("JMSXDeliveryCount");
                    assertEquals(count > 1, message.getJMSRedelivered());
                    deliveries.add(count);
                    session.createProducer(session.createQueue(queue + "-out"))
                            .send(session.createTextMessage("attempt " + count));
                    if (count < 3) {
                        throw new IllegalStateException("attempt " + count + " fails on purpose");
                    }
                });
        container.setSessionTransacted(true);
        start(container);
        template.convertAndSend(queue, "work");

        assertEquals(List.of(1, 2, 3), deliveries.next(3));
        assertEquals("attempt 1 fails on purpose", errors.next().getMessage());
        assertEquals("attempt 2 fails on purpose", errors.next().getMessage());
        template.setReceiveTimeout(WAIT_MILLIS);
        assertEquals("attempt 3", template.receiveAndConvert(queue + "-out"));
        container.shutdown();
        template.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        assertNull(template.receive(queue + "-out"));
        assertNull(template.receive(queue));
    }

    @Test
    void keepsMessagesWhileTheContainerIsStopped() throws Exception {
        DefaultMessageListenerContainer container = container(queue, collecting());
        start(container);
        sendNumbers(queue, 1);
        assertEquals("number 0", texts.next());

        CountDownLatch stopped = new CountDownLatch(1);
        container.stop(stopped::countDown);
        await("container stopped", stopped);
        template.convertAndSend(queue, "while stopped");
        texts.assertNothingComes();

        container.start();
        assertEquals("while stopped", texts.next());
    }

    @Test
    void returnsUnfinishedWorkOnShutdown() throws Exception {
        DefaultMessageListenerContainer container = container(queue, collecting());
        container.setSessionTransacted(true);
        container.setReceiveTimeout(500);
        start(container);
        sendNumbers(queue, 1);
        assertEquals("number 0", texts.next());

        container.shutdown();
        assertFalse(container.isActive());
        assertEquals(0, container.getScheduledConsumerCount());
        sendNumbers(queue, 1);
        template.setReceiveTimeout(WAIT_MILLIS);
        assertEquals("number 0", template.receiveAndConvert(queue));
    }

    @Test
    void keepsADurableSubscriptionBetweenContainers() throws Exception {
        String topic = names.topic();
        String clientId = names.clientId();
        template.setPubSubDomain(true);
        DefaultMessageListenerContainer first = durable(topic, clientId);
        start(first);
        await("subscribed", first::isRegisteredWithDestination);
        template.convertAndSend(topic, "first");
        assertEquals("first", texts.next());
        first.shutdown();

        template.convertAndSend(topic, "in between");
        DefaultMessageListenerContainer second = durable(topic, clientId);
        start(second);
        assertEquals("in between", texts.next());
        second.shutdown();

        try (var connection = newConnection(clientId);
                var cleaning = connection.createSession()) {
            cleaning.unsubscribe("log");
        }
    }

    private DefaultMessageListenerContainer durable(String topic, String clientId) {
        DefaultMessageListenerContainer container = container(topic, collecting());
        container.setPubSubDomain(true);
        container.setSubscriptionDurable(true);
        container.setDurableSubscriptionName("log");
        container.setClientId(clientId);
        return container;
    }

    @Test
    void sharesASubscriptionAmongConsumers() throws Exception {
        String topic = names.topic();
        DefaultMessageListenerContainer container = container(topic, collecting());
        container.setPubSubDomain(true);
        container.setSubscriptionShared(true);
        container.setSubscriptionName(names.subscription());
        container.setConcurrentConsumers(3);
        start(container);
        await("three consumers", () -> container.isRegisteredWithDestination());
        template.setPubSubDomain(true);
        sendNumbers(topic, 20);

        assertEquals(numbers(20), new TreeSet<>(texts.next(20)));
        texts.assertNothingComes();
    }

    @Test
    void drivesListenersOfTheProvider() throws Exception {
        SimpleMessageListenerContainer container = configured(new SimpleMessageListenerContainer(), queue);
        container.setConcurrency("3");
        container.setMessageListener(collecting());
        start(container);
        sendNumbers(queue, 20);

        assertEquals(numbers(20), new TreeSet<>(texts.next(20)));
    }
}
