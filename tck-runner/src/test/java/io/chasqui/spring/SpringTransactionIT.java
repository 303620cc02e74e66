package io.chasqui.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.conformance.ConformanceTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Local transactions that Spring's {@code JmsTransactionManager} drives. */
class SpringTransactionIT extends ConformanceTest {

    private TransactionTemplate transaction;
    private JmsTemplate template;
    private JmsTemplate outside;
    private String queue;

    @BeforeEach
    void makeTemplates() {
        ConnectionFactory factory = provider.connectionFactory();
        transaction = new TransactionTemplate(new JmsTransactionManager(factory));
        template = new JmsTemplate(factory);
        template.setReceiveTimeout(WAIT_MILLIS);
        outside = new JmsTemplate(provider.connectionFactory());
        outside.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        queue = names.queue();
    }

    @Test
    void showsWhatWasSentAfterTheCommitOnly() {
        transaction.executeWithoutResult(status -> {
            template.convertAndSend(queue, "one");
            template.convertAndSend(queue, "two");
            assertNull(outside.receive(queue), "visible before the commit");
        });
        assertEquals("one", template.receiveAndConvert(queue));
        assertEquals("two", template.receiveAndConvert(queue));
    }

    @Test
    void forgetsWhatWasSentBeforeARollback() {
        transaction.executeWithoutResult(status -> {
            template.convertAndSend(queue, "dropped");
            status.setRollbackOnly();
        });
        assertNull(outside.receive(queue));
    }

    @Test
    void returnsWhatWasReceivedBeforeARollback() throws Exception {
        template.convertAndSend(queue, "kept");
        transaction.executeWithoutResult(status -> {
            assertEquals("kept", template.receiveAndConvert(queue));
            assertNull(outside.receive(queue), "received twice");
            status.setRollbackOnly();
        });
        Message again = template.receive(queue);
        assertNotNull(again);
        assertEquals("kept", textOf(again));
        assertTrue(again.getJMSRedelivered());
    }

    @Test
    void movesAMessageFromQueueToQueueInOneTransaction() {
        String target = names.queue();
        template.convertAndSend(queue, "moved");
        transaction.executeWithoutResult(status -> {
            Object body = template.receiveAndConvert(queue);
            assertNotNull(body);
            template.convertAndSend(target, body);
        });
        assertNull(outside.receive(queue));
        assertEquals("moved", template.receiveAndConvert(target));
    }
}
