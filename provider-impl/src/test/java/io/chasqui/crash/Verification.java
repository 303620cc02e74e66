package io.chasqui.crash;

import io.chasqui.crash.SubscriptionStates.State;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * Looks, before anybody else uses the broker, at all it has, and writes that down: branches in doubt, subscriptions,
 * backlogs. Decides the branches, and leaves everything else as it is. Used by one thread.
 */
final class Verification {

    /** How long it looks, in all, for messages that must be there and are not. */
    private long patienceNanos = TimeUnit.SECONDS.toNanos(10);

    private static final long QUIET_MILLIS = 100;

    private final Scene scene;
    private final OracleLog log;
    private final Random random;
    private final Expectation expectation;
    private final boolean decidesAll;
    private final Map<String, State> subscriptions;

    /** @param decidesAll whether no branch is left in doubt */
    Verification(Scene scene, OracleLog log, Expectation expectation, boolean decidesAll) {
        this.scene = scene;
        this.log = log;
        this.expectation = expectation;
        this.decidesAll = decidesAll;
        random = scene.random("verification");
        subscriptions = new TreeMap<>(expectation.subscriptions());
    }

    void run() throws Exception {
        log.write(Verb.BEGIN);
        decideBranches();
        lookForSubscriptions();
        for (Place place : places()) {
            look(place);
        }
        log.write(Verb.VERIFIED);
    }

    /** A verification after everything was consumed. */
    Verification afterDrain() {
        return new Verification(scene, log, new Expectation(List.of(), subscriptions), true);
    }

    /** The subscriptions that come and go and are there now. */
    List<Place> churned() {
        return subscriptions.entrySet().stream()
                .filter(entry -> entry.getValue() == State.EXISTS)
                .map(entry -> Place.named(entry.getKey()))
                .toList();
    }

    List<Place> places() {
        List<Place> places = new ArrayList<>(Place.STANDING);
        places.addAll(churned());
        return places;
    }

    private void decideBranches() throws JMSException, XAException {
        try (XAConnection connection = scene.factory.createXAConnection()) {
            XAResource resource = connection.createXASession().getXAResource();
            List<CrashXid> branches = new ArrayList<>();
            for (Xid xid : resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)) {
                branches.add(CrashXid.of(xid));
            }
            log.write(Verb.LISTED, branches.stream().map(CrashXid::id).toList());
            Collections.shuffle(branches, random);
            for (CrashXid xid : branches) {
                if (decidesAll || xid.isDecidedIn(scene.round)) {
                    XaLoad.decide(resource, log, xid);
                }
            }
        }
    }

    /** Unsubscribes those that must not exist or need not, and some that must, in so far as they have no messages. */
    private void lookForSubscriptions() throws JMSException {
        try (Connection connection = scene.connect(Place.churn("any").clientId())) {
            Session session = connection.createSession();
            for (Map.Entry<String, State> entry : subscriptions.entrySet()) {
                Place place = Place.named(entry.getKey());
                boolean empty =
                        expectation.visibleAt(place.name(), Long.MAX_VALUE / 2).isEmpty();
                if (entry.getValue() != State.EXISTS || empty && random.nextBoolean()) {
                    entry.setValue(State.GONE);
                    log.write(Verb.PROBE, place.name());
                    log.write(unsubscribe(session, place) ? Verb.FOUND : Verb.ABSENT, place.name());
                }
            }
        }
    }

    private static boolean unsubscribe(Session session, Place place) throws JMSException {
        try {
            session.unsubscribe(place.subscription());
            return true;
        } catch (InvalidDestinationException e) {
            return false;
        }
    }

    private void look(Place place) throws JMSException {
        Set<Item> expected = expectation.visibleAt(place.name(), System.currentTimeMillis());
        boolean browse = place.kind() == Place.Kind.QUEUE && random.nextBoolean();
        List<Item> seen;
        try (Connection connection = scene.connect(place.clientId())) {
            seen = browse ? browse(connection, place, expected) : peek(connection, place, expected);
        }
        seen.forEach(item -> log.write(Verb.SEEN, place.name(), item));
        scene.tally(place).set(place.equals(Place.BRIEF) ? 0 : seen.size());
    }

    private List<Item> browse(Connection connection, Place place, Set<Item> expected) throws JMSException {
        Session session = connection.createSession();
        List<Item> seen;
        long start;
        do {
            start = System.nanoTime();
            seen = new ArrayList<>();
            try (QueueBrowser browser = session.createBrowser((Queue) place.destination(session))) {
                Enumeration<?> messages = browser.getEnumeration();
                while (messages.hasMoreElements()) {
                    seen.add(Parcel.unwrap((Message) messages.nextElement()));
                }
            }
        } while (!new HashSet<>(seen).containsAll(expected) && staysPatient(start));
        return seen;
    }

    /** Receives everything and gives it back. */
    private List<Item> peek(Connection connection, Place place, Set<Item> expected) throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Reception reception = new Reception(place, "verification", log, place.consumer(session));
        Set<Item> missing = new HashSet<>(expected);
        long start;
        do {
            start = System.nanoTime();
            while (reception.take(QUIET_MILLIS) != null) {
                missing.remove(reception.unsettled().get(reception.unsettled().size() - 1));
            }
        } while (!missing.isEmpty() && staysPatient(start));
        if (!reception.unsettled().isEmpty()) {
            String operation = scene.operation();
            log.write(Verb.BACK, operation, reception.returns());
            session.rollback();
            log.write(Verb.DONE, operation);
        }
        return reception.unsettled();
    }

    private boolean staysPatient(long startNanos) {
        patienceNanos -= System.nanoTime() - startNanos;
        return patienceNanos > 0;
    }
}
