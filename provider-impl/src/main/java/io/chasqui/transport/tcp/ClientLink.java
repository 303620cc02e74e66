package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.loop.Mailbox;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Renewal;
import io.chasqui.wire.Frame;
import io.chasqui.wire.FrameDecoder;
import io.chasqui.wire.LinkFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a link: connects, sends commands, hands out events, and connects again when a socket breaks. If the
 * broker still knows the link then, nobody above notices; otherwise the client is told to bring the broker back to where it
 * was. Owned by its loop; commands come from any thread.
 */
final class ClientLink implements Line.Listener, ClientHandshake.Outcome {

    private static final System.Logger LOG = System.getLogger(ClientLink.class.getName());

    private final EventLoop loop;
    private final Connector connector;
    private final ClientSettings settings;
    private final Attempts attempts;
    private final EventSink events;
    private final Runnable ended;

    /** Commands that go to no socket yet: there is none, or a renewal goes first. */
    private final ArrayDeque<Command> waiting = new ArrayDeque<>();

    private Feed feed;
    private LinkStream stream;
    private Heartbeat heartbeat;
    private @Nullable FrameDecoder decoder;
    private byte @Nullable [] token;
    private @Nullable ClientHandshake handshake;
    private EventLoop.@Nullable Timer pause;
    private @Nullable Anew renewing;
    private long closeRequest = -1;
    /** Grows while something large comes or goes; see {@link CommandSink#transferred}. */
    private volatile long transferred;

    private long received;
    private boolean connecting;
    private boolean toldInterruption;
    private boolean flushPending;
    private boolean over;

    /** Opens sockets for a link, on its loop. */
    interface Connector {
        /** Tries to connect and tells how that went; the line is the link's then. */
        void connect(Endpoint endpoint, Line.Listener listener, Connected connected);

        ClientHandshake begin(Line line, Endpoint endpoint, LinkFrame wanted, ClientHandshake.Outcome outcome);
    }

    /** How an attempt to connect went: one of the two is null. */
    @FunctionalInterface
    interface Connected {
        void connected(@Nullable Line line, @Nullable Setback setback);
    }

    /** @param ended run once when nothing more comes of the link */
    ClientLink(
            EventLoop loop,
            Connector connector,
            ClientSettings settings,
            Attempts attempts,
            EventSink events,
            Runnable ended) {
        this.loop = loop;
        this.connector = connector;
        this.settings = settings;
        this.attempts = attempts;
        this.events = events;
        this.ended = ended;
        stream = newStream();
        heartbeat = newHeartbeat();
        feed = new Feed();
    }

    private LinkStream newStream() {
        // What a client sends is in its memory, where it can always be read.
        return new LinkStream(loop, settings.link().maxFrameBytes(), () -> {});
    }

    private Heartbeat newHeartbeat() {
        return new Heartbeat(loop, stream, settings.link().idleMillis(), this::onSilence);
    }

    /** Where the client's commands go; the first one makes it connect. */
    CommandSink sink() {
        return feed;
    }

    /** Takes the commands for one life of the link: what comes after its end is dropped. */
    private final class Feed implements CommandSink {
        private final Mailbox<Command> mailbox = new Mailbox<>(loop, command -> onCommand(this, command));

        @Override
        public void accept(Command command) {
            mailbox.post(command);
        }

        @Override
        public void abandon() {
            loop.execute(ClientLink.this::abandon);
        }

        @Override
        public long transferred() {
            return transferred;
        }
    }

    // ------------------------------------------------------------------ commands

    private void onCommand(Feed from, Command command) {
        if (from != feed || over) {
            return;
        }
        if (command instanceof ConnectionCommand.Close close) {
            closeRequest = close.requestId();
        }
        if (!stream.hasLine() || renewing != null) {
            waiting.add(command);
            if (!stream.hasLine()) {
                connectUnlessUnderWay();
            }
        } else {
            send(command);
        }
    }

    private void send(Command command) {
        stream.add(command);
        if (!flushPending) {
            flushPending = true;
            loop.atEndOfBatch(this::flush);
        }
        if (command instanceof ConnectionCommand.Close close && close.requestId() == 0) {
            finish();
        }
    }

    private void flush() {
        flushPending = false;
        stream.flush();
    }

    private void sendWaiting() {
        for (Command next = waiting.poll(); next != null && !over; next = waiting.poll()) {
            send(next);
        }
    }

    // ------------------------------------------------------------------ connecting

    private void connectUnlessUnderWay() {
        if (!connecting) {
            connecting = true;
            attempts.begin(loop.now());
            attempt();
        }
    }

    private void attempt() {
        pause = null;
        Endpoint endpoint = attempts.endpoint();
        connector.connect(endpoint, this, (line, setback) -> {
            if (line == null) {
                onSetback(setback == null ? new Setback(ErrorCode.INTERNAL, "no reason is known", true) : setback);
            } else if (over) {
                line.close();
            } else {
                byte[] known = token;
                LinkFrame wanted =
                        known == null ? new LinkFrame.Attach() : new LinkFrame.Resume(known, stream.received());
                handshake = connector.begin(line, endpoint, wanted, this);
            }
        });
    }

    @Override
    public void onSetback(Setback setback) {
        handshake = null;
        if (over) {
            return;
        }
        attempts.failed();
        boolean again = setback.mayPass() || attempts.everConnected() && setback.code() != ErrorCode.SECURITY;
        if (!again || !attempts.goOn(loop.now())) {
            end(setback.code(), outcome(setback, again));
            return;
        }
        long pauseMillis = attempts.pauseMillis();
        if (attempts.everConnected() && !toldInterruption) {
            toldInterruption = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the link to {0} is interrupted: {1}",
                    attempts.describe(),
                    setback.reason());
            events.interrupted(setback.reason() + "; it is tried again "
                    + (settings.reconnectAttempts() < 0 ? "until it works" : settings.reconnectAttempts() + " times"));
        }
        pause = loop.schedule(pauseMillis, this::attempt);
    }

    private String outcome(Setback setback, boolean again) {
        if (!again) {
            return setback.reason();
        }
        return setback.reason() + " (tried " + attempts.made() + (attempts.made() == 1 ? " time)" : " times)");
    }

    @Override
    public void onAttached(Line line, FrameDecoder next, LinkFrame.Welcome welcome, LinkFrame.Attached attached) {
        handshake = null;
        if (over) {
            line.close();
            return;
        }
        connecting = false;
        attempts.succeeded();
        boolean first = token == null;
        line.handTo(loop, this);
        try {
            if (attached.resumed()) {
                if (decoder != null) {
                    next.continueFrom(decoder);
                }
            } else if (!first) {
                stream.end();
                stream = newStream();
                heartbeat.stop();
                heartbeat = newHeartbeat();
            }
            decoder = next;
            token = attached.token();
            stream.limitFrames(welcome.maxFrameBytes());
            stream.attach(line, attached.received(), null);
            heartbeat.start(welcome.idleMillis());
        } catch (MalformedBytesException impossible) {
            line.close();
            onBroken("the broker's state of the link does not fit: " + impossible.getMessage());
            return;
        }
        toldInterruption = false;
        if (first) {
            sendWaiting();
        } else if (attached.resumed()) {
            LOG.log(System.Logger.Level.INFO, "the link to {0} goes on over a new socket", attempts.describe());
            events.resumed();
            if (renewing == null) {
                sendWaiting();
            }
        } else {
            LOG.log(System.Logger.Level.INFO, "the link to {0} is set up anew", attempts.describe());
            renew();
        }
        take(0);
    }

    private void renew() {
        List<Command> unsent = List.copyOf(waiting);
        waiting.clear();
        feed = new Feed();
        Anew now = new Anew(unsent);
        renewing = now;
        events.renewed(now);
    }

    /** A new link, until its client has brought it to where the earlier one was. */
    private final class Anew implements Renewal {
        private final List<Command> unsent;

        Anew(List<Command> unsent) {
            this.unsent = unsent;
        }

        @Override
        public CommandSink sink() {
            return feed;
        }

        @Override
        public void send(Command command) {
            if (renewing == this && !over) {
                ClientLink.this.send(command);
            }
        }

        @Override
        public List<Command> unsent() {
            return unsent;
        }

        @Override
        public void done() {
            if (renewing == this) {
                renewing = null;
                if (stream.hasLine()) {
                    sendWaiting();
                }
            }
        }
    }

    // ------------------------------------------------------------------ what comes

    @Override
    public void onBytes(Line line, ByteBuffer bytes) {
        FrameDecoder from = decoder;
        if (line == stream.line() && from != null && !over) {
            int length = bytes.remaining();
            from.feed(bytes);
            take(length);
        }
    }

    private void take(int length) {
        FrameDecoder from = decoder;
        LinkStream now = stream;
        if (from == null) {
            return;
        }
        long before = from.counted();
        if (from.isAssembling()) {
            received++;
        }
        try {
            for (Frame frame = from.next(); frame != null && !over; frame = from.next()) {
                take(frame);
            }
            now.onReceived((int) (from.counted() - before), length);
            transferred = received + now.fragments();
        } catch (MalformedBytesException broken) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the broker at {0} broke the protocol: {1}",
                    attempts.describe(),
                    broken.getMessage());
            end(ErrorCode.DISCONNECTED, "the broker broke the protocol: " + broken.getMessage());
        }
        events.endOfBatch();
    }

    private void take(Frame frame) throws MalformedBytesException {
        if (frame instanceof Frame.OfEvent event) {
            heed(event.event());
        } else if (frame instanceof Frame.OfLink control) {
            heed(control.frame());
        }
    }

    private void heed(Event event) {
        if (event instanceof Event.Disconnected disconnected) {
            leave(disconnected.reason(), disconnected.mayReturn());
            return;
        }
        events.accept(event);
        if (closeRequest > 0 && event instanceof Event.Answer answer && answer.requestId() == closeRequest) {
            finish();
        }
    }

    private void heed(LinkFrame frame) throws MalformedBytesException {
        if (frame instanceof LinkFrame.Ack ack) {
            stream.onConfirmed(ack.received());
        } else if (frame instanceof LinkFrame.Goodbye goodbye) {
            leave(goodbye.reason(), goodbye.mayReturn());
        } else if (!(frame instanceof LinkFrame.Ping)) {
            throw new MalformedBytesException(frame.getClass().getSimpleName() + " has no place on a link that stands");
        }
    }

    /** The broker has ended the link. */
    private void leave(String reason, boolean mayReturn) {
        if (mayReturn && settings.reconnectAttempts() != 0 && closeRequest < 0) {
            dropLine();
            onBroken(reason);
        } else {
            end(ErrorCode.DISCONNECTED, reason);
        }
    }

    private void onSilence() {
        dropLine();
        onBroken("nothing has come from the broker for " + settings.link().idleMillis() + " ms (idleMillis)");
    }

    @Override
    public void onClosed(Line line, @Nullable Throwable cause) {
        if (line == stream.line()) {
            dropLine();
            onBroken(cause == null ? "the socket was closed" : LineFailures.explain(cause));
        }
    }

    private void onBroken(String reason) {
        if (over) {
            return;
        }
        if (settings.reconnectAttempts() == 0) {
            end(ErrorCode.DISCONNECTED, "the link to " + attempts.describe() + " is broken: " + reason);
            return;
        }
        LOG.log(
                System.Logger.Level.INFO,
                "the link to {0} is broken and is set up again: {1}",
                attempts.describe(),
                reason);
        connectUnlessUnderWay();
    }

    private void dropLine() {
        Line line = stream.line();
        stream.detach();
        heartbeat.stop();
        if (line != null) {
            line.close();
        }
    }

    // ------------------------------------------------------------------ the end

    private void end(ErrorCode code, String reason) {
        if (!over) {
            finish();
            events.ended(code, reason);
        }
    }

    private void abandon() {
        if (!over) {
            stream.flush();
            finish();
        }
    }

    private void finish() {
        if (over) {
            return;
        }
        over = true;
        stream.flush();
        dropLine();
        waiting.clear();
        if (pause != null) {
            pause.cancel();
        }
        if (handshake != null) {
            handshake.abandon();
        }
        ended.run();
    }
}
