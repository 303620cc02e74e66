package io.chasqui.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.chasqui.api.ChasquiConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * The same work inside one JVM and over loopback to a server in a process of its own, side by side: throughput with the
 * processor time of client and broker for each message, and round trips. And many connections to one server with a heap of
 * 512 MiB.
 */
public final class NetworkBenchmark {

    private static final int BODY_BYTES = 256;
    private static final int IDLE = 5_000;
    private static final int ACTIVE = 1_000;
    private static final int MESSAGES_EACH = 100;

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private NetworkBenchmark() {}

    /** @param arguments how many messages a measurement has; 500000 when there are none */
    public static void main(String[] arguments) throws Exception {
        int messages = arguments.length == 0 ? 500_000 : Integer.parseInt(arguments[0]);
        Path data = Files.createTempDirectory("chasqui-network-bench-");
        try (BrokerProcess broker = BrokerProcess.start("1g", "");
                BrokerProcess durable = BrokerProcess.start("1g", data.toString())) {
            for (int round = 1; round <= 3; round++) {
                System.out.println("round " + round + (round == 1 ? " (warm-up)" : ""));
                oneToOne("vm ", "vm://network", null, messages);
                oneToOne("tcp", broker.address(), broker, messages);
                roundTrips("vm ", "vm://network", null, messages / 20);
                roundTrips("tcp", broker.address(), broker, messages / 20);
                durableSends("vm ", "vm://durable?broker.dataDirectory=" + data + "-vm", null, messages / 100);
                durableSends("tcp", durable.address(), durable, messages / 100);
            }
        }
        try (BrokerProcess crowded = BrokerProcess.start("512m", "")) {
            connections(crowded);
        }
        System.exit(0);
    }

    private static long cpuNanos(@Nullable BrokerProcess broker) {
        return SYSTEM.getProcessCpuTime() + (broker == null ? 0 : broker.cpuNanos());
    }

    private static void oneToOne(String name, String address, @Nullable BrokerProcess broker, int messages)
            throws Exception {
        try (Connection connection = new ChasquiConnectionFactory(address).createConnection();
                Connection other = new ChasquiConnectionFactory(address).createConnection()) {
            other.start();
            CountDownLatch all = new CountDownLatch(messages);
            Session receiving = other.createSession();
            Queue queue = receiving.createQueue("one-to-one");
            receiving.createConsumer(queue).setMessageListener(message -> all.countDown());
            Session sending = connection.createSession();
            MessageProducer producer = sending.createProducer(queue);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            byte[] body = new byte[BODY_BYTES];
            long cpu = cpuNanos(broker);
            long begin = System.nanoTime();
            for (int i = 0; i < messages; i++) {
                var message = sending.createBytesMessage();
                message.writeBytes(body);
                producer.send(message);
            }
            all.await();
            print(name + " queue 1 to 1, non-persistent, " + BODY_BYTES + " B", messages, begin, cpu, broker);
        }
    }

    private static void print(String what, int messages, long begin, long cpu, @Nullable BrokerProcess broker) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        double micros = (cpuNanos(broker) - cpu) / 1e3 / messages;
        System.out.printf(Locale.ROOT, "  %-46s %,10.0f/s  CPU %6.2f µs a message%n", what, messages / seconds, micros);
    }

    private static void roundTrips(String name, String address, @Nullable BrokerProcess broker, int count)
            throws Exception {
        try (Connection connection = new ChasquiConnectionFactory(address).createConnection();
                Connection other = new ChasquiConnectionFactory(address).createConnection()) {
            connection.start();
            other.start();
            Session answering = other.createSession();
            Queue requests = answering.createQueue("requests");
            MessageProducer answers = answering.createProducer(null);
            answers.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            answering.createConsumer(requests).setMessageListener(request -> answer(answers, request));
            Session asking = connection.createSession();
            MessageProducer producer = asking.createProducer(requests);
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            TemporaryQueue replies = asking.createTemporaryQueue();
            MessageConsumer consumer = asking.createConsumer(replies);
            Histogram micros = new Histogram(3);
            long cpu = cpuNanos(broker);
            for (int i = 0; i < count; i++) {
                Message request = asking.createTextMessage("ping");
                request.setJMSReplyTo(replies);
                long begin = System.nanoTime();
                producer.send(request);
                consumer.receive();
                micros.recordValue((System.nanoTime() - begin) / 1_000);
            }
            printTimes(name + " request and reply", micros, (cpuNanos(broker) - cpu) / 1e3 / count);
        }
    }

    private static void answer(MessageProducer answers, Message request) {
        try {
            answers.send(request.getJMSReplyTo(), request);
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void durableSends(String name, String address, @Nullable BrokerProcess broker, int count)
            throws Exception {
        try (Connection connection = new ChasquiConnectionFactory(address).createConnection()) {
            connection.start();
            Session session = connection.createSession();
            Queue queue = session.createQueue("durable");
            session.createConsumer(queue).setMessageListener(message -> {});
            Session sending = connection.createSession();
            MessageProducer producer = sending.createProducer(queue);
            Histogram micros = new Histogram(3);
            byte[] body = new byte[1 << 10];
            long cpu = cpuNanos(broker);
            for (int i = 0; i < count; i++) {
                var message = sending.createBytesMessage();
                message.writeBytes(body);
                long begin = System.nanoTime();
                producer.send(message);
                micros.recordValue((System.nanoTime() - begin) / 1_000);
            }
            printTimes(name + " durable send, 1 KiB, forced", micros, (cpuNanos(broker) - cpu) / 1e3 / count);
        }
    }

    private static void printTimes(String what, Histogram micros, double cpuMicros) {
        System.out.printf(
                Locale.ROOT,
                "  %-46s p50 %,6d µs  p99 %,6d µs  CPU %6.2f µs%n",
                what,
                micros.getValueAtPercentile(50),
                micros.getValueAtPercentile(99),
                cpuMicros);
    }

    /** Many connections that do nothing, and many that send and receive at once, each to itself. */
    private static void connections(BrokerProcess broker) throws Exception {
        ChasquiConnectionFactory factory = new ChasquiConnectionFactory(broker.address());
        Connection[] idle = new Connection[IDLE];
        long begin = System.nanoTime();
        for (int i = 0; i < IDLE; i++) {
            idle[i] = factory.createConnection();
        }
        System.out.printf(
                Locale.ROOT,
                "%,d idle connections after %.1f s, server's memory %d MiB%n",
                IDLE,
                (System.nanoTime() - begin) / 1e9,
                broker.residentMebibytes());
        CountDownLatch all = new CountDownLatch(ACTIVE * MESSAGES_EACH);
        Connection[] active = new Connection[ACTIVE];
        Session[] sessions = new Session[ACTIVE];
        MessageProducer[] producers = new MessageProducer[ACTIVE];
        for (int i = 0; i < ACTIVE; i++) {
            active[i] = factory.createConnection();
            active[i].start();
            sessions[i] = active[i].createSession();
            Queue queue = sessions[i].createQueue("of-" + i);
            active[i].createSession().createConsumer(queue).setMessageListener(message -> all.countDown());
            producers[i] = sessions[i].createProducer(queue);
            producers[i].setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        }
        begin = System.nanoTime();
        long cpu = cpuNanos(broker);
        for (int round = 0; round < MESSAGES_EACH; round++) {
            for (int i = 0; i < ACTIVE; i++) {
                producers[i].send(sessions[i].createTextMessage("m" + round));
            }
        }
        all.await();
        print(ACTIVE + " active connections beside them", ACTIVE * MESSAGES_EACH, begin, cpu, broker);
        System.out.println("server's memory " + broker.residentMebibytes() + " MiB, heap at most 512 MiB");
        for (Connection each : active) {
            each.close();
        }
        for (Connection each : idle) {
            each.close();
        }
    }
}
