package io.chasqui.security;

import io.chasqui.protocol.Identity;
import java.util.List;
import java.util.function.Consumer;

/** Finds out who comes over the network. Used by any loop. */
public interface Gate {

    /** How one may prove over this channel who one is, the best first; empty when nobody can. */
    List<String> mechanisms(Channel channel);

    /** What to tell a client when {@link #mechanisms} is empty: why, and what to do. */
    default String whyNobody(Channel channel) {
        return "the broker admits nobody over this connection";
    }

    /** Begins with one of {@link #mechanisms}. */
    Exchange begin(String mechanism, Channel channel);

    /** One attempt to prove who one is. Used by one loop. */
    interface Exchange {

        /**
         * Takes the next message of the client, the first one included.
         *
         * @param verdict told once, perhaps at once and perhaps later on another thread
         */
        void respond(byte[] message, Consumer<Verdict> verdict);
    }

    /** What comes of a message. */
    sealed interface Verdict {

        /** The client has to answer this first. */
        record Challenge(byte[] challenge) implements Verdict {}

        /** @param last what the client is to be told at the end, so that it can trust the broker */
        record Accepted(Identity identity, byte[] last) implements Verdict {}

        /**
         * @param reason for the client; tells nobody which users there are
         * @param detail for the broker's log; without any secret
         */
        record Refused(String reason, String detail) implements Verdict {}
    }
}
