package io.chasqui.engine.record;

import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;

/**
 * Which of the last numbers of one session have taken effect. A session has at most 1,024 messages under way, so its client can
 * only ever ask about numbers that are in the window. Owned by whoever has the table it is in.
 */
public final class OutcomeWindow {

    /** How many numbers are known, counted back from the highest. */
    public static final int NUMBERS = 2048;

    private final long[] bits = new long[NUMBERS / Long.SIZE];
    private long highest;

    /** When a number was noted last, in milliseconds since the epoch. */
    private long notedMillis;

    /** Notes that this number has taken effect; noting it again changes nothing. */
    public void note(long number, long nowMillis) {
        notedMillis = nowMillis;
        if (number > highest) {
            long forgotten = Math.min(number - highest, NUMBERS);
            for (long each = number - forgotten + 1; each < number; each++) {
                clear(each);
            }
            highest = number;
        } else if (number <= highest - NUMBERS || number <= 0) {
            return;
        }
        bits[word(number)] |= 1L << number;
    }

    private void clear(long number) {
        bits[word(number)] &= ~(1L << number);
    }

    private static int word(long number) {
        return (int) (number / Long.SIZE % (NUMBERS / Long.SIZE));
    }

    /** Whether this number is known to have taken effect. */
    public boolean contains(long number) {
        return number > 0
                && number <= highest
                && number > highest - NUMBERS
                && (bits[word(number)] & 1L << number) != 0;
    }

    /** Notes whatever the other one has noted. */
    public void merge(OutcomeWindow other) {
        for (long each = Math.max(1, other.highest - NUMBERS + 1); each <= other.highest; each++) {
            if (other.contains(each)) {
                note(each, Math.max(notedMillis, other.notedMillis));
            }
        }
    }

    public long notedMillis() {
        return notedMillis;
    }

    public OutcomeWindow copy() {
        OutcomeWindow copy = new OutcomeWindow();
        System.arraycopy(bits, 0, copy.bits, 0, bits.length);
        copy.highest = highest;
        copy.notedMillis = notedMillis;
        return copy;
    }

    public void write(ByteWriter out) {
        out.writeVar(highest).writeVar(notedMillis);
        for (long word : bits) {
            out.writeLong(word);
        }
    }

    public static OutcomeWindow read(ByteReader in) throws MalformedBytesException {
        OutcomeWindow window = new OutcomeWindow();
        window.highest = in.readVar();
        window.notedMillis = in.readVar();
        for (int i = 0; i < window.bits.length; i++) {
            window.bits[i] = in.readLong();
        }
        return window;
    }
}
