package io.chasqui.security;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.protocol.Identity;
import io.chasqui.security.ScramText.MalformedException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Admits over the network whom the configuration knows, and logs whom it refuses. What a client learns about a refusal is
 * the same whether the user does not exist or the password is wrong. May be used by any loop: whatever may block runs on the
 * executor.
 */
public final class Gatekeeper implements Gate {

    private static final String WRONG = "the user is unknown, or the password is wrong";

    private final Accounts accounts;
    private final boolean anonymousAllowed;
    private final boolean plainWithoutTlsAllowed;
    private final Executor blocking;
    private final RefusalLog log;
    private final SecureRandom random = new SecureRandom();

    /** @param blocking runs what may block: authenticators, hashing, reading the file of users */
    public Gatekeeper(BrokerConfiguration configuration, Accounts accounts, Executor blocking) {
        this(configuration, accounts, blocking, new RefusalLog(System::nanoTime));
    }

    Gatekeeper(BrokerConfiguration configuration, Accounts accounts, Executor blocking, RefusalLog log) {
        this.accounts = accounts;
        this.anonymousAllowed = configuration.security().remoteAnonymousAllowed();
        this.plainWithoutTlsAllowed = configuration.security().plainWithoutTlsAllowed();
        this.blocking = blocking;
        this.log = log;
    }

    @Override
    public List<String> mechanisms(Channel channel) {
        List<String> offered = new ArrayList<>();
        if (accounts.hasKeys()) {
            offered.add(ScramText.MECHANISM);
        }
        if (channel.certificateName() != null && !accounts.isNobodyKnown()) {
            offered.add(Proofs.EXTERNAL);
        }
        if (isPlainTaken(channel)) {
            offered.add(Proofs.PLAIN);
        }
        if (anonymousAllowed) {
            offered.add(Proofs.ANONYMOUS);
        }
        return List.copyOf(offered);
    }

    private boolean isPlainTaken(Channel channel) {
        return !accounts.isNobodyKnown() && (channel.encrypted() || !accounts.hasKeys() && plainWithoutTlsAllowed);
    }

    @Override
    public String whyNobody(Channel channel) {
        if (accounts.isNobodyKnown()) {
            return "this broker admits nobody over the network, for it knows no users: give it a file of users"
                    + " (broker.userFile, made with 'chasqui users add'), a list (broker.users) or an authenticator, or"
                    + " admit everybody with broker.remoteAnonymousAllowed=true";
        }
        return "this broker has an authenticator that needs the password itself, and takes it over encrypted connections"
                + " only: connect by tls://, or, where everybody on the way may read the password, set"
                + " broker.plainWithoutTlsAllowed=true";
    }

    @Override
    public Exchange begin(String mechanism, Channel channel) {
        return new Guarded(exchange(mechanism, channel), mechanism, channel);
    }

    private Exchange exchange(String mechanism, Channel channel) {
        List<String> offered = mechanisms(channel);
        if (!offered.contains(mechanism)) {
            String reason = offered.isEmpty()
                    ? whyNobody(channel)
                    : "this mechanism is not offered on this connection; take one of " + String.join(", ", offered);
            return (message, verdict) -> verdict.accept(new Verdict.Refused(reason, reason));
        }
        return switch (mechanism) {
            case ScramText.MECHANISM -> new ScramExchange(accounts, blocking, random);
            case Proofs.PLAIN -> this::plain;
            case Proofs.EXTERNAL -> (message, verdict) -> external(channel.certificateName(), message, verdict);
            default -> (message, verdict) -> verdict.accept(accepted(Identity.ANONYMOUS));
        };
    }

    private void plain(byte[] message, Consumer<Verdict> verdict) {
        String[] parts;
        try {
            parts = ScramText.decode(message).split("\0", -1);
        } catch (MalformedException malformed) {
            verdict.accept(malformed(Proofs.PLAIN, malformed.getMessage()));
            return;
        }
        if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
            verdict.accept(malformed(Proofs.PLAIN, "there are not user and password between zero characters"));
        } else if (!parts[0].isEmpty() && !parts[0].equals(parts[1])) {
            verdict.accept(malformed(Proofs.PLAIN, "the client wants to be somebody else than the user"));
        } else {
            blocking.execute(() -> verdict.accept(verdict(accounts.login(parts[1], parts[2]), WRONG)));
        }
    }

    private void external(@Nullable String subject, byte[] message, Consumer<Verdict> verdict) {
        @Nullable String wanted;
        try {
            wanted = message.length == 0 ? null : Preparation.prepare("the user name", ScramText.decode(message));
        } catch (MalformedException | IllegalArgumentException malformed) {
            verdict.accept(malformed(Proofs.EXTERNAL, malformed.getMessage()));
            return;
        }
        blocking.execute(() -> {
            Accounts.Answer answer = accounts.byCertificate(String.valueOf(subject));
            Identity identity = answer.identity();
            if (identity != null && wanted != null && !wanted.equals(identity.user())) {
                answer = Accounts.Answer.refused("the certificate of " + subject + " stands for user " + identity.user()
                        + ", and the client wants to be user " + wanted);
            }
            verdict.accept(verdict(
                    answer,
                    "the certificate of this client does not stand for the user; give that user's password,"
                            + " or have the certificate entered in the broker's file of users"));
        });
    }

    private static Verdict verdict(Accounts.Answer answer, String reason) {
        Identity identity = answer.identity();
        return identity == null ? new Verdict.Refused(reason, answer.detail()) : accepted(identity);
    }

    private static Verdict accepted(Identity identity) {
        return new Verdict.Accepted(identity, new byte[0]);
    }

    /** The proof is wrong. */
    static Verdict wrong(String detail) {
        return new Verdict.Refused(WRONG, detail);
    }

    static Verdict malformed(String mechanism, @Nullable String what) {
        String reason = "the messages of " + mechanism + " are not in order: " + what;
        return new Verdict.Refused(reason, reason);
    }

    /** The broker could not find out; the log says why. */
    static Verdict failed(String what, Throwable failure) {
        RefusalLog.FAILURES.failed(what, failure);
        return new Verdict.Refused("the broker could not check this; its log says why", what + ": " + failure);
    }

    /** Sees to it that there is one verdict for each message and none after the last, and that refusals are logged. */
    private final class Guarded implements Exchange {

        private final Exchange exchange;
        private final String mechanism;
        private final Channel channel;

        /** A message is being judged, or the end was reached. */
        private final AtomicBoolean shut = new AtomicBoolean();

        Guarded(Exchange exchange, String mechanism, Channel channel) {
            this.exchange = exchange;
            this.mechanism = mechanism;
            this.channel = channel;
        }

        @Override
        public void respond(byte[] message, Consumer<Verdict> verdict) {
            if (!shut.compareAndSet(false, true)) {
                tell(malformed(mechanism, "a message came after the end"), verdict);
                return;
            }
            AtomicBoolean told = new AtomicBoolean();
            Consumer<Verdict> once = each -> {
                if (told.compareAndSet(false, true)) {
                    tell(each, verdict);
                }
            };
            try {
                exchange.respond(message, once);
            } catch (RejectedExecutionException ending) {
                once.accept(new Verdict.Refused("the broker ends", "the broker ends"));
            } catch (RuntimeException | Error defect) {
                once.accept(failed("a defect in " + mechanism, defect));
            }
        }

        private void tell(Verdict verdict, Consumer<Verdict> listener) {
            if (verdict instanceof Verdict.Refused refused) {
                log.refused("refused a client at " + channel.address() + " by "
                        + (mechanism.length() > 20 ? "an unknown mechanism" : mechanism) + ": " + refused.detail());
            } else if (verdict instanceof Verdict.Challenge) {
                shut.set(false);
            }
            listener.accept(verdict);
        }
    }
}
