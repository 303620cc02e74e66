package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.BrokerPort;
import io.chasqui.protocol.Identity;
import io.chasqui.security.Channel;
import io.chasqui.security.Gate;
import io.chasqui.wire.Frame;
import io.chasqui.wire.FrameDecoder;
import io.chasqui.wire.FrameWriter;
import io.chasqui.wire.LinkFrame;
import io.chasqui.wire.LinkFrame.Refusal;
import io.chasqui.wire.ProtocolVersion;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of one socket on the broker's side: which version, who it is, and which link it is to carry. It takes no longer
 * than it may, and hands the socket to a {@link ServerLink} in the end. Owned by the loop that accepted the socket.
 */
final class ServerHandshake implements Line.Listener {

    /** Messages longer than this are not put together in memory, if they can be taken in piece by piece. */
    private static final int PASSED_ABOVE_BYTES = 1 << 20;

    private final Context context;
    private final EventLoop loop;
    private final Line line;
    private final Channel channel;
    private final FrameDecoder decoder;
    private final FrameWriter writer;
    private final EventLoop.Timer timer;

    /** The place of this socket has gone to a link, or is free again. */
    private final AtomicBoolean placeLeft = new AtomicBoolean();

    private LinkFrame.@Nullable Hello hello;
    private int maxFrameBytes;
    private List<String> mechanisms = List.of();
    private Gate.@Nullable Exchange exchange;
    private boolean judging;
    private @Nullable Identity identity;
    private boolean over;

    /** What all sockets of a server share on one loop. */
    record Context(
            EventLoop loop, BrokerPort broker, Gate gate, ServerLinks links, ServerSettings settings, PacedLog log) {}

    ServerHandshake(Context context, Line line, Channel channel) {
        this.context = context;
        this.loop = context.loop;
        this.line = line;
        this.channel = channel;
        decoder = FrameDecoder.ofBroker(
                context.settings.link().maxAssembledBytes(), context.broker.bodies() == null ? 0 : PASSED_ABOVE_BYTES);
        writer = new FrameWriter(context.settings.link().maxFrameBytes());
        timer = loop.schedule(context.settings.link().handshakeMillis(), this::onTimeout);
        line.handTo(loop, this);
    }

    private void onTimeout() {
        refuse(
                Refusal.PROTOCOL,
                "the handshake was not finished within "
                        + context.settings.link().handshakeMillis() + " ms (handshakeMillis)");
    }

    @Override
    public void onBytes(Line from, ByteBuffer bytes) {
        if (over) {
            return;
        }
        try {
            decoder.feed(bytes);
            for (Frame frame = over ? null : decoder.next(); frame != null; frame = over ? null : decoder.next()) {
                take(((Frame.OfLink) frame).frame());
            }
        } catch (MalformedBytesException broken) {
            refuse(Refusal.PROTOCOL, broken.getMessage());
        }
    }

    private void take(LinkFrame frame) throws MalformedBytesException {
        if (judging) {
            throw misplaced(frame, "the answer to the frame before");
        } else if (hello == null) {
            if (!(frame instanceof LinkFrame.Hello first)) {
                throw misplaced(frame, "Hello");
            }
            welcome(first);
        } else if (identity == null) {
            authenticate(frame);
        } else if (frame instanceof LinkFrame.Attach) {
            attach(identity, hello);
        } else if (frame instanceof LinkFrame.Resume resume) {
            resume(resume, identity, hello);
        } else {
            throw misplaced(frame, "Attach or Resume");
        }
    }

    private static MalformedBytesException misplaced(LinkFrame frame, String expected) {
        return new MalformedBytesException(
                frame.getClass().getSimpleName() + " came where " + expected + " was expected");
    }

    // ------------------------------------------------------------------ version

    private void welcome(LinkFrame.Hello first) {
        hello = first;
        int version = Math.min(first.newestVersion(), ProtocolVersion.NEWEST);
        if (version < Math.max(first.oldestVersion(), ProtocolVersion.OLDEST)) {
            refuse(
                    Refusal.VERSION,
                    "the client (" + first.program() + ") speaks versions " + first.oldestVersion() + " to "
                            + first.newestVersion() + " of the protocol, this broker (" + context.settings.program()
                            + ") versions " + ProtocolVersion.OLDEST + " to " + ProtocolVersion.NEWEST
                            + "; use a client and a broker of closer releases");
            return;
        }
        maxFrameBytes = Math.min(context.settings.link().maxFrameBytes(), first.maxFrameBytes());
        mechanisms = context.gate.mechanisms(channel);
        if (mechanisms.isEmpty()) {
            refuse(Refusal.SECURITY, context.gate.whyNobody(channel));
            return;
        }
        send(new LinkFrame.Welcome(
                version,
                context.settings.program(),
                maxFrameBytes,
                context.settings.link().idleMillis(),
                mechanisms));
    }

    // ------------------------------------------------------------------ identity

    private void authenticate(LinkFrame frame) throws MalformedBytesException {
        Gate.Exchange current = exchange;
        if (current == null) {
            if (!(frame instanceof LinkFrame.Authenticate authenticate)) {
                throw misplaced(frame, "Authenticate");
            }
            if (!mechanisms.contains(authenticate.mechanism())) {
                refuse(
                        Refusal.SECURITY,
                        "the client wants to use " + authenticate.mechanism() + ", and may use only "
                                + String.join(", ", mechanisms));
                return;
            }
            exchange = context.gate.begin(authenticate.mechanism(), channel);
            judge(exchange, authenticate.response());
        } else if (frame instanceof LinkFrame.Response response) {
            judge(current, response.response());
        } else {
            throw misplaced(frame, "Response");
        }
    }

    private void judge(Gate.Exchange current, byte[] response) {
        judging = true;
        current.respond(response, verdict -> loop.executeDown(() -> heed(verdict)));
    }

    private void heed(Gate.Verdict verdict) {
        judging = false;
        if (over) {
            return;
        }
        if (verdict instanceof Gate.Verdict.Challenge challenge) {
            send(new LinkFrame.Challenge(challenge.challenge()));
        } else if (verdict instanceof Gate.Verdict.Accepted accepted) {
            identity = accepted.identity();
            send(new LinkFrame.Accepted(accepted.last()));
        } else if (verdict instanceof Gate.Verdict.Refused refused) {
            refuse(Refusal.SECURITY, refused.reason(), null); // The gate has logged it.
        }
    }

    // ------------------------------------------------------------------ the link

    private void attach(Identity who, LinkFrame.Hello first) throws MalformedBytesException {
        if (!context.links.takeLink()) {
            refuse(
                    Refusal.LIMIT,
                    "the broker has " + context.links.mostLinks()
                            + " connections, which is all that it allows (maxConnections); close some, or raise the limit");
            return;
        }
        over = true;
        timer.cancel();
        placeLeft.set(true);
        decoder.established(context.settings.link().maxFrameBytes());
        ServerLink link = new ServerLink(
                loop,
                context.links,
                context.settings,
                context.log,
                new ServerLink.Opening(context.broker, who, line.address(), maxFrameBytes));
        if (!link.attach(line, decoder, 0, false, first.idleMillis())) {
            send(new LinkFrame.Refused(Refusal.UNAVAILABLE, "the broker is stopping; come again when it is back"));
            line.close();
        }
    }

    private void resume(LinkFrame.Resume resume, Identity who, LinkFrame.Hello first) throws MalformedBytesException {
        ServerLink link = context.links.find(resume.token());
        if (link == null || !link.belongsTo(who)) {
            attach(who, first);
            return;
        }
        over = true;
        timer.cancel();
        decoder.established(context.settings.link().maxFrameBytes());
        // Before it is known how that goes, so that only one loop at a time is told what the socket does.
        line.handTo(link.loop(), new Nobody());
        link.loop().executeDown(() -> resumeOn(link, resume.received(), who, first));
    }

    /** On the loop of the link. */
    private void resumeOn(ServerLink link, long received, Identity who, LinkFrame.Hello first) {
        try {
            if (link.attach(line, decoder, received, true, first.idleMillis())) {
                leavePlace();
            } else {
                line.handTo(loop, this);
                loop.executeDown(() -> attachAfterAll(who, first));
            }
        } catch (MalformedBytesException impossible) {
            line.handTo(loop, this);
            loop.executeDown(() -> {
                over = false;
                refuse(Refusal.PROTOCOL, impossible.getMessage());
            });
        }
    }

    private void attachAfterAll(Identity who, LinkFrame.Hello first) {
        try {
            over = false;
            attach(who, first);
        } catch (MalformedBytesException impossible) {
            over = false;
            refuse(Refusal.PROTOCOL, impossible.getMessage());
        }
    }

    // ------------------------------------------------------------------ the rest

    private void send(LinkFrame frame) {
        writer.write(frame);
        line.write(writer.take());
    }

    private void refuse(Refusal code, String reason) {
        refuse(code, reason, reason);
    }

    /** @param detail for the log; null when it is logged already */
    private void refuse(Refusal code, String reason, @Nullable String detail) {
        if (over) {
            return;
        }
        over = true;
        timer.cancel();
        send(new LinkFrame.Refused(code, reason));
        line.close();
        leavePlace();
        if (detail != null) {
            context.log.warn("refused " + line.address() + ": " + detail);
        }
    }

    @Override
    public void onClosed(Line from, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        timer.cancel();
        leavePlace();
        if (hello != null || cause != null || from.hasRead()) {
            context.log.warn("refused " + line.address() + ": "
                    + (cause == null ? "it closed the connection before its link stood" : LineFailures.explain(cause)));
        }
    }

    private void leavePlace() {
        if (placeLeft.compareAndSet(false, true)) {
            context.links.leavePlace();
        }
    }
}
