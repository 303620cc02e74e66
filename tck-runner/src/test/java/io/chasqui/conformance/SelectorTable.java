package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * What the selector tests share: tables of one selector, one message and the truth value the selector must have for it.
 *
 * <p>A truth value is observed from outside: a selector that is true selects the message, one that is false selects it
 * when negated, and one that is unknown does neither. Each row has a queue of its own and goes through a browser and a
 * real consumer.
 */
abstract class SelectorTable extends ConformanceTest {

    /** The truth value of a selector for a message, as far as a consumer can see it. */
    enum Truth {
        TRUE,
        FALSE,
        UNKNOWN,
        /** False or unknown: the specification leaves open which. */
        NOT_TRUE
    }

    /** Gives the probe of a row its headers and properties. */
    @FunctionalInterface
    interface Preparation {
        void prepare(Message message) throws JMSException;
    }

    /** One row of a table. */
    record Row(Truth truth, String selector, String description, Preparation preparation) {
        String title() {
            String shown = selector.length() > 60 ? selector.substring(0, 60) + "…" : selector;
            return truth + ": " + shown + description;
        }
    }

    /** @param namesAndValues the properties of the message: name, value, name, value … */
    static Row isTrue(String selector, Object... namesAndValues) {
        return row(Truth.TRUE, selector, namesAndValues);
    }

    static Row isFalse(String selector, Object... namesAndValues) {
        return row(Truth.FALSE, selector, namesAndValues);
    }

    static Row isUnknown(String selector, Object... namesAndValues) {
        return row(Truth.UNKNOWN, selector, namesAndValues);
    }

    static Row isNotTrue(String selector, Object... namesAndValues) {
        return row(Truth.NOT_TRUE, selector, namesAndValues);
    }

    static Row row(Truth truth, String selector, Object... namesAndValues) {
        String description = namesAndValues.length == 0 ? "" : " for " + Arrays.toString(namesAndValues);
        return new Row(truth, selector, description, message -> {
            for (int i = 0; i < namesAndValues.length; i += 2) {
                message.setObjectProperty((String) namesAndValues[i], namesAndValues[i + 1]);
            }
        });
    }

    static Row row(Truth truth, String selector, Preparation preparation) {
        return new Row(truth, selector, "", preparation);
    }

    Stream<DynamicTest> rows(Row... rows) {
        return Arrays.stream(rows).map(row -> dynamicTest(row.title(), () -> verify(row)));
    }

    /** One test for each selector, all of which have to be refused when a consumer or a browser is created. */
    Stream<DynamicTest> refused(String... selectors) {
        return Arrays.stream(selectors)
                .map(selector -> dynamicTest("refused: " + selector, () -> {
                    Queue queue = newQueue();
                    assertThrows(InvalidSelectorException.class, () -> session().createConsumer(queue, selector));
                    assertThrows(InvalidSelectorException.class, () -> session().createBrowser(queue, selector));
                }));
    }

    final void verify(Row row) throws JMSException {
        Queue queue = newQueue();
        Message probe = session().createMessage();
        row.preparation().prepare(probe);
        session().createProducer(queue).send(probe);
        verify(row.truth(), row.selector(), queue);
    }

    /** Checks the truth value of a selector for the only message of a queue, and takes the message. */
    final void verify(Truth truth, String selector, Queue queue) throws JMSException {
        String negation = "NOT (" + selector + ")";
        switch (truth) {
            case TRUE -> {
                selectsNothing(queue, negation);
                selectsTheProbe(queue, selector);
            }
            case FALSE -> {
                selectsNothing(queue, selector);
                selectsTheProbe(queue, negation);
            }
            case UNKNOWN -> {
                selectsNothing(queue, selector);
                selectsNothing(queue, negation);
                selectsTheProbe(queue, null);
            }
            case NOT_TRUE -> {
                selectsNothing(queue, selector);
                selectsTheProbe(queue, null);
            }
        }
    }

    private void selectsTheProbe(Queue queue, @Nullable String selector) throws JMSException {
        assertEquals(1, browse(queue, selector), () -> "messages a browser with the selector " + selector + " sees");
        MessageConsumer consumer = session().createConsumer(queue, selector);
        assertNotNull(consumer.receive(WAIT_MILLIS), () -> "the message must be selected by: " + selector);
        consumer.close();
    }

    private void selectsNothing(Queue queue, @Nullable String selector) throws JMSException {
        assertEquals(0, browse(queue, selector), () -> "messages a browser with the selector " + selector + " sees");
        MessageConsumer consumer = session().createConsumer(queue, selector);
        assertNull(consumer.receiveNoWait(), () -> "the message must not be selected by: " + selector);
        consumer.close();
    }

    private int browse(Queue queue, @Nullable String selector) throws JMSException {
        QueueBrowser browser = session().createBrowser(queue, selector);
        int count = Enumerated.list(browser.getEnumeration()).size();
        browser.close();
        return count;
    }
}
