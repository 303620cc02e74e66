package io.chasqui.engine.record;

import io.chasqui.message.MessageId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which persistent messages and commits of remote clients have taken effect, by the prefix of their IDs: so that a client whose
 * link was set up anew need not guess. One table for each loop, owned by it, and one while a broker recovers; who asks, asks
 * all of them.
 */
public final class Outcomes {

    /** How long a prefix is remembered after its last note, unless its session says that nobody will ask. */
    static final long KEPT_MILLIS = 12L * 60 * 60 * 1000;

    /** How many prefixes are remembered at most; those noted longest ago go first. */
    private static final int MOST = 50_000;

    /** Those that were not looked at for longest come first. */
    private final Map<String, OutcomeWindow> windows = new LinkedHashMap<>(16, 0.75f, true);

    private final Set<String> changed = new HashSet<>();
    private @Nullable String latestPrefix;
    private @Nullable OutcomeWindow latest;

    /** Notes that what has this ID has taken effect. */
    public void note(MessageId id, long nowMillis) {
        String prefix = id.prefix();
        OutcomeWindow window = latest;
        if (window == null || !prefix.equals(latestPrefix)) {
            window = windows.get(prefix);
            if (window == null) {
                window = new OutcomeWindow();
                // Before others are forgotten: a window in which nothing was ever noted looks as old as time itself.
                window.note(id.sequence(), nowMillis);
                windows.put(prefix, window);
                forgetSome(nowMillis);
            }
            latest = window;
            latestPrefix = prefix;
            changed.add(prefix);
        }
        window.note(id.sequence(), nowMillis);
    }

    /** Of each new prefix an old one or two pay the price. */
    private void forgetSome(long nowMillis) {
        var oldest = windows.entrySet().iterator();
        for (int i = 0; i < 2 && oldest.hasNext(); i++) {
            Map.Entry<String, OutcomeWindow> entry = oldest.next();
            if (windows.size() > MOST || nowMillis - entry.getValue().notedMillis() > KEPT_MILLIS) {
                changed.add(entry.getKey());
                oldest.remove();
            } else {
                return;
            }
        }
    }

    /** Whether what has this ID is known to have taken effect. */
    public boolean contains(MessageId id) {
        OutcomeWindow window = windows.get(id.prefix());
        return window != null && window.contains(id.sequence());
    }

    /** Nobody will ask about this prefix. */
    public void forget(String prefix) {
        if (windows.remove(prefix) != null) {
            changed.add(prefix);
            latest = null;
            latestPrefix = null;
        }
    }

    /** Takes over what was known elsewhere. */
    public void restore(String prefix, OutcomeWindow window, long nowMillis) {
        windows.computeIfAbsent(prefix, key -> new OutcomeWindow()).merge(window, nowMillis);
    }

    /** All of them; not to be changed. */
    public Map<String, OutcomeWindow> all() {
        return windows;
    }

    /** What has changed since this was called last: copies of windows, and null for what was forgotten. */
    public Map<String, @Nullable OutcomeWindow> takeChanges() {
        Map<String, @Nullable OutcomeWindow> changes = new HashMap<>();
        for (String prefix : changed) {
            OutcomeWindow window = windows.get(prefix);
            changes.put(prefix, window == null ? null : window.copy());
        }
        changed.clear();
        latest = null;
        latestPrefix = null;
        return changes;
    }
}
