package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One connection's link to the broker: sends commands, matches answers with requests, and hands deliveries to the inbox
 * they are for. Commands and requests come from any thread; events come on a broker's thread, one at a time.
 */
final class BrokerLink implements EventSink {

    private static final System.Logger LOG = System.getLogger(BrokerLink.class.getName());

    private final ExceptionReports reports;
    private final long requestTimeoutMillis;
    private final Map<Long, Answer> answers = new ConcurrentHashMap<>();
    private final Map<Long, Inbox> inboxes = new ConcurrentHashMap<>();
    private final Map<Long, SendWindow> windows = new ConcurrentHashMap<>();
    private final LiveTemporaries temporaries = new LiveTemporaries();
    private final AtomicLong requestIds = new AtomicLong();
    private final Event.Handler handler = new Heed();
    private @Nullable CommandSink commands;
    /** Why the link is of no use any more; null while it is. */
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();

    // Broker's thread only.
    private final List<Inbox> touched = new ArrayList<>();
    private @Nullable Inbox latest;
    private long latestConsumerId;

    private BrokerLink(ExceptionReports reports, long requestTimeoutMillis) {
        this.reports = reports;
        this.requestTimeoutMillis = requestTimeoutMillis;
    }

    static BrokerLink connect(BrokerPort broker, ExceptionReports reports, long requestTimeoutMillis) {
        BrokerLink link = new BrokerLink(reports, requestTimeoutMillis);
        link.commands = broker.connect(Peer.LOCAL, link);
        return link;
    }

    // Commands and requests.

    /** Sends a command that is not answered, or whose answer is waited for elsewhere. */
    void send(Command command) {
        CommandSink sink = commands;
        if (lost.get() != null || sink == null) {
            return;
        }
        try {
            sink.accept(command);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the broker did not take a command", e);
            lose("the broker did not take a command: " + e);
        }
    }

    /** @param action for the message of the exception, as in "could not " + action */
    Event request(String action, LongFunction<Command> command) throws JMSException {
        return request(action, new Reply(), command);
    }

    /**
     * Sends a request and waits for its answer.
     *
     * @return anything but {@link Event.Failed}
     */
    Event request(String action, Reply reply, LongFunction<Command> command) throws JMSException {
        return succeeded(action, exchange(action, reply, command));
    }

    static Event succeeded(String action, Event answer) throws JMSException {
        if (answer instanceof Event.Failed failed) {
            throw Failures.of(failed, action);
        }
        return answer;
    }

    /** As {@link #request}, but a failure is returned: no answer in time counts as {@link ErrorCode#DISCONNECTED}. */
    Event exchange(String action, Reply reply, LongFunction<Command> command) {
        long requestId = nextRequest(reply);
        send(command.apply(requestId));
        return await(requestId, reply, requestTimeoutMillis, "requestTimeoutMillis", action);
    }

    /** @param option which option of the connection factory sets the time-out */
    private Event await(long requestId, Reply reply, long timeoutMillis, String option, String action) {
        Event answer = reply.await(timeoutMillis);
        return answer != null ? answer : unanswered(requestId, reply, timeoutMillis, option, action);
    }

    private Event unanswered(long requestId, Reply reply, long timeoutMillis, String option, String action) {
        if (!reply.isOfUseLate()) {
            answers.remove(requestId);
        }
        return new Event.Failed(
                requestId,
                ErrorCode.DISCONNECTED,
                "the broker did not answer the request to " + action + " within " + timeoutMillis
                        + " ms, so its outcome is not known; see whether the broker is overloaded, or raise the"
                        + " connection factory's " + option);
    }

    /**
     * Waits for the answer to a send. An interruption that comes while it waits ends the wait; a thread that was
     * interrupted before waits as if it were not.
     *
     * @throws JMSException when the thread is interrupted: whether the message was sent is not known then
     */
    Event awaitSend(long requestId, Reply reply, long timeoutMillis, String action) throws JMSException {
        String option = "sendTimeoutMillis";
        if (Thread.currentThread().isInterrupted()) {
            return await(requestId, reply, timeoutMillis, option, action);
        }
        Event answer = reply.awaitInterruptibly(timeoutMillis);
        if (answer != null) {
            return answer;
        }
        if (Thread.currentThread().isInterrupted()) {
            answers.remove(requestId);
            throw new JMSException(
                    "the thread was interrupted while it waited for the answer to the request to " + action
                            + "; whether it was carried out is not known",
                    FailureCodes.INTERRUPTED);
        }
        return unanswered(requestId, reply, timeoutMillis, option, action);
    }

    /** Numbers a request whose command the caller is about to send. */
    long nextRequest(Answer answer) {
        long requestId = requestIds.incrementAndGet();
        answers.put(requestId, answer);
        String reason = lost.get();
        if (reason != null && answers.remove(requestId) != null) {
            answer.answered(new Event.Failed(requestId, ErrorCode.DISCONNECTED, reason));
        }
        return requestId;
    }

    /** @throws JMSException when the broker cannot be reached any more */
    void checkAlive(String action) throws JMSException {
        String reason = lost.get();
        if (reason != null) {
            throw Failures.of(ErrorCode.DISCONNECTED, "could not " + action + ": " + reason);
        }
    }

    boolean isLost() {
        return lost.get() != null;
    }

    LiveTemporaries temporaries() {
        return temporaries;
    }

    // Who wants events.

    void register(long consumerId, Inbox inbox) {
        inboxes.put(consumerId, inbox);
    }

    void unregisterConsumer(long consumerId) {
        inboxes.remove(consumerId);
    }

    void register(long sessionId, SendWindow window) {
        windows.put(sessionId, window);
    }

    void unregisterSession(long sessionId) {
        windows.remove(sessionId);
    }

    // Events, on a broker's thread.

    @Override
    public void accept(Event event) {
        if (event instanceof Event.Deliver delivery) {
            deliver(delivery);
        } else {
            event.dispatch(handler);
        }
    }

    @Override
    public void endOfBatch() {
        for (int at = 0; at < touched.size(); at++) {
            Inbox inbox = touched.get(at);
            inbox.touched = false;
            inbox.wakeOwner();
        }
        touched.clear();
    }

    private void deliver(Event.Deliver delivery) {
        Inbox inbox = latest;
        if (inbox == null || latestConsumerId != delivery.consumerId()) {
            inbox = inboxes.get(delivery.consumerId());
            if (inbox == null) {
                return; // The consumer was closed: the broker has or gets the delivery back.
            }
            latest = inbox;
            latestConsumerId = delivery.consumerId();
        }
        inbox.arrive(delivery);
        if (!inbox.touched) {
            inbox.touched = true;
            touched.add(inbox);
        }
    }

    private void answer(long requestId, Event event) {
        Answer answer = answers.remove(requestId);
        if (answer != null) {
            answer.answered(event);
        }
    }

    /** Nothing more goes either way: all that wait learn it. Called by any thread; only the first reason counts. */
    void lose(String reason) {
        if (!lost.compareAndSet(null, reason)) {
            return;
        }
        for (Long requestId : answers.keySet()) {
            answer(requestId, new Event.Failed(requestId, ErrorCode.DISCONNECTED, reason));
        }
        windows.values().forEach(SendWindow::wake);
        inboxes.values().forEach(Inbox::wakeOwner);
        reports.connectionLost(Failures.of(ErrorCode.DISCONNECTED, "the connection is lost: " + reason));
    }

    /** What each event leads to. */
    private final class Heed implements Event.Handler {

        @Override
        public void onAnswer(Event.Answer event) {
            answer(event.requestId(), event);
        }

        @Override
        public void onDeliver(Event.Deliver event) {
            deliver(event);
        }

        @Override
        public void onGranted(Event.Granted event) {
            SendWindow window = windows.get(event.sessionId());
            if (window != null) {
                window.grant(event.messages(), event.bytes());
            }
        }

        @Override
        public void onRecall(Event.Recall event) {
            Inbox inbox = inboxes.get(event.consumerId());
            if (inbox != null) {
                inbox.recall();
            }
        }

        @Override
        public void onSendRefused(Event.SendRefused event) {
            String which = event.messageId() == null ? "a message" : "message " + event.messageId();
            reports.report(Failures.of(
                    event.code(),
                    which + " to " + event.destination() + " was sent without waiting and then refused: "
                            + event.reason()));
        }

        @Override
        public void onDestinationDeleted(Event.DestinationDeleted event) {
            temporaries.remove(event.destination());
        }

        @Override
        public void onDisconnected(Event.Disconnected event) {
            lose(event.reason());
        }
    }
}
