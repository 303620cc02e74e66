package io.chasqui.engine.effect;

import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.MessageId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has taken effect on one loop: of each session the latest messages and commits. A session is known by the prefix that
 * the IDs of its messages have. Noting something again changes nothing, so a replay may do that. Owned by its loop; while a
 * broker starts, by the thread that recovers.
 */
public final class Effects {

    /**
     * So many of a session are known at least. A client has at most 1,024 messages and a commit without an answer, and no more
     * than that can take effect behind an answer that was lost.
     */
    static final int LEAST = 1_280;

    /** A client that makes longer prefixes, in characters, has none of its messages remembered. */
    private static final int LONGEST_PREFIX = 200;

    private static final int VERSION = 1;

    /** Values are filled up to a power of two, so that most of them can be replaced in their old place. */
    private static final int LEAST_BYTES = 64;

    private final boolean durable;
    private final Map<String, Session> sessions = new HashMap<>();
    private @Nullable Session recent;

    /** By prefix what a checkpoint does not have yet; null for what it is to forget. Empty unless durable. */
    private final Map<String, @Nullable Session> changed = new LinkedHashMap<>();

    /** @param durable whether {@link #takeChanges} is going to be called */
    public Effects(boolean durable) {
        this.durable = durable;
    }

    /** One session. */
    private static final class Session {
        final String prefix;
        final RecentNumbers numbers;
        boolean isChanged;

        Session(String prefix, RecentNumbers numbers) {
            this.prefix = prefix;
            this.numbers = numbers;
        }
    }

    /**
     * What a checkpoint is to have of a session.
     *
     * @param value null for nothing
     */
    public record Image(String prefix, byte @Nullable [] value) {}

    /** Whether something with this ID is remembered when it is noted. */
    public static boolean remembers(MessageId id) {
        return id.prefix().length() <= LONGEST_PREFIX;
    }

    /** This has taken effect. */
    public void note(MessageId id) {
        Session session = recent;
        if (session == null || !session.prefix.equals(id.prefix())) {
            if (!remembers(id)) {
                return;
            }
            session = sessions.computeIfAbsent(id.prefix(), prefix -> new Session(prefix, new RecentNumbers(LEAST)));
            recent = session;
        }
        if (session.numbers.note(id.sequence()) && !session.isChanged) {
            markChanged(session);
        }
    }

    private void markChanged(Session session) {
        if (durable) {
            session.isChanged = true;
            changed.put(session.prefix, session);
        }
    }

    /** Whether this has taken effect and is not too long ago. */
    public boolean contains(MessageId id) {
        Session session = sessions.get(id.prefix());
        return session != null && session.numbers.contains(id.sequence());
    }

    /** Nobody will ask about this session any more. */
    public void forget(String prefix) {
        if (sessions.remove(prefix) != null) {
            recent = null;
            if (durable) {
                changed.put(prefix, null);
            }
        }
    }

    /** The sessions of which something is known. */
    public Set<String> prefixes() {
        return Set.copyOf(sessions.keySet());
    }

    /** What has changed since this was called last. */
    public List<Image> takeChanges() {
        List<Image> images = new ArrayList<>(changed.size());
        changed.forEach((prefix, session) -> {
            if (session != null) {
                session.isChanged = false;
            }
            images.add(new Image(prefix, session == null ? null : encode(session.numbers)));
        });
        changed.clear();
        return images;
    }

    /** What a checkpoint would have of a session now; null for nothing. */
    public byte @Nullable [] image(String prefix) {
        Session session = sessions.get(prefix);
        return session == null ? null : encode(session.numbers);
    }

    /**
     * A checkpoint has this of a session, maybe besides what it has already been said to have of it.
     *
     * @throws MalformedBytesException when the value cannot be understood
     */
    public void restore(String prefix, byte[] value) throws MalformedBytesException {
        RecentNumbers numbers = decode(value);
        Session before = sessions.get(prefix);
        if (before == null) {
            sessions.put(prefix, new Session(prefix, numbers));
        } else {
            before.numbers.addAll(numbers);
        }
    }

    /** Adds everything that another table has, with what it has changed. */
    public void addAll(Effects other) {
        for (Session theirs : other.sessions.values()) {
            Session mine = sessions.get(theirs.prefix);
            if (mine == null) {
                mine = new Session(theirs.prefix, theirs.numbers);
                sessions.put(mine.prefix, mine);
            } else {
                mine.numbers.addAll(theirs.numbers);
            }
            if (theirs.isChanged) {
                markChanged(mine);
            }
        }
    }

    private static byte[] encode(RecentNumbers numbers) {
        ByteWriter out = new ByteWriter(LEAST_BYTES);
        numbers.encode(out.writeByte(VERSION));
        int size = Math.max(LEAST_BYTES, Integer.highestOneBit(2 * out.size() - 1));
        return Arrays.copyOf(out.toByteArray(), size);
    }

    private static RecentNumbers decode(byte[] value) throws MalformedBytesException {
        ByteReader in = new ByteReader(value);
        int version = in.readByte();
        if (version != VERSION) {
            throw new MalformedBytesException(
                    "what a session has done is encoded in version " + version + "; this program knows " + VERSION);
        }
        RecentNumbers numbers = RecentNumbers.decode(LEAST, in);
        while (in.remaining() > 0) {
            if (in.readByte() != 0) {
                throw new MalformedBytesException("something follows what a session has done");
            }
        }
        return numbers;
    }
}
