package io.chasqui.network;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TransactionRolledBackException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives from one place, in transactions or with acknowledgements, and may send on what it has received. */
final class ConsumerWork extends Work {

    private static final long PATIENCE_MILLIS = 50;

    private final Place from;
    private final @Nullable Place to;
    private final boolean transacted;
    private final @Nullable String clientId;
    private final List<String> taken = new ArrayList<>();
    private @Nullable Connection connection;
    private @Nullable Session session;
    private @Nullable MessageConsumer consumer;
    private @Nullable MessageProducer producer;

    /** @param to where it sends what it has received, in the same transaction; null for nowhere */
    ConsumerWork(Scene scene, String name, Place from, @Nullable Place to, boolean transacted) {
        super(scene, name);
        this.from = from;
        this.to = to;
        this.transacted = transacted;
        clientId = from.kind() == Place.Kind.DURABLE ? name : null;
    }

    @Override
    void open() throws Exception {
        connection = scene.connect(clientId);
        connection.start();
        session = connection.createSession(transacted, Session.CLIENT_ACKNOWLEDGE);
        consumer = from.consumer(session);
        producer = to == null ? null : session.createProducer(to.of(session));
    }

    @Override
    @Nullable
    Connection connection() {
        return connection;
    }

    @Override
    void step() throws Exception {
        taken.clear();
        List<String> sent = new ArrayList<>();
        Message last = null;
        try {
            for (int i = random.nextInt(5); i >= 0; i--) {
                Message message = timed("receive", () -> consumer.receive(PATIENCE_MILLIS));
                if (message == null) {
                    break;
                }
                last = message;
                String item = item(message);
                ledger.received(from.lane(), item, how(message));
                taken.add(item);
                if (to != null && producer != null) {
                    ledger.sending(List.of(to.lane()), item);
                    sent.add(item);
                    timed("send", () -> {
                        producer.send(wrap(session, item));
                        return "";
                    });
                }
            }
        } catch (JMSException e) {
            failed("receive or send on", e);
            sent.forEach(item -> ledger.never(List.of(to.lane()), item));
            giveBack();
            return;
        }
        if (last == null) {
            return;
        }
        if (random.nextInt(10) == 0) {
            sent.forEach(item -> ledger.never(List.of(to.lane()), item));
            giveBack();
        } else if (transacted) {
            commit(sent);
        } else {
            acknowledge(last);
        }
    }

    private void giveBack() throws Exception {
        timed("give back", () -> {
            if (transacted) {
                session.rollback();
            } else {
                session.recover();
            }
            return "";
        });
    }

    private void commit(List<String> sent) throws Exception {
        try {
            timed("commit", () -> {
                session.commit();
                return "";
            });
            taken.forEach(item -> ledger.settled(from.lane(), item));
            sent.forEach(item -> ledger.confirmed(List.of(to.lane()), item));
        } catch (TransactionRolledBackException e) {
            failed("commit", e);
            sent.forEach(item -> ledger.never(List.of(to.lane()), item));
        } catch (JMSException e) {
            failed("commit", e);
            taken.forEach(item -> ledger.unsureSettled(from.lane(), item));
            sent.forEach(item -> ledger.unsure(List.of(to.lane()), item));
            giveBack();
        }
    }

    private void acknowledge(Message last) throws Exception {
        try {
            timed("acknowledge", () -> {
                last.acknowledge();
                return "";
            });
            taken.forEach(item -> ledger.settled(from.lane(), item));
        } catch (JMSException e) {
            failed("acknowledge", e);
            taken.forEach(item -> ledger.unsureSettled(from.lane(), item));
            giveBack();
        }
    }
}
