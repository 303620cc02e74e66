package io.chasqui.message;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the encoding of a body that passes by in pieces, keeping nothing of it but the names in a map, which have to differ.
 * What it lets through, {@link MessageCodec} can decode, compressed content excepted. Owned by one thread.
 */
public final class BodyScanner {

    private static final int VAR_BYTES = 10;

    /** How many bytes or items there may be of something: no array has more. */
    private static final int MOST_LENGTH = Integer.MAX_VALUE - 64;

    /** How many bytes the names in a map may take together. */
    private static final int MOST_NAME_BYTES = 1 << 20;

    /** What is to come next. */
    private enum Step {
        KIND,
        PLAIN_LENGTH,
        ITEM_COUNT,
        ITEM,
        NAME_LENGTH,
        NAME,
        NUMBER,
        LENGTH,
        SKIPPED,
        TEXT,
        END
    }

    private Step step = Step.KIND;
    private long seenBytes;

    /** What has come of a number of variable length. */
    private long number;

    private int numberBytes;
    private long leastNumber;
    private long mostNumber;

    /** How many bytes are left of what is being skipped, or of a text. */
    private long left;

    /** How many bytes of a character are to follow. */
    private int continuations;

    private boolean lengthOfText;
    private long itemsLeft = 1;

    /** The names that have come; null unless it is a map. */
    private @Nullable Set<String> names;

    private final ByteWriter name = new ByteWriter(0);
    private long nameBytes;
    private long plainSize;

    /** Whether a body that begins with this byte can be checked. */
    public static boolean takes(int kind) {
        return kind == MessageCodec.TEXT
                || kind == MessageCodec.BYTES
                || kind == MessageCodec.OBJECT
                || kind == MessageCodec.ITEMS
                || kind == MessageCodec.ENTRIES
                || kind == MessageCodec.COMPRESSED;
    }

    /** How many bytes have passed by. */
    public long seenBytes() {
        return seenBytes;
    }

    /** What has passed by takes about so many bytes of memory when it is decoded; see {@link Body#size}. */
    public long plainSize() {
        return plainSize;
    }

    /** Looks at the next piece. */
    public void next(byte[] bytes) throws MalformedBytesException {
        next(bytes, 0);
    }

    /** Looks at the next piece, which begins at {@code from}. */
    void next(byte[] bytes, int from) throws MalformedBytesException {
        seenBytes += bytes.length - from;
        int at = from;
        while (at < bytes.length) {
            if (step == Step.SKIPPED || step == Step.TEXT || step == Step.NAME) {
                int count = (int) Math.min(left, bytes.length - at);
                if (step == Step.NAME) {
                    name.writeRaw(bytes, at, count);
                }
                if (step == Step.TEXT) {
                    checkText(bytes, at, count);
                }
                left -= count;
                at += count;
                endIfPassed();
            } else {
                take(bytes[at++] & 0xFF);
            }
        }
    }

    /** Nothing follows. */
    public void end() throws MalformedBytesException {
        if (step != Step.END) {
            throw new MalformedBytesException("a body ends too early, after " + seenBytes + " bytes");
        }
    }

    private void take(int next) throws MalformedBytesException {
        switch (step) {
            case KIND -> begin(next);
            case ITEM -> beginItem(next);
            case END -> throw new MalformedBytesException("something follows the end of a body");
            default -> takeNumber(next);
        }
    }

    private void begin(int kind) throws MalformedBytesException {
        if (!takes(kind)) {
            throw new MalformedBytesException("a body of kind " + kind + " cannot be checked while it passes by");
        }
        if (kind == MessageCodec.ENTRIES) {
            names = new HashSet<>();
        }
        if (kind == MessageCodec.ITEMS || kind == MessageCodec.ENTRIES) {
            number(Step.ITEM_COUNT, 0, MOST_LENGTH);
        } else if (kind == MessageCodec.COMPRESSED) {
            number(Step.PLAIN_LENGTH, 1, Integer.MAX_VALUE - 16);
        } else {
            length(kind == MessageCodec.TEXT);
        }
    }

    private void beginItem(int type) throws MalformedBytesException {
        plainSize += Values.VALUE_BYTES;
        switch (type) {
            case ValueCodec.NULL, ValueCodec.FALSE, ValueCodec.TRUE -> endOfItem();
            case ValueCodec.BYTE -> skip(Byte.BYTES);
            case ValueCodec.SHORT -> number(Step.NUMBER, Short.MIN_VALUE, Short.MAX_VALUE);
            case ValueCodec.CHAR -> number(Step.NUMBER, Character.MIN_VALUE, Character.MAX_VALUE);
            case ValueCodec.INT -> number(Step.NUMBER, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case ValueCodec.LONG -> number(Step.NUMBER, Long.MIN_VALUE, Long.MAX_VALUE);
            case ValueCodec.FLOAT -> skip(Float.BYTES);
            case ValueCodec.DOUBLE -> skip(Double.BYTES);
            case ValueCodec.TEXT -> length(true);
            case ValueCodec.BYTES -> length(false);
            default -> throw new MalformedBytesException("there is no type " + type + " of values");
        }
    }

    private void length(boolean ofText) {
        lengthOfText = ofText;
        number(Step.LENGTH, 0, MOST_LENGTH);
    }

    private void number(Step kind, long least, long most) {
        step = kind;
        number = 0;
        numberBytes = 0;
        leastNumber = least;
        mostNumber = most;
    }

    private void takeNumber(int next) throws MalformedBytesException {
        if (numberBytes == VAR_BYTES - 1 && next > 1) {
            throw new MalformedBytesException("a number of variable length does not end within 64 bits");
        }
        number |= (long) (next & 0x7F) << 7 * numberBytes++;
        if (next >= 0x80) {
            return;
        }
        long value = number >>> 1 ^ -(number & 1);
        if (value < leastNumber || value > mostNumber) {
            throw new MalformedBytesException(
                    "a number in a body is " + value + ", which is not between " + leastNumber + " and " + mostNumber);
        }
        switch (step) {
            case PLAIN_LENGTH -> length(false);
            case ITEM_COUNT -> {
                itemsLeft = value + 1;
                endOfItem();
            }
            case NAME_LENGTH -> beginName(value);
            case LENGTH -> {
                skip(value);
                plainSize += lengthOfText ? 0 : value;
                step = lengthOfText ? Step.TEXT : Step.SKIPPED;
                endIfPassed();
            }
            default -> endOfItem();
        }
    }

    private void beginName(long length) throws MalformedBytesException {
        nameBytes += length;
        if (nameBytes > MOST_NAME_BYTES) {
            throw new MalformedBytesException("the names in a map take more than " + MOST_NAME_BYTES
                    + " bytes, which is all that a large one may have");
        }
        skip(length);
        step = Step.NAME;
        name.truncate(0);
        endIfPassed();
    }

    private void endName() throws MalformedBytesException {
        String text = new ByteReader(name.toByteBuffer()).readText(name.size());
        plainSize += text.length();
        if (names == null || !names.add(text)) {
            throw new MalformedBytesException("the name " + text + " comes twice");
        }
        step = Step.ITEM;
    }

    private void skip(long bytes) {
        step = Step.SKIPPED;
        left = bytes;
    }

    private void endIfPassed() throws MalformedBytesException {
        if (left == 0) {
            if (step == Step.NAME) {
                endName();
                return;
            }
            if (continuations > 0) {
                throw new MalformedBytesException("a text ends within a character");
            }
            endOfItem();
        }
    }

    private void endOfItem() {
        if (--itemsLeft == 0) {
            step = Step.END;
        } else if (names == null) {
            step = Step.ITEM;
        } else {
            number(Step.NAME_LENGTH, 0, MOST_LENGTH);
        }
    }

    /** As {@link ByteReader#readText} reads it. */
    private void checkText(byte[] bytes, int from, int count) throws MalformedBytesException {
        for (int i = from; i < from + count; i++) {
            int next = bytes[i];
            if (continuations > 0) {
                if ((next & 0xC0) != 0x80) {
                    throw new MalformedBytesException("byte " + (next & 0xFF) + " cannot continue a character");
                }
                continuations--;
                continue;
            }
            plainSize++;
            if (next < 0) {
                if ((next & 0xE0) == 0xC0) {
                    continuations = 1;
                } else if ((next & 0xF0) == 0xE0) {
                    continuations = 2;
                } else {
                    throw new MalformedBytesException("byte " + (next & 0xFF) + " cannot begin a character");
                }
            }
        }
    }
}
