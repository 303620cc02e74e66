package io.chasqui.network;

import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.jspecify.annotations.Nullable;

/** Answers questions, in a listener. */
final class AnswerWork extends Work {

    private final Place from;
    private @Nullable Connection connection;

    AnswerWork(Scene scene, String name, Place from) {
        super(scene, name);
        this.from = from;
    }

    @Override
    void open() throws Exception {
        connection = scene.connect(null);
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(null);
        from.consumer(session).setMessageListener(question -> answer(session, producer, question));
        connection.start();
    }

    private void answer(Session session, MessageProducer producer, Message question) {
        try {
            Message answer = session.createTextMessage("answer");
            answer.setJMSCorrelationID(question.getJMSCorrelationID());
            timed("answer", () -> {
                producer.send(question.getJMSReplyTo(), answer);
                return "";
            });
        } catch (InvalidDestinationException e) {
            scene.note(name + ": who asked is gone: " + e.getMessage());
        } catch (Exception e) {
            failed("answer", e);
        }
    }

    @Override
    @Nullable
    Connection connection() {
        return connection;
    }

    @Override
    void step() throws JMSException {
        scene.checkAlive(connection);
        for (int i = 0; i < 20 && !isStopping(); i++) {
            idle();
        }
    }
}
