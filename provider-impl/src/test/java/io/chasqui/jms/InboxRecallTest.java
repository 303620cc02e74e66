package io.chasqui.jms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.chasqui.protocol.Event.Deliver;
import io.chasqui.protocol.Event.Recall;
import io.chasqui.protocol.SessionCommand.AddCredit;
import io.chasqui.protocol.SessionCommand.Return;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A queue that recalls at random moments, against a consumer that takes as fast as it can on another thread: every
 * message is handed over once and in order, whichever thread is inside the {@link Gate} when a recall comes.
 */
class InboxRecallTest {

    private static final int MESSAGES = 20_000;

    /** A queue with one consumer. On the broker's thread only. */
    private static final class RecallingQueue {
        private final ScriptedBroker broker;
        private final Random random;
        private final Deque<Long> backlog = new ArrayDeque<>();
        /** The messages under way, by delivery. */
        private final TreeMap<Long, Long> delivered = new TreeMap<>();

        private long lastDelivery;
        private int credit;
        private boolean recalled;

        RecallingQueue(ScriptedBroker broker, long seed) {
            this.broker = broker;
            this.random = new Random(seed);
            LongStream.range(0, MESSAGES).forEach(backlog::add);
            broker.on(AddCredit.class, command -> {
                credit += command.deliveries();
                deliver();
            });
            broker.on(Return.class, this::onReturn);
        }

        private void onReturn(Return command) {
            recalled = false;
            credit = 0;
            delivered.tailMap(command.seen(), false).descendingMap().values().forEach(backlog::addFirst);
            delivered.tailMap(command.seen(), false).clear();
        }

        private void deliver() {
            List<io.chasqui.protocol.Event> burst = new ArrayList<>();
            while (!recalled && credit > 0 && !backlog.isEmpty()) {
                credit--;
                Long message = backlog.removeFirst();
                delivered.put(++lastDelivery, message);
                burst.add(new Deliver(1, 1, lastDelivery, broker.text(Long.toString(message)), 1));
                if (random.nextInt(20) == 0) {
                    recalled = true;
                    burst.add(new Recall(1, 1));
                }
            }
            broker.tell(burst.toArray(new io.chasqui.protocol.Event[0]));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void handsEachMessageOverOnceAndInOrder(long seed) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            new RecallingQueue(broker, seed);
            var connection = broker.opener(16).connection();
            var session = connection.createSession();
            var consumer = session.createConsumer(session.createQueue("q"));
            connection.start();
            for (int i = 0; i < MESSAGES; i++) {
                var message = (jakarta.jms.TextMessage) consumer.receive(10_000);
                assertEquals(Integer.toString(i), message == null ? "nothing" : message.getText(), "seed " + seed);
            }
            connection.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void handsEachMessageToTheListenerOnceAndInOrder(long seed) throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker()) {
            new RecallingQueue(broker, seed);
            var connection = broker.opener(16).connection();
            var session = connection.createSession();
            var consumer = session.createConsumer(session.createQueue("q"));
            List<String> got = new ArrayList<>();
            var all = new java.util.concurrent.CompletableFuture<Boolean>();
            consumer.setMessageListener(message -> {
                got.add(text(message));
                if (got.size() == MESSAGES) {
                    all.complete(true);
                }
            });
            connection.start();
            ScriptedBroker.join(all);
            connection.close();
            assertEquals(LongStream.range(0, MESSAGES).mapToObj(Long::toString).toList(), got, "seed " + seed);
        }
    }

    private static String text(jakarta.jms.Message message) {
        try {
            return ((jakarta.jms.TextMessage) message).getText();
        } catch (jakarta.jms.JMSException e) {
            throw new AssertionError(e);
        }
    }
}
