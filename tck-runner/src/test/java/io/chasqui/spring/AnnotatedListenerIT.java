package io.chasqui.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.chasqui.conformance.ConformanceTest;
import jakarta.jms.ConnectionFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jms.annotation.EnableJms;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.jms.core.JmsMessagingTemplate;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.handler.annotation.Header;

/** An application context with an annotated listener that answers requests. */
class AnnotatedListenerIT extends ConformanceTest {

    @Configuration(proxyBeanMethods = false)
    @EnableJms
    static class Greetings {

        @Bean
        DefaultJmsListenerContainerFactory jmsListenerContainerFactory(ConnectionFactory factory) {
            var containers = new DefaultJmsListenerContainerFactory();
            containers.setConnectionFactory(factory);
            containers.setSessionTransacted(true);
            containers.setConcurrency("1-3");
            return containers;
        }

        @JmsListener(destination = "${greetings}")
        String greet(String name, @Header("polite") boolean polite) {
            return (polite ? "Good day, " : "Hi, ") + name;
        }
    }

    @Test
    void answersRequestsThroughItsReturnValue() {
        String queue = names.queue();
        var context = new AnnotationConfigApplicationContext();
        track(context);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("greetings", queue)));
        context.registerBean(ConnectionFactory.class, provider::connectionFactory);
        context.register(Greetings.class);
        context.refresh();

        JmsTemplate template = new JmsTemplate(provider.connectionFactory());
        template.setReceiveTimeout(WAIT_MILLIS);
        var messages = new JmsMessagingTemplate(template);
        for (String name : new String[] {"Ada", "Grace"}) {
            String answer =
                    messages.convertSendAndReceive(queue, name, Map.<String, Object>of("polite", true), String.class);
            assertNotNull(answer, "no answer came within " + WAIT_MILLIS + " ms");
            assertEquals("Good day, " + name, answer);
        }
    }
}
