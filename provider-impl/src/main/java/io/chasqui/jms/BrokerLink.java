package io.chasqui.jms;

import io.chasqui.jms.message.FailureCodes;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.Renewal;
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
 * they are for. Commands and requests come from any thread; events come on the link's thread, one at a time.
 *
 * <p>Design note: when a link over the network is set up anew, the requests of the earlier one are taken over by {@link
 * Renewing}, and what threads still hand to the sink of the earlier one is dropped. A request knows its epoch, and whoever
 * takes it out of the map is the one who sees to it; so each is sent exactly once to the broker that answers it.
 */
final class BrokerLink implements EventSink {

    private static final System.Logger LOG = System.getLogger(BrokerLink.class.getName());

    private static final int ANY_EPOCH = -1;

    private final ExceptionReports reports;
    private final long requestTimeoutMillis;
    private final Map<Long, Request> requests = new ConcurrentHashMap<>();
    private final Map<Long, Inbox> inboxes = new ConcurrentHashMap<>();
    private final Map<Long, SendWindow> windows = new ConcurrentHashMap<>();
    private final LiveTemporaries temporaries = new LiveTemporaries();
    private final AtomicLong requestIds = new AtomicLong();
    private final Event.Handler handler = new Heed();
    private volatile @Nullable Outlet outlet;
    private volatile @Nullable Standing standing;
    /** Why the link is interrupted at present; null while it is not. */
    private volatile @Nullable Interruption interruption;
    /** Why the link is of no use any more; null while it is. */
    private final AtomicReference<@Nullable Loss> lost = new AtomicReference<>();

    // Link's thread only.
    private final List<Inbox> touched = new ArrayList<>();
    private @Nullable Inbox latest;
    private long latestConsumerId;

    private BrokerLink(ExceptionReports reports, long requestTimeoutMillis) {
        this.reports = reports;
        this.requestTimeoutMillis = requestTimeoutMillis;
    }

    /** Where commands go, and how many links the connection has had before. */
    private record Outlet(int epoch, CommandSink sink) {}

    /** Why a link has ended. */
    private record Loss(ErrorCode code, String reason) {}

    /** What is to be brought back when the link is set up anew. */
    @FunctionalInterface
    interface Standing {
        /**
         * On the link's thread.
         *
         * @param open the requests of the earlier link that were not answered, in order
         */
        void renew(Renewal renewal, List<Request> open);
    }

    static BrokerLink connect(BrokerPort broker, ExceptionReports reports, long requestTimeoutMillis) {
        BrokerLink link = new BrokerLink(reports, requestTimeoutMillis);
        link.outlet = new Outlet(0, broker.connect(Peer.LOCAL, link));
        return link;
    }

    /** From now on there is more to bring back than what was asked. */
    void stand(Standing newStanding) {
        standing = newStanding;
    }

    /** Counts the links this connection has had: what was done in an earlier epoch, the broker knows nothing of. */
    int epoch() {
        Outlet now = outlet;
        return now == null ? 0 : now.epoch;
    }

    // Commands and requests.

    /** Sends a command that is not answered, or whose answer is waited for elsewhere. */
    void send(Command command) {
        Outlet now = outlet;
        if (now != null) {
            send(now, command);
        }
    }

    /** Sends a command that only makes sense on the link of this epoch; on any later one it is dropped. */
    void send(int epoch, Command command) {
        Outlet now = outlet;
        if (now != null && now.epoch == epoch) {
            send(now, command);
        }
    }

    private void send(Outlet now, Command command) {
        if (lost.get() != null) {
            return;
        }
        try {
            now.sink.accept(command);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "the broker did not take a command", e);
            lose("the broker did not take a command: " + e);
        }
    }

    /** Sends a request. Its answer comes once, at the latest when the link ends. Returns its number. */
    long post(Answer answer, LongFunction<Command> command) {
        return post(ANY_EPOCH, answer, command);
    }

    /** As {@link #post}, for a request that belongs to work of this epoch; on any later link that is rolled back. */
    long post(int epoch, Answer answer, LongFunction<Command> command) {
        while (true) {
            Outlet now = outlet;
            if (epoch != ANY_EPOCH && now != null && now.epoch != epoch) {
                answer.answered(new Event.Failed(0, ErrorCode.TRANSACTION_ROLLED_BACK, Renewing.ROLLED_BACK));
                return 0;
            }
            long requestId = requestIds.incrementAndGet();
            Command asked = command.apply(requestId);
            Request request = new Request(now == null ? 0 : now.epoch, answer, asked);
            requests.put(requestId, request);
            if (refuseIfLost(requestId) || now == null) {
                return requestId;
            }
            if (now == outlet || !requests.remove(requestId, request)) {
                send(now, asked);
                return requestId;
            }
        }
    }

    private boolean refuseIfLost(long requestId) {
        Loss loss = lost.get();
        if (loss == null) {
            return false;
        }
        answer(requestId, new Event.Failed(requestId, loss.code, loss.reason));
        return true;
    }

    /** Numbers a request that is sent by way of a {@link Renewal}. On the link's thread. */
    long register(Answer answer, @Nullable Command command) {
        return enlist(requestIds.incrementAndGet(), answer, command);
    }

    /** As {@link #register}, for a command that needs its number. */
    Command register(Answer answer, LongFunction<Command> command) {
        long requestId = requestIds.incrementAndGet();
        Command asked = command.apply(requestId);
        enlist(requestId, answer, asked);
        return asked;
    }

    /**
     * Asks once more what was asked on an earlier link, under the number it had: should this link be set up anew as well, the
     * requests are still in the order in which they were made.
     */
    void registerAgain(long requestId, Request request) {
        enlist(requestId, request.answer(), request.command());
    }

    private long enlist(long requestId, Answer answer, @Nullable Command command) {
        requests.put(requestId, new Request(epoch(), answer, command));
        refuseIfLost(requestId);
        return requestId;
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
        return Failures.succeeded(action, exchange(action, reply, command));
    }

    /** As {@link #request}, but a failure is returned: no answer in time counts as {@link ErrorCode#DISCONNECTED}. */
    Event exchange(String action, Reply reply, LongFunction<Command> command) {
        return exchange(ANY_EPOCH, action, reply, command);
    }

    /** As {@link #exchange}, for the end of work of this epoch. */
    Event exchange(int epoch, String action, Reply reply, LongFunction<Command> command) {
        long requestId = post(epoch, reply, command);
        return await(requestId, reply, requestTimeoutMillis, "requestTimeoutMillis", action);
    }

    /**
     * Asks to close something, and waits for that, but not long for a broker that is out of reach: what is closed here is of
     * no use any more, and the broker closes it as soon as it learns of it or gives the link up.
     */
    void requestClose(String action, LongFunction<Command> command) throws JMSException {
        Reply reply = new Reply();
        long requestId = post(reply, command);
        Event answer = new Farewell(requestTimeoutMillis, () -> interruption)
                .await(reply, () -> unanswered(requestId, reply, requestTimeoutMillis, "requestTimeoutMillis", action));
        if (answer != null && lost.get() == null) {
            Failures.succeeded(action, answer);
        }
    }

    /** @param option which option of the connection factory sets the time-out */
    private Event await(long requestId, Reply reply, long timeoutMillis, String option, String action) {
        Event answer = reply.await(timeoutMillis, this::transferred);
        return answer != null ? answer : unanswered(requestId, reply, timeoutMillis, option, action);
    }

    long transferred() {
        return outlet.sink.transferred();
    }

    private Event unanswered(long requestId, Reply reply, long timeoutMillis, String option, String action) {
        if (!reply.isOfUseLate()) {
            forget(requestId, reply);
        }
        Interruption interrupted = interruption;
        return new Event.Failed(
                requestId,
                ErrorCode.DISCONNECTED,
                "the broker did not answer the request to " + action + " within " + timeoutMillis
                        + " ms, so its outcome is not known; "
                        + (interrupted == null
                                ? "see whether the broker is overloaded, or raise the connection factory's " + option
                                : "the connection is interrupted: " + interrupted.reason()));
    }

    /** Nobody waits any more, under whatever number it was asked last. */
    private void forget(long requestId, Reply reply) {
        if (requests.remove(requestId) == null) {
            requests.values().removeIf(request -> request.answer() == reply);
        }
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
        Event answer = reply.awaitInterruptibly(timeoutMillis, this::transferred);
        if (answer != null) {
            return answer;
        }
        if (Thread.currentThread().isInterrupted()) {
            forget(requestId, reply);
            throw new JMSException(
                    "the thread was interrupted while it waited for the answer to the request to " + action
                            + "; whether it was carried out is not known",
                    FailureCodes.INTERRUPTED);
        }
        return unanswered(requestId, reply, timeoutMillis, option, action);
    }

    /** @throws JMSException when the broker cannot be reached any more */
    void checkAlive(String action) throws JMSException {
        Loss loss = lost.get();
        if (loss != null) {
            throw Failures.of(loss.code, "could not " + action + ": " + loss.reason);
        }
    }

    boolean isLost() {
        return lost.get() != null;
    }

    boolean isInterrupted() {
        return interruption != null;
    }

    ExceptionReports reports() {
        return reports;
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

    // Events, on the link's thread.

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
        Request request = requests.remove(requestId);
        if (request != null) {
            request.answer().answered(event);
        }
    }

    @Override
    public void interrupted(String reason) {
        interruption = new Interruption(reason, System.nanoTime());
        reports.report(Failures.of(ErrorCode.DISCONNECTED, "the connection is interrupted: " + reason));
    }

    @Override
    public void resumed() {
        interruption = null;
    }

    @Override
    public void renewed(Renewal renewal) {
        interruption = null;
        Outlet next = new Outlet(epoch() + 1, renewal.sink());
        outlet = next;
        List<Request> open = new ArrayList<>();
        requests.keySet().stream().sorted().forEach(requestId -> {
            Request request = requests.get(requestId);
            if (request != null && request.epoch() != next.epoch && requests.remove(requestId, request)) {
                open.add(request);
            }
        });
        Standing now = standing;
        if (now != null) {
            now.renew(renewal, open);
            return;
        }
        for (Request request : open) {
            Command command = request.command();
            if (command != null) {
                renewal.send(register(request.answer(), id -> Renewing.renumbered(command, id)));
            }
        }
        renewal.done();
    }

    @Override
    public void ended(ErrorCode code, String reason) {
        lose(code, reason);
    }

    void lose(String reason) {
        lose(ErrorCode.DISCONNECTED, reason);
    }

    /** Nothing more goes either way: all that wait learn it. Called by any thread; only the first reason counts. */
    private void lose(ErrorCode code, String reason) {
        if (!lost.compareAndSet(null, new Loss(code, reason))) {
            return;
        }
        for (Long requestId : requests.keySet()) {
            answer(requestId, new Event.Failed(requestId, code, reason));
        }
        windows.values().forEach(SendWindow::wake);
        inboxes.values().forEach(Inbox::wakeOwner);
        reports.connectionLost(Failures.of(code, "the connection is lost: " + reason));
        Outlet last = outlet;
        if (last != null) {
            last.sink.abandon(); // Or it would go on trying to reach the broker, for nobody.
        }
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
