package io.chasqui.network;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Asks questions and waits for answers in a temporary queue. */
final class AskWork extends Work {

    private static final long PATIENCE_MILLIS = 5_000;

    private final Place to;
    private final AtomicInteger missed = new AtomicInteger();
    private final AtomicInteger strays = new AtomicInteger();
    private @Nullable Connection connection;
    private @Nullable Session session;
    private @Nullable MessageProducer producer;
    private @Nullable TemporaryQueue answers;
    private @Nullable MessageConsumer consumer;
    private int number;

    AskWork(Scene scene, String name, Place to) {
        super(scene, name);
        this.to = to;
    }

    /** How many questions got no answer in time. */
    int missed() {
        return missed.get();
    }

    /** How many answers came twice or late: a question that is delivered again is answered again. */
    int strays() {
        return strays.get();
    }

    @Override
    void open() throws Exception {
        connection = scene.connect(null);
        connection.start();
        Session opened = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        session = opened;
        producer = opened.createProducer(to.of(opened));
        TemporaryQueue temporary = opened.createTemporaryQueue();
        answers = temporary;
        consumer = opened.createConsumer(temporary);
    }

    @Override
    @Nullable
    Connection connection() {
        return connection;
    }

    @Override
    void step() throws Exception {
        String id = name + "-" + ++number;
        try {
            Message question = session.createTextMessage("question");
            question.setJMSReplyTo(answers);
            question.setJMSCorrelationID(id);
            timed("ask", () -> {
                producer.send(question);
                return "";
            });
            await(id);
        } catch (JMSException e) {
            failed("ask", e);
            scene.checkAlive(connection);
        }
    }

    private void await(String id) throws Exception {
        for (int i = 0; i < 10 && !isStopping(); i++) {
            Message answer = timed("receive an answer", () -> consumer.receive(PATIENCE_MILLIS / 10));
            if (answer != null && id.equals(answer.getJMSCorrelationID())) {
                return;
            }
            if (answer != null) {
                strays.incrementAndGet();
                scene.note(
                        name + ": the answer to " + answer.getJMSCorrelationID() + " came instead of the one to " + id);
            }
        }
        if (!isStopping()) {
            missed.incrementAndGet();
            scene.note(name + " got no answer to " + id);
        }
    }
}
