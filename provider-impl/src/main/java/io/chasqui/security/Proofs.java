package io.chasqui.security;

import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses how a client proves who it is. */
public final class Proofs {

    static final String PLAIN = "PLAIN";
    static final String EXTERNAL = "EXTERNAL";
    static final String ANONYMOUS = "ANONYMOUS";

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * How the client is connected.
     *
     * @param encrypted whether nobody else can read what it sends
     * @param certificateConfigured whether the client shows a certificate of its own
     * @param plainWithoutTlsAllowed whether its password may be sent so that others can read it
     */
    public record Situation(boolean encrypted, boolean certificateConfigured, boolean plainWithoutTlsAllowed) {

        /** Only TLS shows a certificate, and only over TLS is it known whom it is shown to. */
        private boolean isCertified(List<String> offered) {
            return encrypted && certificateConfigured && offered.contains(EXTERNAL);
        }
    }

    private Proofs() {}

    /** As {@link #choose(List, String, String, Situation)}, by a client that sends no readable password. */
    public static Proof choose(
            List<String> offered,
            @Nullable String user,
            @Nullable String password,
            boolean channelEncrypted,
            boolean clientCertificateConfigured)
            throws ProofFailedException {
        return choose(offered, user, password, new Situation(channelEncrypted, clientCertificateConfigured, false));
    }

    /**
     * The best proof that the broker takes and that this client has. With a user and a password that is SCRAM whenever it is
     * offered, then PLAIN; without a password the client's certificate; without a user the certificate or else nothing.
     *
     * @param offered what the broker takes
     * @param user null or empty for none
     * @param password null or empty for none
     * @throws ProofFailedException when there is none; the message says what to configure
     */
    public static Proof choose(
            List<String> offered, @Nullable String user, @Nullable String password, Situation situation)
            throws ProofFailedException {
        boolean hasUser = user != null && !user.isEmpty();
        boolean hasPassword = password != null && !password.isEmpty();
        if (offered.isEmpty()) {
            throw new ProofFailedException("the broker admits nobody over this connection; its log says why");
        }
        if (hasUser && hasPassword) {
            return byPassword(offered, user, password, situation);
        }
        if (situation.isCertified(offered)) {
            return new ReadyProof(EXTERNAL, hasUser ? ScramText.utf8(user) : new byte[0]);
        }
        if (hasUser) {
            throw new ProofFailedException("user " + user + " has no password; set the option password"
                    + (situation.certificateConfigured()
                            ? " (the broker does not take the certificate: " + taken(offered) + ")"
                            : " or a client certificate"));
        }
        if (offered.contains(ANONYMOUS)) {
            return new ReadyProof(ANONYMOUS, new byte[0]);
        }
        throw new ProofFailedException("the broker admits nobody without a user name (" + taken(offered)
                + "); set the options user and password, or give them to createConnection");
    }

    private static Proof byPassword(List<String> offered, String user, String password, Situation situation)
            throws ProofFailedException {
        if (offered.contains(ScramText.MECHANISM)) {
            return new ScramProof(user, password, RANDOM);
        }
        if (!offered.contains(PLAIN)) {
            if (situation.isCertified(offered)) {
                return new ReadyProof(EXTERNAL, ScramText.utf8(user));
            }
            throw new ProofFailedException("the broker takes no password (" + taken(offered) + "); "
                    + (offered.contains(ANONYMOUS)
                            ? "leave the options user and password out"
                            : "configure a client certificate"));
        }
        if (!situation.encrypted() && !situation.plainWithoutTlsAllowed()) {
            throw new ProofFailedException(
                    "the broker wants the password of user " + user + " itself, and this connection"
                            + " is not encrypted: everybody on the way could read it. Connect by tls://, or let the broker keep"
                            + " its users in a file (broker.userFile), which makes it take " + ScramText.MECHANISM);
        }
        if (user.indexOf('\0') >= 0 || password.indexOf('\0') >= 0) {
            throw new ProofFailedException(
                    "a user name or password with a zero character cannot be sent; leave it out");
        }
        return new ReadyProof(PLAIN, ScramText.utf8('\0' + user + '\0' + password));
    }

    private static String taken(List<String> offered) {
        return "it takes " + String.join(", ", offered);
    }
}
