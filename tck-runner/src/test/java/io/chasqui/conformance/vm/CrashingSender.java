package io.chasqui.conformance.vm;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A program that sends what {@link RestartConformanceTest} looks for, and then ends without closing anything. {@link #run}
 * is called by the test, {@link #main} is the process that crashes.
 */
final class CrashingSender {

    static final String QUEUE = "q";
    static final String TOPIC = "t";
    static final String CLIENT = "c";
    static final int COUNT = 20;

    /** A crash in the middle of nothing; no shutdown hook runs. */
    private static final int CRASHED = 86;

    private CrashingSender() {}

    /** Runs the program in a process of its own until that has crashed. */
    static void run(String dataDirectory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingSender.class.getName(),
                        dataDirectory))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != CRASHED) {
            throw new IllegalStateException("the sender did not come to its end: " + output);
        }
    }

    /** @param arguments the data directory */
    public static void main(String[] arguments) throws JMSException {
        Broker broker = Broker.start(BrokerConfiguration.builder()
                .name("crashing")
                .dataDirectory(arguments[0])
                .build());
        Connection connection = broker.connectionFactory().createConnection();
        connection.setClientID(CLIENT);
        Session session = connection.createSession();
        session.createDurableConsumer(session.createTopic(TOPIC), "d").close();
        send(session);
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        send(transacted);
        transacted.commit();
        send(transacted); // Never committed.
        Runtime.getRuntime().halt(CRASHED);
    }

    private static void send(Session session) throws JMSException {
        MessageProducer toQueue = session.createProducer(session.createQueue(QUEUE));
        MessageProducer toTopic = session.createProducer(session.createTopic(TOPIC));
        for (int i = 0; i < COUNT; i++) {
            toQueue.send(session.createTextMessage(Integer.toString(i)));
            toTopic.send(session.createTextMessage(Integer.toString(i)));
        }
    }
}
