package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.BodyIntake;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.CommandSink;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.EventSink;
import io.chasqui.protocol.Identity;
import io.chasqui.protocol.Peer;
import io.chasqui.protocol.SessionCommand;
import io.chasqui.wire.Frame;
import io.chasqui.wire.FrameDecoder;
import io.chasqui.wire.LinkFrame;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The broker's end of a link: hands commands to the engine and events to the socket, and waits for its client when the socket
 * breaks. Owned by its loop; {@link #accept} is called on the loop of the engine's connection, which is the same unless the
 * engine has several.
 */
final class ServerLink implements EventSink, Line.Listener, LargeArrival.Listener {

    private static final System.Logger LOG = System.getLogger(ServerLink.class.getName());

    /** More than this on its way to a client, and its commands wait: they would only lead to more. */
    private static final long HOLD_BYTES = 8L << 20;

    /** What a command takes here beside its bytes, about. */
    private static final int COMMAND_BYTES = 100;

    private final EventLoop loop;
    private final ServerLinks links;
    private final ServerSettings settings;
    private final PacedLog log;
    private final Identity identity;
    private final byte[] token;
    private final LinkStream stream;
    private final Heartbeat heartbeat;
    private final ArrayDeque<Command> held = new ArrayDeque<>(0);
    private final CommandSink commands;
    private final @Nullable BodyIntake intake;
    private final Runnable flush;
    private @Nullable FrameDecoder decoder;

    /** A message that is on its way in piece by piece; null for none. */
    private @Nullable LargeArrival arrival;

    private EventLoop.@Nullable Timer expiry;
    private String peer;
    private final long mostHeldBytes;

    /** What the commands that wait have taken on the wire, those behind a large message included; bodies in files do not count. */
    private long heldBytes;

    /** What has come of the command that is being received. */
    private long comingBytes;

    private long closeRequest = -1;
    private boolean flushPending;
    private volatile boolean attached;
    private boolean over;

    ServerLink(EventLoop loop, ServerLinks links, ServerSettings settings, PacedLog log, Opening opening) {
        this.loop = loop;
        this.links = links;
        this.settings = settings;
        this.log = log;
        identity = opening.identity;
        token = links.newToken();
        peer = opening.address;
        intake = opening.broker.bodies();
        stream = new LinkStream(loop, opening.maxFrameBytes, this::onUnreadable);
        heartbeat = new Heartbeat(loop, stream, settings.link().idleMillis(), this::onSilence);
        flush = this::flushNow;
        mostHeldBytes = 8 * HOLD_BYTES + settings.link().maxAssembledBytes();
        // First, for a broker that is about to stop turns the link away at once, and then it is removed again.
        links.add(token, this);
        commands = opening.broker.connect(new Peer(opening.address, identity), this);
    }

    /** What a link begins with. */
    record Opening(BrokerPort broker, Identity identity, String address, int maxFrameBytes) {}

    EventLoop loop() {
        return loop;
    }

    /** Whether this one may resume the link. */
    boolean belongsTo(Identity other) {
        return identity.equals(other);
    }

    // ------------------------------------------------------------------ sockets

    /**
     * Goes on over another socket; an earlier one that still seems to work is closed.
     *
     * @param received how many of the broker's frames the client has
     * @return false when the link has just ended, and the client is to ask for a new one
     * @throws MalformedBytesException when that cannot be
     */
    boolean attach(Line line, FrameDecoder next, long received, boolean resumed, int clientIdleMillis)
            throws MalformedBytesException {
        if (over) {
            return false;
        }
        dropLine();
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
        if (decoder != null) {
            next.continueFrom(decoder);
        }
        decoder = next;
        peer = line.address();
        line.handTo(loop, this);
        stream.attach(line, received, new LinkFrame.Attached(token, resumed, stream.received()));
        attached = true;
        heartbeat.start(clientIdleMillis);
        paceReading();
        // What the client has got meanwhile was confirmed just now, and nothing else may come to say so.
        releaseHeld();
        return true;
    }

    private void dropLine() {
        Line line = stream.line();
        attached = false;
        stream.detach();
        heartbeat.stop();
        if (line != null) {
            line.close();
        }
    }

    @Override
    public void onBytes(Line line, ByteBuffer bytes) {
        FrameDecoder from = decoder;
        if (line != stream.line() || from == null) {
            return;
        }
        int length = bytes.remaining();
        long before = from.counted();
        try {
            from.feed(bytes);
            int left = length;
            for (Frame frame = from.next(); frame != null && !over; frame = from.next()) {
                comingBytes += left - bytes.remaining();
                left = bytes.remaining();
                take(frame);
            }
            comingBytes += left - bytes.remaining();
            stream.onReceived((int) (from.counted() - before), length);
            boundHeld();
            paceReading();
        } catch (MalformedBytesException broken) {
            stream.send(new LinkFrame.Goodbye("protocol error: " + broken.getMessage(), false));
            log.warn("link of " + describe() + " ended, because its client broke the protocol: " + broken.getMessage());
            giveUp();
        }
    }

    /** A client that sends more and more and does not read what it is sent would fill the memory. */
    private void boundHeld() throws MalformedBytesException {
        if (heldBytes > mostHeldBytes) {
            throw new MalformedBytesException("the client has sent " + heldBytes + " bytes, and has not confirmed the "
                    + stream.keptBytes() + " bytes that it was sent before");
        }
    }

    private void take(Frame frame) throws MalformedBytesException {
        if (frame instanceof Frame.OfCommand command) {
            pass(command.command());
            comingBytes = 0;
        } else if (frame instanceof Frame.OfLargeSend begun && intake != null) {
            heldBytes += COMMAND_BYTES + comingBytes - begun.bodyStart().length;
            arrival = new LargeArrival(loop, intake, begun, this);
            comingBytes = 0;
        } else if (frame instanceof Frame.OfBody body && arrival != null) {
            arrival.next(body.piece(), body.last());
            comingBytes = 0;
        } else if (frame instanceof Frame.Abandoned && arrival != null) {
            arrival.abandon();
            arrival = null;
            comingBytes = 0;
        } else if (frame instanceof Frame.OfLink control) {
            if (control.frame() instanceof LinkFrame.Ack ack) {
                stream.onConfirmed(ack.received());
                releaseHeld();
            } else if (!(control.frame() instanceof LinkFrame.Ping)) {
                throw new MalformedBytesException(
                        control.frame().getClass().getSimpleName() + " has no place on a link that stands");
            }
        }
    }

    /** Reads from the socket only what can be dealt with. */
    private void paceReading() {
        Line line = stream.line();
        if (line != null) {
            if (arrival != null && arrival.isCongested()) {
                line.pause();
            } else {
                line.resume();
            }
        }
    }

    @Override
    public void eased() {
        paceReading();
    }

    @Override
    public void arrived(LargeArrival complete, SessionCommand.Send command) {
        if (over) {
            commands.accept(command); // Whoever takes no commands any more lets go of the body.
            return;
        }
        arrival = null;
        held.add(command);
        held.addAll(complete.behind());
        releaseHeld();
        paceReading();
    }

    private void pass(Command command) {
        if (arrival != null) {
            heldBytes += COMMAND_BYTES + comingBytes;
            arrival.addBehind(command);
            return;
        }
        if (!held.isEmpty() || stream.keptBytes() > HOLD_BYTES) {
            heldBytes += COMMAND_BYTES + comingBytes;
            held.add(command);
            return;
        }
        handOn(command);
    }

    private void handOn(Command command) {
        if (command instanceof ConnectionCommand.Close close) {
            closeRequest = close.requestId();
        }
        commands.accept(command);
        if (closeRequest == 0) {
            finish();
        }
    }

    private void releaseHeld() {
        while (!held.isEmpty() && stream.keptBytes() <= HOLD_BYTES && !over) {
            handOn(held.poll());
        }
        if (held.isEmpty() && arrival == null) {
            heldBytes = 0;
        }
    }

    private void onSilence() {
        log.warn("link of " + describe() + " has been silent for "
                + settings.link().idleMillis() + " ms (idleMillis): its socket is closed");
        dropLine();
        awaitReturn();
    }

    @Override
    public void onClosed(Line line, @Nullable Throwable cause) {
        if (line == stream.line()) {
            attached = false;
            stream.detach();
            heartbeat.stop();
            awaitReturn();
        }
    }

    private void awaitReturn() {
        if (over) {
            return;
        }
        if (settings.resumeMillis() == 0) {
            giveUp();
            return;
        }
        expiry = loop.schedule(settings.resumeMillis(), () -> {
            expiry = null;
            LOG.log(
                    System.Logger.Level.INFO,
                    "link of {0} was broken, and its client has not come back within {1} ms (resumeMillis): it ends",
                    describe(),
                    settings.resumeMillis());
            giveUp();
        });
    }

    /**
     * A message for the client cannot be read. To leave it out would lose it, for whoever acknowledges what follows it
     * acknowledges it, too; with the link it goes back to where it was.
     */
    private void onUnreadable() {
        if (!over) {
            stream.send(new LinkFrame.Goodbye(
                    "a large message for this client cannot be read from the broker's disk; the broker's log says which"
                            + " file that is, and why",
                    false));
            log.warn("link of " + describe() + " ended, because a large message for it cannot be read");
            giveUp();
        }
    }

    /** Ends the link and the engine's connection with it. */
    private void giveUp() {
        if (!over) {
            commands.accept(new ConnectionCommand.Close(0));
            finish();
        }
    }

    /** Nothing more comes from either side. */
    private void finish() {
        over = true;
        stream.flush();
        if (expiry != null) {
            expiry.cancel();
            expiry = null;
        }
        dropLine();
        stream.end();
        if (arrival != null) {
            arrival.abandon();
        }
        dropHeld();
        links.remove(token);
    }

    /** Whoever takes no commands any more lets go of the bodies of those that have some. */
    private void dropHeld() {
        for (Command command : held) {
            if (command instanceof SessionCommand.Send send && send.message().largeBody() != null) {
                commands.accept(send);
            }
        }
        held.clear();
    }

    private String describe() {
        return peer + (identity.user() == null ? "" : " (user " + identity.user() + ")");
    }

    // ------------------------------------------------------------------ events, on the engine's loop

    @Override
    public void accept(Event event) {
        if (loop.inLoop()) {
            tell(event);
        } else {
            loop.execute(() -> tellFromElsewhere(event));
        }
    }

    /** The end of the other loop's batch says nothing about this one's: what comes from there is sent with this batch. */
    private void tellFromElsewhere(Event event) {
        tell(event);
        if (!flushPending && !over) {
            flushPending = true;
            loop.atEndOfBatch(flush);
        }
    }

    private void tell(Event event) {
        if (over) {
            return;
        }
        boolean last = event instanceof Event.Disconnected
                || closeRequest > 0 && event instanceof Event.Answer answer && answer.requestId() == closeRequest;
        if (last) {
            stream.dropLarge();
        }
        stream.add(event);
        if (last) {
            finish();
        }
    }

    @Override
    public void endOfBatch() {
        if (loop.inLoop()) {
            flushNow();
        }
    }

    private void flushNow() {
        flushPending = false;
        if (!over) {
            stream.flush();
        }
    }

    @Override
    public boolean isReachable() {
        return attached;
    }
}
