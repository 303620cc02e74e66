package io.chasqui.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.scale.SubscriptionSteps.Step;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The programs do what they are for, and see what is wrong: small forms, in memory. */
class ScaleProgramsTest {

    private static final long PATIENCE_MILLIS = 300;
    private static final long LONG_PATIENCE_MILLIS = 20_000;

    private final Map<String, Long> figures = new ConcurrentHashMap<>();
    private Broker broker;

    @BeforeEach
    void start() throws JMSException {
        broker = Broker.start(
                BrokerConfiguration.builder().name("scale-programs").build());
    }

    @AfterEach
    void close() {
        broker.close();
    }

    private void run(Program program) throws Exception {
        program.run(broker.connectionFactory(), figures::put);
    }

    @Test
    void whatWasFilledIsDrained() throws Exception {
        Fill fill = new Fill(2, 1200);
        run(fill);
        run(new Drain(fill.sources(), LONG_PATIENCE_MILLIS));
        assertEquals(
                Set.of("fill_ms", "drain_ms", "first_message_ms_0", "first_message_ms_1", "first_message_ms_2"),
                figures.keySet());
        run(new Drain(fill.sources().stream().map(Source::emptied).toList(), PATIENCE_MILLIS));
    }

    @Test
    void whatIsPutIsTakenAndTheSlowSubscriptionKeepsItsMessages() throws Exception {
        Churn churn = new Churn(5000, 100, 50, LONG_PATIENCE_MILLIS);
        run(churn);
        run(new Drain(churn.sources(), LONG_PATIENCE_MILLIS));
        assertEquals(50, churn.sources().get(1).messages());
    }

    @Test
    void subscriptionsComeAndGo() throws Exception {
        run(new SubscriptionSteps(
                List.of(Step.CREATE, Step.PUBLISH, Step.CHECK, Step.DELETE, Step.GONE), 150, 4, LONG_PATIENCE_MILLIS));
        assertEquals(
                new TreeSet<>(Set.of("create_ms", "publish_ms", "check_ms", "delete_ms", "gone_ms")),
                new TreeSet<>(figures.keySet()));
    }

    @Test
    void seesSubscriptionsThatAreMissingOrStillThere() throws Exception {
        assertThrows(Exception.class, () -> run(new SubscriptionSteps(List.of(Step.DELETE), 3, 1, PATIENCE_MILLIS)));
        run(new SubscriptionSteps(List.of(Step.CREATE), 3, 1, PATIENCE_MILLIS));
        complains("gave null", new SubscriptionSteps(List.of(Step.CHECK), 3, 1, PATIENCE_MILLIS));
        complains("is there again", new SubscriptionSteps(List.of(Step.GONE), 3, 1, PATIENCE_MILLIS));
    }

    @Test
    void seesAMissingMessage() {
        send(new Body(0, 0), new Body(0, 1), new Body(0, 3));
        complains("number 2 is missing", new Drain(List.of(Source.queue("q", 1, 4)), PATIENCE_MILLIS));
    }

    @Test
    void seesThatTheLastMessageIsMissing() {
        send(new Body(0, 0), new Body(0, 1));
        complains("after 2 of 3 messages", new Drain(List.of(Source.queue("q", 1, 3)), PATIENCE_MILLIS));
    }

    @Test
    void seesAMessageThatComesTwice() {
        send(new Body(0, 0), new Body(1, 0), new Body(0, 0));
        complains("for the second time", new Drain(List.of(Source.queue("q", 2, 2)), PATIENCE_MILLIS));
    }

    @Test
    void seesAMessageTooMany() {
        send(new Body(0, 0));
        complains("holds more than the 0 messages", new Drain(List.of(Source.queue("q", 1, 0)), PATIENCE_MILLIS));
    }

    @Test
    void seesOtherBytes() {
        byte[] bytes = new Body(3, 4).toBytes();
        assertEquals(new Body(3, 4), Body.of(bytes));
        bytes[1000] ^= 1;
        assertThrows(IllegalStateException.class, () -> Body.of(bytes));
    }

    private void send(Body... bodies) {
        try (JMSContext context = broker.connectionFactory().createContext()) {
            for (Body body : bodies) {
                context.createProducer().send(context.createQueue("q"), body.toBytes());
            }
        }
    }

    private void complains(String about, Program program) {
        String message =
                assertThrows(IllegalStateException.class, () -> run(program)).getMessage();
        assertTrue(message.contains(about), message);
    }
}
