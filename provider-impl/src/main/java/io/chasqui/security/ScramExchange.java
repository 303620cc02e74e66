package io.chasqui.security;

import io.chasqui.security.Gate.Verdict;
import io.chasqui.security.ScramText.MalformedException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The broker's side of SCRAM-SHA-256 (RFC 5802 and 7677). An unknown user gets a challenge like everybody else, and learns
 * at the end that the proof is wrong. Owned by one loop; users are looked up elsewhere, and hashing is left to the client.
 */
final class ScramExchange implements Gate.Exchange {

    private final Accounts accounts;
    private final Executor blocking;
    private final SecureRandom random;

    /** What has been said so far; null before the first message. */
    private volatile @Nullable Begun begun;

    private record First(String header, String bare, String user, String nonce) {}

    private record Begun(First first, String challenge, String nonce, UserTable table, ScramKeys keys) {}

    ScramExchange(Accounts accounts, Executor blocking, SecureRandom random) {
        this.accounts = accounts;
        this.blocking = blocking;
        this.random = random;
    }

    @Override
    public void respond(byte[] message, Consumer<Verdict> verdict) {
        Begun known = begun;
        try {
            String text = ScramText.decode(message);
            if (known == null) {
                First first = first(text);
                blocking.execute(() -> verdict.accept(challenge(first)));
            } else {
                verdict.accept(judge(known, text));
            }
        } catch (MalformedException malformed) {
            verdict.accept(Gatekeeper.malformed(ScramText.MECHANISM, malformed.getMessage()));
        }
    }

    private static First first(String text) throws MalformedException {
        ScramText message = ScramText.read(text);
        String binding = message.part("header");
        if (!binding.equals("n") && !binding.equals("y")) {
            throw new MalformedException("channel binding is asked for, which this broker does not have");
        }
        String authorised = message.part("authorisation identity");
        String name = message.value('n', "user name");
        String nonce = message.nonce();
        message.skipExtensions();
        String header = binding + "," + authorised + ",";
        if (!authorised.isEmpty() && !authorised.equals("a=" + name)) {
            throw new MalformedException("the client wants to be somebody else than the user");
        }
        try {
            String user = Preparation.prepare("the user name", ScramText.decodeName(name));
            return new First(header, text.substring(header.length()), user, nonce);
        } catch (IllegalArgumentException unusable) {
            throw new MalformedException(String.valueOf(unusable.getMessage()));
        }
    }

    private Verdict challenge(First first) {
        try {
            UserTable table = accounts.table();
            ScramKeys keys = table.keysOf(first.user());
            String nonce = first.nonce() + ScramText.newNonce(random);
            String challenge = "r=" + nonce + ",s=" + ScramText.base64(keys.salt()) + ",i=" + keys.iterations();
            begun = new Begun(first, challenge, nonce, table, keys);
            return new Verdict.Challenge(ScramText.utf8(challenge));
        } catch (RuntimeException | Error failure) {
            return Gatekeeper.failed("the users could not be read", failure);
        }
    }

    private static Verdict judge(Begun begun, String text) throws MalformedException {
        ScramText message = ScramText.read(text);
        String header = message.value('c', "channel binding");
        String nonce = message.nonce();
        int end = text.lastIndexOf(",p=");
        if (end < 0) {
            throw new MalformedException("the proof is missing");
        }
        byte[] proof = ScramText.unbase64("proof", text.substring(end + 3));
        if (!header.equals(ScramText.base64(ScramText.utf8(begun.first.header)))) {
            throw new MalformedException("the channel binding is another one than at the beginning");
        }
        if (!nonce.equals(begun.nonce)) {
            throw new MalformedException("the nonce is not this broker's; was an old message sent again?");
        }
        if (proof.length != ScramKeys.KEY_BYTES) {
            throw new MalformedException("the proof has " + proof.length + " bytes");
        }
        String signed = begun.first.bare + "," + begun.challenge + "," + text.substring(0, end);
        ScramKeys keys = begun.keys;
        byte[] clientKey = ScramKeys.xor(proof, ScramKeys.hmac(keys.storedKey(), signed));
        String user = begun.first.user;
        User known = begun.table.find(user);
        boolean proven = MessageDigest.isEqual(ScramKeys.sha256(clientKey), keys.storedKey());
        if (!proven || known == null) {
            return Gatekeeper.wrong(Accounts.why(begun.table, user));
        }
        return new Verdict.Accepted(
                known.identity(), ScramText.utf8("v=" + ScramText.base64(ScramKeys.hmac(keys.serverKey(), signed))));
    }

    /** Without anything of the user's. */
    @Override
    public String toString() {
        return ScramText.MECHANISM;
    }
}
