package io.chasqui.wire;

import java.util.List;

/**
 * What the two ends of a link say to each other about the link itself. The order at the beginning: the client's {@link
 * Hello}, the broker's {@link Welcome}; {@link Authenticate}, then {@link Challenge} and {@link Response} as often as the
 * mechanism wants, {@link Accepted}; {@link Attach} or {@link Resume}, then {@link Attached}. The broker may say {@link
 * Refused} instead at any step, and closes.
 *
 * <p>After that, frames with commands and events are counted by both ends, from 1. Each end keeps what it has sent until the
 * other says with {@link Ack} that it has it, and sends the rest again when a link is resumed over a new socket: so nothing
 * is lost and nothing comes twice.
 */
public sealed interface LinkFrame {

    /**
     * The first frame of a client. Its layout never changes, whatever the version.
     *
     * @param oldestVersion the oldest version of the protocol the client speaks
     * @param newestVersion the newest
     * @param program name and version of the client, for people
     * @param maxFrameBytes the longest frame it takes
     * @param idleMillis the link counts as dead for it when nothing has come for so long; 0 for never
     */
    record Hello(int oldestVersion, int newestVersion, String program, int maxFrameBytes, int idleMillis)
            implements LinkFrame {}

    /**
     * The broker's answer: what is agreed.
     *
     * @param version the version both speak from here on
     * @param maxFrameBytes the longest frame either may send from here on
     * @param idleMillis the link counts as dead for the broker when nothing has come for so long; 0 for never
     * @param mechanisms how a client may prove who it is, the best first
     */
    record Welcome(int version, String program, int maxFrameBytes, int idleMillis, List<String> mechanisms)
            implements LinkFrame {}

    /** @param response the mechanism's first message; empty when it has none */
    record Authenticate(String mechanism, byte[] response) implements LinkFrame {}

    record Challenge(byte[] challenge) implements LinkFrame {}

    record Response(byte[] response) implements LinkFrame {}

    /** @param last what the mechanism has still to tell the client; may be empty */
    record Accepted(byte[] last) implements LinkFrame {}

    /** Asks for a new link. */
    record Attach() implements LinkFrame {}

    /**
     * Asks for the link that an earlier socket has carried.
     *
     * @param token by which the broker knows it
     * @param received how many counted frames of the broker's have come
     */
    record Resume(byte[] token, long received) implements LinkFrame {}

    /**
     * The link stands.
     *
     * @param token names the link, as long as it lives; whoever has it and is the same user may resume the link
     * @param resumed whether it is the link asked for; false for a new one
     * @param received how many counted frames of the client's have come, 0 for a new link
     */
    record Attached(byte[] token, boolean resumed, long received) implements LinkFrame {}

    /** @param received how many counted frames have come on this link, so that they need not be kept */
    record Ack(long received) implements LinkFrame {}

    /** Shows that this end lives. Answered by nothing: the other end says so itself. */
    record Ping() implements LinkFrame {}

    /**
     * The broker ends the socket before the link stands.
     *
     * @param reason for a person
     */
    record Refused(Refusal code, String reason) implements LinkFrame {}

    /**
     * The broker ends the link, which cannot be resumed.
     *
     * @param mayReturn whether it makes sense to ask for a new one
     */
    record Goodbye(String reason, boolean mayReturn) implements LinkFrame {}

    /** Why a broker refuses a socket. */
    enum Refusal {
        /** What came was not this protocol, or broke its rules. */
        PROTOCOL,
        /** No version of the protocol that both speak. */
        VERSION,
        /** Not let in. */
        SECURITY,
        /** As many connections as are allowed. */
        LIMIT,
        /** The broker is stopping, or not ready yet: it makes sense to come again. */
        UNAVAILABLE
    }
}
