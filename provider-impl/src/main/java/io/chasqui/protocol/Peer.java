package io.chasqui.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a link.
 *
 * @param address where it is, for people: host and port, or {@code this JVM}
 * @param identity who it has proven to be already; null when {@link ConnectionCommand.Open} is to prove that
 */
public record Peer(String address, @Nullable Identity identity) {

    /** A client in the JVM of the broker. */
    public static final Peer LOCAL = new Peer("this JVM", null);
}
