package io.chasqui.network;

import io.chasqui.network.Place.Kind;
import io.chasqui.network.ProducerWork.Mode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** All that is done at the same time in one run, from its beginning to the last message. Used by one thread. */
final class Load {

    private static final long END_SECONDS = 90;
    private static final long DRAIN_MILLIS = 700;

    private static final Place IN = Place.queue("in");
    private static final Place OUT = Place.queue("out");
    private static final Place QUICK = Place.queue("quick");
    private static final Place XA_IN = Place.queue("xa-in");
    private static final Place XA_OUT = Place.queue("xa-out");
    private static final Place ASK = Place.queue("ask");
    private static final Place NEWS = Place.topic("news");
    private static final Place READER = new Place(Kind.DURABLE, "news", "reader");
    private static final Place READERS = new Place(Kind.SHARED_DURABLE, "news", "readers");

    private final Scene scene;
    private final List<Work> works = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AskWork ask;

    Load(Scene scene) throws JMSException {
        this.scene = scene;
        Ledger ledger = scene.ledger();
        for (Place place : List.of(IN, OUT, QUICK, XA_IN, XA_OUT, READER)) {
            ledger.open(place.lane(), true);
        }
        ledger.open(READERS.lane(), false);
        subscribe();
        List<String> readers = List.of(READER.lane(), READERS.lane());
        works.add(new ProducerWork(scene, "one", Mode.ONE_BY_ONE, IN, List.of(IN.lane())));
        works.add(new ProducerWork(scene, "some", Mode.TRANSACTED, IN, List.of(IN.lane())));
        works.add(new ConsumerWork(scene, "mover", IN, OUT, true));
        works.add(new ConsumerWork(scene, "taker", OUT, null, true));
        works.add(new ProducerWork(scene, "quick", Mode.ASYNCHRONOUS, QUICK, List.of(QUICK.lane())));
        works.add(new ConsumerWork(scene, "client", QUICK, null, false));
        works.add(new ProducerWork(scene, "paper", Mode.ONE_BY_ONE, NEWS, readers));
        works.add(new ConsumerWork(scene, "reader", READER, null, true));
        works.add(new ConsumerWork(scene, "readers-1", READERS, null, true));
        works.add(new ConsumerWork(scene, "readers-2", READERS, null, false));
        works.add(new ProducerWork(scene, "xa-source", Mode.ONE_BY_ONE, XA_IN, List.of(XA_IN.lane())));
        works.add(new XaWork(scene, "xa", XA_IN, XA_OUT));
        works.add(new ConsumerWork(scene, "xa-taker", XA_OUT, null, true));
        ask = new AskWork(scene, "ask", ASK);
        works.add(ask);
        works.add(new AnswerWork(scene, "answer", ASK));
    }

    /** Without a subscription nobody would keep what is published. */
    private void subscribe() throws JMSException {
        try (XAConnection connection = scene.connectDirectly()) {
            connection.setClientID("reader");
            Session session = connection.createSession();
            READER.consumer(session).close();
        }
        try (XAConnection connection = scene.connectDirectly()) {
            READERS.consumer(connection.createSession()).close();
        }
    }

    void begin() {
        for (Work work : works) {
            Thread thread = new Thread(work, "load-" + work.name);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Looks again and again until the condition holds, or something is wrong, or the time is up. */
    void await(BooleanSupplier condition, long seconds) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.getAsBoolean() && scene.ledger().findings().isEmpty()) {
            if (System.nanoTime() > deadline) {
                scene.ledger().wrong("the load did not get anywhere in " + seconds + " s");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Ends the load, and looks what is left in the broker. */
    void end() throws Exception {
        works.forEach(Work::stop);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_SECONDS);
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (thread.isAlive()) {
                StringBuilder where = new StringBuilder();
                for (StackTraceElement element : thread.getStackTrace()) {
                    where.append("\n    ").append(element);
                }
                scene.ledger().wrong(thread.getName() + " hangs:" + where);
            }
        }
        scene.calmDown();
        drain();
        scene.ledger().judge();
    }

    private void drain() throws JMSException, XAException {
        try (XAConnection connection = scene.connectDirectly()) {
            XAResource resource = connection.createXASession().getXAResource();
            for (Xid left : resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)) {
                scene.ledger().wrong("a branch is left: " + left);
            }
        }
        for (Place place : List.of(IN, OUT, QUICK, XA_IN, XA_OUT, READER, READERS)) {
            try (XAConnection connection = scene.connectDirectly()) {
                if (place.kind() == Kind.DURABLE) {
                    connection.setClientID("reader");
                }
                connection.start();
                drain(place, connection.createSession(false, Session.AUTO_ACKNOWLEDGE));
            }
        }
    }

    private void drain(Place place, Session session) throws JMSException {
        MessageConsumer consumer = place.consumer(session);
        for (Message message = consumer.receive(DRAIN_MILLIS);
                message != null;
                message = consumer.receive(DRAIN_MILLIS)) {
            String item = Work.item(message);
            scene.ledger().received(place.lane(), item, Work.how(message));
            scene.ledger().settled(place.lane(), item);
        }
    }

    /** Questions without an answer. */
    int missed() {
        return ask.missed();
    }

    /** Answers that came twice or late. */
    int strays() {
        return ask.strays();
    }

    int failures() {
        return works.stream().mapToInt(Work::failures).sum();
    }

    int losses() {
        return works.stream().mapToInt(Work::losses).sum();
    }
}
