package io.chasqui.engine.session;

import io.chasqui.engine.effect.EffectTables;
import io.chasqui.loop.EventLoop;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Which connection a client session uses, by the prefix of its messages' IDs: when a link was lost the session goes on with the
 * next connection of its client, and nothing more may come from the earlier one. Also sees to it that what sessions have
 * done is forgotten in time. May be used by any thread.
 */
public final class Senders {

    /** How long what a session has done is remembered after its connection has ended. */
    static final long KEPT_MILLIS = 12L * 60 * 60 * 1000;

    /** How often it is looked whose time is up. */
    private static final long LOOK_MILLIS = 60_000;

    private final ConcurrentMap<String, Sender> byPrefix = new ConcurrentHashMap<>();
    private final EventLoop home;
    private final EffectTables effects;
    private final int most;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param most how many sessions may be known; beyond that, those go first whose connections ended first */
    public Senders(EventLoop home, EffectTables effects, int most) {
        this.home = home;
        this.effects = effects;
        this.most = most;
    }

    /**
     * One session.
     *
     * @param connection null when it has ended
     * @param number of the connection, also of one that has ended
     * @param asked whether somebody was told what the session had not done, which must remain true
     * @param endedMillis when the connection ended; 0 while it has not
     */
    private record Sender(@Nullable ConnectionActor connection, long number, boolean asked, long endedMillis) {}

    /**
     * What has come of {@link #take}.
     *
     * @param refused whether a younger connection uses the session
     * @param before the connection that used it until now; null when that has ended, or there was none
     */
    record Taking(boolean refused, @Nullable ConnectionActor before) {}

    /**
     * A connection uses a session from now on, unless a younger one does.
     *
     * @param asks whether it is going to be told what the session has not done
     */
    Taking take(String prefix, ConnectionActor connection, boolean asks) {
        AtomicReference<@Nullable Sender> before = new AtomicReference<>();
        Sender taken = byPrefix.compute(prefix, (key, known) -> {
            before.set(known);
            return known != null && (known.number > connection.number() || isOfAnotherUser(known, connection))
                    ? known
                    : new Sender(connection, connection.number(), asks || known != null && known.asked, 0);
        });
        Sender known = before.get();
        if (known == null && byPrefix.size() > most) {
            home.execute(this::forgetOld);
        }
        return new Taking(taken == known, known == null ? null : known.connection);
    }

    /** Nobody is to end the connection of somebody else by naming its sessions. */
    private static boolean isOfAnotherUser(Sender known, ConnectionActor connection) {
        return known.connection != null && !known.connection.hasUserOf(connection);
    }

    /** A connection that uses these sessions has ended, and nothing of it is under way any more. */
    void ended(Collection<String> prefixes, ConnectionActor connection) {
        long now = home.now();
        for (String prefix : prefixes) {
            byPrefix.computeIfPresent(
                    prefix,
                    (key, known) ->
                            known.connection == connection ? new Sender(null, known.number, known.asked, now) : known);
        }
        if (!prefixes.isEmpty()) {
            lookLater();
        }
    }

    /** A session was closed by its client, and nothing of it is under way any more: there is nothing left to ask. */
    void closed(String prefix, ConnectionActor connection) {
        Sender sender = byPrefix.get(prefix);
        if (sender == null || sender.connection != connection) {
            return;
        }
        if (sender.asked) {
            ended(List.of(prefix), connection);
        } else if (byPrefix.remove(prefix, sender)) {
            effects.forget(prefix);
        }
    }

    /** Recovery: these sessions had been there before the broker was started. */
    public void restore(Collection<String> prefixes) {
        for (String prefix : prefixes) {
            byPrefix.put(prefix, new Sender(null, 0, false, home.now()));
        }
        if (!prefixes.isEmpty()) {
            lookLater();
        }
    }

    private void lookLater() {
        if (looking.compareAndSet(false, true)) {
            home.execute(() -> home.schedule(LOOK_MILLIS, () -> {
                looking.set(false);
                if (forgetOld()) {
                    lookLater();
                }
            }));
        }
    }

    /** Returns whether more will have to be forgotten. */
    private boolean forgetOld() {
        long latest = home.now() - KEPT_MILLIS;
        List<Map.Entry<String, Sender>> ended = byPrefix.entrySet().stream()
                .filter(entry -> entry.getValue().connection == null)
                .sorted(Comparator.comparingLong(entry -> entry.getValue().endedMillis))
                .toList();
        int left = ended.size();
        for (Map.Entry<String, Sender> entry : ended) {
            if (entry.getValue().endedMillis > latest && byPrefix.size() <= most) {
                break;
            }
            if (byPrefix.remove(entry.getKey(), entry.getValue())) {
                effects.forget(entry.getKey());
            }
            left--;
        }
        return left > 0;
    }

    /** How many sessions are known. */
    public int count() {
        return byPrefix.size();
    }
}
