package io.chasqui.transport.tcp;

import io.chasqui.loop.EventLoop;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.protocol.ErrorCode;
import io.chasqui.security.Proof;
import io.chasqui.security.ProofFailedException;
import io.chasqui.wire.Frame;
import io.chasqui.wire.FrameDecoder;
import io.chasqui.wire.FrameWriter;
import io.chasqui.wire.LinkFrame;
import io.chasqui.wire.ProtocolVersion;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The beginning of one socket on the client's side. Owned by the link's loop. */
final class ClientHandshake implements Line.Listener {

    private final EventLoop loop;
    private final Line line;
    private final Endpoint endpoint;
    private final ClientSettings settings;
    private final Prover prover;
    private final LinkFrame wanted;
    private final Outcome outcome;
    private final FrameDecoder decoder;
    private final FrameWriter writer;
    private final EventLoop.Timer timer;
    private LinkFrame.@Nullable Welcome welcome;
    private @Nullable Proof proof;
    private boolean accepted;
    private boolean over;

    /** What comes of it. */
    interface Outcome {

        /**
         * The link stands. What was read behind that is in the decoder.
         */
        void onAttached(Line line, FrameDecoder decoder, LinkFrame.Welcome welcome, LinkFrame.Attached attached);

        void onSetback(Setback setback);
    }

    /** What every socket of a link has in common. */
    record Context(EventLoop loop, ClientSettings settings, Prover prover) {}

    /** @param wanted {@link LinkFrame.Attach} or {@link LinkFrame.Resume} */
    ClientHandshake(Context context, Line line, Endpoint endpoint, LinkFrame wanted, Outcome outcome) {
        this.loop = context.loop;
        this.line = line;
        this.endpoint = endpoint;
        this.settings = context.settings;
        this.prover = context.prover;
        this.wanted = wanted;
        this.outcome = outcome;
        decoder = FrameDecoder.ofClient(settings.link().maxAssembledBytes());
        writer = new FrameWriter(settings.link().maxFrameBytes());
        timer = loop.schedule(settings.link().handshakeMillis(), this::onTimeout);
        line.handTo(loop, this);
        send(new LinkFrame.Hello(
                ProtocolVersion.OLDEST,
                ProtocolVersion.NEWEST,
                settings.program(),
                settings.link().maxFrameBytes(),
                settings.link().idleMillis()));
    }

    /** Nobody waits for it any more. */
    void abandon() {
        if (!over) {
            over = true;
            timer.cancel();
            line.close();
        }
    }

    private void onTimeout() {
        fail(new Setback(
                ErrorCode.DISCONNECTED,
                endpoint + " did not finish the handshake within "
                        + settings.link().handshakeMillis() + " ms; is that a Chasqui broker?",
                true));
    }

    @Override
    public void onBytes(Line from, ByteBuffer bytes) {
        if (over) {
            return;
        }
        try {
            decoder.feed(bytes);
            for (Frame frame = decoder.next(); frame != null; frame = over ? null : decoder.next()) {
                take(((Frame.OfLink) frame).frame());
            }
        } catch (MalformedBytesException broken) {
            fail(new Setback(
                    ErrorCode.DISCONNECTED,
                    endpoint + " does not speak the Chasqui protocol: " + broken.getMessage(),
                    false));
        } catch (ProofFailedException unproven) {
            fail(new Setback(ErrorCode.SECURITY, endpoint + ": " + unproven.getMessage(), false));
        }
    }

    private void take(LinkFrame frame) throws MalformedBytesException, ProofFailedException {
        if (frame instanceof LinkFrame.Refused refused) {
            fail(setback(refused));
        } else if (welcome == null && frame instanceof LinkFrame.Welcome first) {
            requireKnown(first.version());
            welcome = first;
            Proof chosen = prover.choose(first.mechanisms(), endpoint.tls());
            proof = chosen;
            send(new LinkFrame.Authenticate(chosen.mechanism(), chosen.first()));
        } else if (proof != null && !accepted && frame instanceof LinkFrame.Challenge challenge) {
            send(new LinkFrame.Response(proof.respond(challenge.challenge())));
        } else if (proof != null && !accepted && frame instanceof LinkFrame.Accepted last) {
            accepted = true;
            proof.finish(last.last());
            send(wanted);
        } else if (accepted && welcome != null && frame instanceof LinkFrame.Attached attached) {
            over = true;
            timer.cancel();
            decoder.established(settings.link().maxFrameBytes());
            outcome.onAttached(line, decoder, welcome, attached);
        } else {
            throw new MalformedBytesException(
                    frame.getClass().getSimpleName() + " came out of turn during the handshake");
        }
    }

    private static void requireKnown(int version) throws MalformedBytesException {
        if (version < ProtocolVersion.OLDEST || version > ProtocolVersion.NEWEST) {
            throw new MalformedBytesException("the broker speaks version " + version + ", this client "
                    + ProtocolVersion.OLDEST + " to " + ProtocolVersion.NEWEST);
        }
    }

    private Setback setback(LinkFrame.Refused refused) {
        String reason = endpoint + " refused the connection: " + refused.reason();
        return switch (refused.code()) {
            case SECURITY -> new Setback(ErrorCode.SECURITY, reason, false);
            case LIMIT -> new Setback(ErrorCode.RESOURCE_LIMIT, reason, true);
            case UNAVAILABLE -> new Setback(ErrorCode.DISCONNECTED, reason, true);
            case VERSION, PROTOCOL -> new Setback(ErrorCode.DISCONNECTED, reason, false);
        };
    }

    private void send(LinkFrame frame) {
        writer.write(frame);
        line.write(writer.take());
    }

    private void fail(Setback setback) {
        if (!over) {
            abandon();
            outcome.onSetback(setback);
        }
    }

    @Override
    public void onClosed(Line from, @Nullable Throwable cause) {
        if (cause != null) {
            fail(LineFailures.setback(endpoint, cause));
        } else if (welcome == null) {
            fail(new Setback(
                    ErrorCode.DISCONNECTED,
                    endpoint + " closed the connection before it had answered"
                            + (endpoint.tls()
                                    ? "; perhaps it does not trust this client's certificate, or wants one"
                                    : "; if it expects TLS, use tls:// instead of tcp://"),
                    true));
        } else {
            fail(new Setback(ErrorCode.DISCONNECTED, endpoint + " closed the connection during the handshake", true));
        }
    }
}
