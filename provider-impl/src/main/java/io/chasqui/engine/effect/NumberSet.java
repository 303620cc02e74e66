package io.chasqui.engine.effect;

import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import java.util.Arrays;

/**
 * A set of numbers, most of which lie close together: a bit for each, in words of 64, and only the words that have any.
 * Numbers that come in ascending order are added without search. Owned with its table.
 */
final class NumberSet {

    private static final int WORD_SHIFT = 6;
    private static final int BYTES_OF_WORD = Long.BYTES + 1;

    /** Each number divided by 64, ascending. */
    private long[] words = new long[1];

    /** Which of the 64 numbers of each word are in the set; none is 0. */
    private long[] bits = new long[1];

    private int used;
    private int size;

    int size() {
        return size;
    }

    boolean contains(long number) {
        int index = find(number >> WORD_SHIFT);
        return index >= 0 && (bits[index] & 1L << number) != 0;
    }

    /** Returns whether it was not there yet. */
    boolean add(long number) {
        long word = number >> WORD_SHIFT;
        int index = find(word);
        if (index < 0) {
            index = -index - 1;
            insert(index, word);
        }
        long bit = 1L << number;
        if ((bits[index] & bit) != 0) {
            return false;
        }
        bits[index] |= bit;
        size++;
        return true;
    }

    /** The index of a word, or where it would be inserted, as {@link Arrays#binarySearch(long[], long)} tells it. */
    private int find(long word) {
        if (used == 0 || word > words[used - 1]) {
            return -used - 1;
        }
        return word == words[used - 1] ? used - 1 : Arrays.binarySearch(words, 0, used, word);
    }

    private void insert(int index, long word) {
        if (used == words.length) {
            words = Arrays.copyOf(words, 2 * used);
            bits = Arrays.copyOf(bits, 2 * used);
        }
        System.arraycopy(words, index, words, index + 1, used - index);
        System.arraycopy(bits, index, bits, index + 1, used - index);
        words[index] = word;
        bits[index] = 0;
        used++;
    }

    void addAll(NumberSet other) {
        for (int i = 0; i < other.used; i++) {
            int index = find(other.words[i]);
            if (index < 0) {
                index = -index - 1;
                insert(index, other.words[i]);
            }
            size -= Long.bitCount(bits[index]);
            bits[index] |= other.bits[i];
            size += Long.bitCount(bits[index]);
        }
    }

    /** Empties it, and keeps its memory for the next numbers. */
    void clear() {
        used = 0;
        size = 0;
    }

    /** The count of words, then each as its distance from the one before and its bits. */
    void encode(ByteWriter out) {
        out.writeVar(used);
        long before = 0;
        for (int i = 0; i < used; i++) {
            out.writeVar(words[i] - before).writeLong(bits[i]);
            before = words[i];
        }
    }

    static NumberSet decode(ByteReader in) throws MalformedBytesException {
        NumberSet set = new NumberSet();
        int count = in.readCount(BYTES_OF_WORD);
        long word = 0;
        for (int i = 0; i < count; i++) {
            word += in.readVar();
            long bits = in.readLong();
            if (set.find(word) != -set.used - 1 || set.used > 0 && word < set.words[set.used - 1] || bits == 0) {
                throw new MalformedBytesException(
                        "the words of a set of numbers are not in order, or one has no number");
            }
            set.insert(set.used, word);
            set.bits[set.used - 1] = bits;
            set.size += Long.bitCount(bits);
        }
        return set;
    }
}
