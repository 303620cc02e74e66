package io.chasqui.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.disk.SimulatedDisk;
import io.chasqui.disk.SimulatedDisk.Fault;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationRuntimeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One operation of a disk below a whole broker fails, any one: what was confirmed before is there after a power failure, and
 * what was confirmed as acknowledged is not. Each round follows from its seed, apart from what threads make of it.
 */
class RandomFaultTest {

    private static final int ROUNDS = Integer.getInteger("chasqui.faultRounds", 60);
    private static final int STEPS = 120;

    @TempDir
    private Path lockDirectory;

    private SimulatedDisk journal;
    private SimulatedDisk state;

    /** What may be there in the end, in order; and what must be. */
    private final Set<Integer> possible = new TreeSet<>();

    private final Set<Integer> certain = new TreeSet<>();

    static long[] seeds() {
        return new Random().longs(ROUNDS).toArray();
    }

    private EmbeddedBroker start() throws JMSException {
        return VmBrokers.INSTANCE.start(
                BrokerConfiguration.builder()
                        .name("random-fault")
                        .segmentBytes(1 << 16)
                        .checkpointMillis(100)
                        .dataDirectory(lockDirectory.toString())
                        .build(),
                path -> path.endsWith(BrokerStore.JOURNAL) ? journal : state);
    }

    private static JMSContext context(int mode) {
        return new ChasquiConnectionFactory("vm://random-fault").createContext(mode);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingConfirmedIsLostAndNothingAcknowledgedComesBack(long seed) throws JMSException {
        Random random = new Random(seed);
        journal = new SimulatedDisk(random.nextLong());
        state = new SimulatedDisk(random.nextLong());
        SimulatedDisk failing = random.nextInt(4) == 0 ? state : journal;
        failing.failAt(random.nextInt(3 * STEPS), random.nextBoolean() ? Fault.NO_SPACE : Fault.INPUT_OUTPUT);
        try (EmbeddedBroker broker = start()) {
            work(random);
            assertTrue(broker.isRunning());
        } catch (JMSException cannotStart) {
            assertTrue(cannotStart.getMessage().contains("cannot start"), cannotStart.getMessage());
        }
        journal = journal.crash();
        state = state.crash();
        try (EmbeddedBroker broker = start()) {
            assertTrue(broker.isRunning());
            check(drain());
        }
    }

    private void work(Random random) {
        try (JMSContext sending = context(JMSContext.AUTO_ACKNOWLEDGE);
                JMSContext transacted = context(JMSContext.SESSION_TRANSACTED);
                JMSContext receiving = context(JMSContext.CLIENT_ACKNOWLEDGE)) {
            Queue queue = sending.createQueue("q");
            JMSConsumer consumer = receiving.createConsumer(queue);
            for (int i = 0; i < STEPS; i++) {
                int number = i;
                switch (random.nextInt(5)) {
                    case 0 -> receive(receiving, consumer);
                    case 1 -> {
                        transacted.createProducer().send(queue, text(number));
                        arrive(number, transacted::commit);
                    }
                    default -> arrive(number, () -> sending.createProducer().send(queue, text(number)));
                }
            }
        }
    }

    private static String text(int number) {
        return number + " " + "x".repeat(1000);
    }

    private void arrive(int number, Runnable action) {
        possible.add(number);
        try {
            action.run();
            certain.add(number);
        } catch (ResourceAllocationRuntimeException stopped) {
            // It may be there or not.
        }
    }

    private void receive(JMSContext context, JMSConsumer consumer) {
        String text = consumer.receiveBody(String.class, 1);
        if (text == null) {
            return;
        }
        int number = numberOf(text);
        certain.remove(number);
        try {
            context.acknowledge();
            possible.remove(number);
        } catch (JMSRuntimeException stopped) {
            // It may come back.
        }
    }

    private static int numberOf(String text) {
        return Integer.parseInt(text.substring(0, text.indexOf(' ')));
    }

    private static List<Integer> drain() {
        List<Integer> numbers = new ArrayList<>();
        try (JMSContext context = context(JMSContext.AUTO_ACKNOWLEDGE)) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
            String text = consumer.receiveBodyNoWait(String.class);
            while (text != null) {
                numbers.add(numberOf(text));
                text = consumer.receiveBodyNoWait(String.class);
            }
        }
        return numbers;
    }

    private void check(List<Integer> found) {
        assertEquals(List.copyOf(new TreeSet<>(found)), found, "twice, or out of order");
        Set<Integer> lost = new TreeSet<>(certain);
        lost.removeAll(found);
        assertEquals(Set.of(), lost, "lost");
        Set<Integer> back = new TreeSet<>(found);
        back.removeAll(possible);
        assertEquals(Set.of(), back, "came back");
    }
}
