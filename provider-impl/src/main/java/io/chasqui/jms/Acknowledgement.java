package io.chasqui.jms;

import io.chasqui.message.MessageId;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.Event.Deliver;
import io.chasqui.protocol.Seen;
import io.chasqui.protocol.SessionCommand.Acknowledge;
import io.chasqui.protocol.SessionCommand.Bury;
import io.chasqui.protocol.SessionCommand.Recover;
import io.chasqui.protocol.TransactionCommand.Commit;
import io.chasqui.protocol.TransactionCommand.Rollback;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the messages a session hands to its application: acknowledged, committed, or delivered again, as the
 * session's mode says. Used by the thread the session belongs to at the time.
 */
final class Acknowledgement {

    private static final System.Logger LOG = System.getLogger(Acknowledgement.class.getName());

    /** How many messages a DUPS_OK session acknowledges with one command. */
    private static final int LAZY_MOST = 32;

    private static final String ACKNOWLEDGE = "acknowledge";
    private static final String RECOVER = "recover the session";

    private final SessionCore session;
    private final AcknowledgeMode mode;
    private final BrokerLink link;
    private final Map<Long, Progress> progresses = new ConcurrentHashMap<>();
    private final ListenerFailures failures = new ListenerFailures();
    private int lazy;

    // Written under the dispatch lock: what the running listener was given, and whether it has been given back since.
    private volatile @Nullable Progress delivering;
    private volatile long deliveringId;
    private boolean startedOver;

    Acknowledgement(SessionCore session, AcknowledgeMode mode, BrokerLink link) {
        this.session = session;
        this.mode = mode;
        this.link = link;
    }

    void track(Progress progress) {
        progresses.put(progress.consumerId(), progress);
    }

    /** The consumer is closed; what it has handed over can still be settled (ACK-11, TX-13). */
    void retire(Progress progress) {
        progress.retire();
        if (!progress.isUnsettled()) {
            progresses.remove(progress.consumerId());
        }
    }

    private AcknowledgeMode modeNow() {
        if (mode == AcknowledgeMode.XA) {
            return session.isInTransaction() ? AcknowledgeMode.TRANSACTED : AcknowledgeMode.AUTO;
        }
        return mode;
    }

    // Handing over.

    /** Hands a delivery to a receive call. A failure leaves it where the mode says (JCN-6 to JCN-9). */
    <T> T handOver(Inbox inbox, Deliver delivery, HandOver<T> how) throws JMSException {
        AcknowledgeMode now = modeNow();
        if (now != AcknowledgeMode.AUTO && now != AcknowledgeMode.DUPS_OK) {
            return make(inbox, delivery, how);
        }
        T given;
        try {
            given = make(inbox, delivery, how);
        } catch (JMSException | RuntimeException | Error e) {
            inbox.putBack(delivery);
            throw e;
        }
        if (now == AcknowledgeMode.AUTO) {
            acknowledge(inbox.progress(), delivery.deliveryId());
        } else {
            acknowledgeLazily(inbox.progress(), delivery.deliveryId(), inbox.size() == 0);
        }
        return given;
    }

    /** A message whose body cannot be read from the broker's disk was not handed over, whatever the mode. */
    private static <T> T make(Inbox inbox, Deliver delivery, HandOver<T> how) throws JMSException {
        try {
            return how.make(delivery);
        } catch (UncheckedIOException unreadable) {
            inbox.putBack(delivery);
            throw Failures.unreadable(delivery.message(), unreadable.getCause());
        }
    }

    /**
     * Hands a delivery to a listener; never throws. The dispatch lock is held. Returns false when the listener does not want
     * it yet and it is still in hand.
     */
    boolean deliver(Progress progress, Deliver delivery, MessageListener listener, boolean lastForNow) {
        startedOver = false;
        deliveringId = delivery.deliveryId();
        delivering = progress;
        boolean failed = false;
        EndpointSession.Outcome outcome = EndpointSession.Outcome.DELIVERED;
        try {
            listener.onMessage(session.received(delivery));
        } catch (EndpointSession.NotDelivered e) {
            outcome = e.outcome();
        } catch (Throwable e) {
            failed = true;
            failures.log(listener, delivery, e);
        }
        delivering = null;
        if (startedOver) {
            return true;
        } else if (outcome == EndpointSession.Outcome.LATER) {
            return !progress.isUnsettled(); // A branch that was started and rolled back has given it back already.
        } else if (outcome == EndpointSession.Outcome.HOPELESS) {
            bury(progress, delivery.deliveryId());
        } else {
            settleDelivered(progress, delivery.deliveryId(), failed, lastForNow);
        }
        return true;
    }

    private void settleDelivered(Progress progress, long deliveryId, boolean failed, boolean lastForNow) {
        AcknowledgeMode now = modeNow();
        if (now == AcknowledgeMode.CLIENT || now == AcknowledgeMode.TRANSACTED) {
            return;
        }
        if (failed) {
            redeliver(progress);
        } else if (now == AcknowledgeMode.DUPS_OK) {
            acknowledgeLazily(progress, deliveryId, lastForNow);
        } else if (progress.isUnsettled()) { // Else a branch has it, which the listener was in.
            acknowledge(progress, deliveryId);
        }
    }

    private void bury(Progress progress, long deliveryId) {
        link.send(new Bury(session.sessionId(), progress.consumerId(), deliveryId));
        if (modeNow() == AcknowledgeMode.DUPS_OK) {
            lazy = 0;
            acknowledge(progress, deliveryId); // What was put off before: the broker has this one no more.
        } else {
            settle(progress, deliveryId);
        }
    }

    /** The message whose listener failed comes again at once, before any later one (ACK-21). */
    private void redeliver(Progress progress) {
        delivering = progress;
        try {
            acknowledgeWhatIsPending();
            startOver(RECOVER, (id, seen) -> new Recover(id, session.sessionId(), seen));
        } catch (JMSException e) {
            LOG.log(System.Logger.Level.WARNING, "the message of the failed listener was not given back", e);
        } finally {
            delivering = null;
        }
    }

    private void acknowledge(Progress progress, long upTo) {
        link.send(new Acknowledge(0, session.sessionId(), List.of(new Seen(progress.consumerId(), upTo))));
        settle(progress, upTo);
    }

    private void acknowledgeLazily(Progress progress, long upTo, boolean now) {
        lazy++;
        if (now || lazy >= LAZY_MOST || progress.isRetired()) {
            lazy = 0;
            acknowledge(progress, upTo);
        }
    }

    /** Sends the acknowledgements that a DUPS_OK session has put off, but not that of the message a listener has. */
    void acknowledgeWhatIsPending() {
        if (modeNow() == AcknowledgeMode.DUPS_OK) {
            progresses.values().forEach(this::acknowledgePending);
            lazy = 0;
        }
    }

    /** As {@link #acknowledgeWhatIsPending} for one consumer that is about to close: other listeners may be running. */
    void acknowledgeWhatIsPending(Progress progress) {
        if (modeNow() == AcknowledgeMode.DUPS_OK) {
            acknowledgePending(progress);
        }
    }

    private void acknowledgePending(Progress progress) {
        long upTo = progress == delivering ? deliveringId - 1 : progress.seen();
        if (progress.isUnsettled() && upTo > 0) {
            acknowledge(progress, upTo);
        }
    }

    // Settling.

    /** How far the application has got, for every consumer that has anything unsettled. */
    List<Seen> unsettled() {
        List<Seen> seen = new ArrayList<>();
        for (Progress progress : progresses.values()) {
            if (progress.isUnsettled()) {
                seen.add(new Seen(progress.consumerId(), progress.seen()));
            }
        }
        return seen;
    }

    void settled(List<Seen> seen) {
        for (Seen each : seen) {
            Progress progress = progresses.get(each.consumerId());
            if (progress != null) {
                settle(progress, each.upTo());
            }
        }
    }

    private void settle(Progress progress, long upTo) {
        progress.settle(upTo);
        if (progress.isRetired() && !progress.isUnsettled()) {
            progresses.remove(progress.consumerId());
        }
    }

    /** {@code acknowledge} of a message or context: all the session has delivered (ACK-7); nothing in other modes. */
    void acknowledgeByClient() throws JMSException {
        if (mode != AcknowledgeMode.CLIENT) {
            return;
        }
        int epoch = session.beginWork();
        List<Seen> seen = unsettled();
        if (!seen.isEmpty() || epoch != link.epoch()) {
            Event answer = link.exchange(
                    epoch, ACKNOWLEDGE, new Reply(), id -> new Acknowledge(id, session.sessionId(), seen));
            if (answer instanceof Event.Failed failed) {
                if (failed.code() == ErrorCode.TRANSACTION_ROLLED_BACK) {
                    // Some of it is of an earlier link and comes again; so does what has come on this one.
                    startOver(RECOVER, (id, rest) -> new Recover(id, session.sessionId(), rest));
                }
                throw Failures.of(Failures.ofNoTransaction(failed), ACKNOWLEDGE);
            }
            settled(seen);
        }
        session.work().end();
    }

    /** {@code recover}: what was not acknowledged comes again. */
    void recover() throws JMSException {
        boolean inListener = session.dispatch().isCaller();
        if (mode != AcknowledgeMode.CLIENT && !inListener) {
            return; // Nothing the application has is unacknowledged but what a DUPS_OK session has put off.
        }
        acknowledgeWhatIsPending();
        if (!unsettled().isEmpty()) {
            startOver(RECOVER, (id, seen) -> new Recover(id, session.sessionId(), seen));
        } else if (mode == AcknowledgeMode.CLIENT) {
            session.work().end(); // Whatever there was is of an earlier link, and comes again.
        }
    }

    void commit() throws JMSException {
        List<Seen> seen = unsettled();
        String action = "commit the transaction";
        int epoch = session.work().epochOr(link.epoch());
        MessageId commit = session.connection().isRemote() ? session.sender().nextId() : null;
        Event answer =
                link.exchange(epoch, action, new Reply(), id -> new Commit(id, session.sessionId(), seen, commit));
        if (answer instanceof Event.Failed failed) {
            if (failed.code() == ErrorCode.TRANSACTION_ROLLED_BACK || failed.code() == ErrorCode.STORE_FAILED) {
                rollback();
            }
            throw Failures.of(failed, action);
        }
        session.work().end();
        settled(seen);
    }

    void rollback() throws JMSException {
        startOver("roll the transaction back", (id, seen) -> new Rollback(id, session.sessionId(), seen));
    }

    /** Delivers again what an ended branch does not keep, in the order it has in the broker. */
    void giveBackBuffered() throws JMSException {
        startOver(RECOVER, (id, seen) -> new Recover(id, session.sessionId(), seen));
    }

    /** Has the broker take everything unsettled back. What arrives before its answer is void. */
    private void startOver(String action, StartOver command) throws JMSException {
        List<Inbox> inboxes = session.inboxes();
        inboxes.forEach(Inbox::startOver);
        session.dropLoaded();
        startedOver = true;
        session.work().end();
        List<Seen> seen = unsettled();
        Reply reply = new Reply(answer -> inboxes.forEach(Inbox::startedOver));
        link.request(action, reply, id -> command.command(id, seen));
        settled(seen);
    }

    /** The link is new: the broker has everything back, and what has come so far is void. On the link's thread. */
    void renewed() {
        for (Inbox inbox : session.inboxes()) {
            inbox.startOver();
            inbox.startedOver();
        }
        progresses.values().forEach(progress -> settle(progress, progress.seen()));
    }

    /** Makes the command that starts over. */
    @FunctionalInterface
    private interface StartOver {
        Command command(long requestId, List<Seen> seen);
    }
}
