package io.chasqui.engine.effect;

import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;

/**
 * The numbers of one session that were noted last: always the latest {@code least} different ones, and not many
 * more. Noting one again does no harm. Owned with its table.
 *
 * <p>Design note: what counts is how long ago a number was noted, not how small it is. A message that waits for room in one
 * queue takes effect after thousands of later ones to others, and is asked about like any other. So there are two sets: one
 * that grows, and the one that was full before it, which goes when this one is full.
 */
final class RecentNumbers {

    private final int least;
    private NumberSet current;
    private NumberSet previous;

    /** @param least 1 or more */
    RecentNumbers(int least) {
        this(least, new NumberSet(), new NumberSet());
    }

    private RecentNumbers(int least, NumberSet current, NumberSet previous) {
        this.least = least;
        this.current = current;
        this.previous = previous;
    }

    /** Returns whether that changes anything. */
    boolean note(long number) {
        if (current.size() >= least && !current.contains(number)) {
            NumberSet oldest = previous;
            oldest.clear();
            previous = current;
            current = oldest;
        }
        return current.add(number);
    }

    boolean contains(long number) {
        return current.contains(number) || previous.contains(number);
    }

    /**
     * Adds what another loop has noted of the same session. Which of all these came last is not known any more, so all of them
     * are taken for new.
     */
    void addAll(RecentNumbers other) {
        current.addAll(previous);
        previous.clear();
        current.addAll(other.current);
        current.addAll(other.previous);
    }

    void encode(ByteWriter out) {
        current.encode(out);
        previous.encode(out);
    }

    static RecentNumbers decode(int least, ByteReader in) throws MalformedBytesException {
        return new RecentNumbers(least, NumberSet.decode(in), NumberSet.decode(in));
    }
}
