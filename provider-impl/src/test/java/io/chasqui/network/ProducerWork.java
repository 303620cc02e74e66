package io.chasqui.network;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends persistent messages to a queue or a topic. */
final class ProducerWork extends Work {

    private static final int MOST_BACKLOG = 150;
    private static final int MOST_UNDER_WAY = 40;

    private final Mode mode;
    private final Place place;
    private final List<String> lanes;
    private final Semaphore underWay = new Semaphore(MOST_UNDER_WAY);
    private @Nullable Connection connection;
    private @Nullable Session session;
    private @Nullable MessageProducer producer;
    private long number;

    enum Mode {
        ONE_BY_ONE,
        ASYNCHRONOUS,
        TRANSACTED
    }

    /** @param lanes the queue itself, or the subscriptions of the topic */
    ProducerWork(Scene scene, String name, Mode mode, Place place, List<String> lanes) {
        super(scene, name);
        this.mode = mode;
        this.place = place;
        this.lanes = lanes;
    }

    @Override
    void open() throws Exception {
        connection = scene.connect(null);
        Session opened = connection.createSession(mode == Mode.TRANSACTED, Session.AUTO_ACKNOWLEDGE);
        session = opened;
        Destination destination = place.of(opened);
        producer = opened.createProducer(destination);
    }

    @Override
    @Nullable
    Connection connection() {
        return connection;
    }

    @Override
    void step() throws Exception {
        if (ledger.backlog(lanes.get(0)) > MOST_BACKLOG) {
            idle();
            return;
        }
        switch (mode) {
            case ONE_BY_ONE -> sendOne();
            case ASYNCHRONOUS -> sendAsynchronously();
            case TRANSACTED -> sendSome();
        }
    }

    private String next() {
        String item = name + ":" + ++number;
        ledger.sending(lanes, item);
        return item;
    }

    private void send(String item) throws Exception {
        timed("send", () -> {
            producer.send(wrap(session, item));
            return "";
        });
    }

    private void sendOne() throws Exception {
        String item = next();
        try {
            send(item);
            ledger.confirmed(lanes, item);
        } catch (JMSException e) {
            ledger.unsure(lanes, item);
            failed("send", e);
            session.getTransacted(); // Fails when the connection is lost.
            scene.checkAlive(connection);
        }
    }

    private void sendAsynchronously() throws Exception {
        if (!underWay.tryAcquire(60, TimeUnit.SECONDS)) {
            ledger.wrong(name + ": a CompletionListener was not called within 60 s");
            stop();
            return;
        }
        String item = next();
        try {
            producer.send(wrap(session, item), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    ledger.confirmed(lanes, item);
                    underWay.release();
                }

                @Override
                public void onException(Message message, Exception exception) {
                    ledger.unsure(lanes, item);
                    failed("send asynchronously", exception);
                    underWay.release();
                }
            });
        } catch (JMSException e) {
            ledger.unsure(lanes, item);
            underWay.release();
            failed("send asynchronously", e);
            scene.checkAlive(connection);
        }
    }

    private void sendSome() throws Exception {
        List<String> items = new ArrayList<>();
        try {
            for (int i = random.nextInt(4); i >= 0; i--) {
                String item = next();
                items.add(item);
                send(item);
            }
        } catch (JMSException e) {
            items.forEach(item -> ledger.never(lanes, item));
            failed("send in a transaction", e);
            session.rollback();
            return;
        }
        try {
            timed("commit", () -> {
                session.commit();
                return "";
            });
            items.forEach(item -> ledger.confirmed(lanes, item));
        } catch (TransactionRolledBackException e) {
            items.forEach(item -> ledger.never(lanes, item));
            failed("commit", e);
        } catch (JMSException e) {
            items.forEach(item -> ledger.unsure(lanes, item));
            failed("commit", e);
            session.rollback();
        }
    }
}
