package io.chasqui.message;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The frozen body of a message, one record for each kind of Jakarta Messaging message. Whoever makes a body gives up
 * its content: arrays, maps and lists in it are never changed again, so a body may be shared by any number of threads.
 *
 * <p>Values in maps and lists are {@code Boolean}, {@code Byte}, {@code Short}, {@code Character}, {@code Integer},
 * {@code Long}, {@code Float}, {@code Double}, {@code String}, {@code byte[]} or {@code null}.
 */
public sealed interface Body {

    /** A message without a body ({@code jakarta.jms.Message} itself). */
    Body NONE = new None();

    /** About how many bytes of memory the content takes; the limits of the broker count this. */
    int size();

    /** No body at all. */
    record None() implements Body {
        @Override
        public int size() {
            return 0;
        }
    }

    /** The body of a {@code TextMessage}; null is "no text" and differs from the empty text. */
    record Text(@Nullable String text) implements Body {
        @Override
        public int size() {
            return text == null ? 0 : text.length();
        }
    }

    /** The body of a {@code BytesMessage}; the array is the content, whole. */
    record Bytes(byte[] content) implements Body {
        @Override
        public int size() {
            return content.length;
        }
    }

    /** The body of an {@code ObjectMessage} in its serialised form; null is "no object". */
    record Serialized(byte @Nullable [] content) implements Body {
        @Override
        public int size() {
            return content == null ? 0 : content.length;
        }
    }

    /** The body of a {@code MapMessage}, in the order the entries were set. */
    record Entries(Map<String, @Nullable Object> entries) implements Body {
        @Override
        public int size() {
            long size = 0;
            for (Map.Entry<String, @Nullable Object> entry : entries.entrySet()) {
                size += entry.getKey().length();
                size += Values.size(entry.getValue());
            }
            return Values.bounded(size);
        }
    }

    /**
     * A body of any other kind, compressed; {@link Message#body} shows what it was.
     *
     * @param plainLength how many bytes its encoding has when it is not compressed
     */
    record Compressed(int plainLength, byte[] content) implements Body {
        @Override
        public int size() {
            return content.length;
        }
    }

    /**
     * A body of any kind as it came, encoded and checked: the broker passes it on without looking into it.
     *
     * @param encoded has it behind {@code offset}, to the end; not changed any more
     * @param size what its size would be if it were decoded
     */
    record Encoded(byte[] encoded, int offset, int size) implements Body {}

    /**
     * A body of any kind that is too large for memory: its encoding is in a file of the broker's.
     *
     * @param id which file
     * @param length how many bytes the encoding has
     * @param plainSize what its {@link #size} would be if it were in memory
     * @param content reads it; null where only the broker's bookkeeping sees the message
     */
    record Stored(
            long id, long length, long plainSize, @Nullable StoredBody content) implements Body {
        @Override
        public int size() {
            return Long.BYTES * 2;
        }
    }

    /**
     * In place of a body that could not be taken in: its message is to be refused.
     *
     * @param byLimit whether a limit was reached; otherwise it is damaged, or cannot be stored
     * @param plainSize what its size would be
     * @param reason for a person
     */
    record Refused(boolean byLimit, long plainSize, String reason) implements Body {
        @Override
        public int size() {
            return 0;
        }
    }

    /** The body of a {@code StreamMessage}, in the order the items were written. */
    record Items(List<@Nullable Object> items) implements Body {
        @Override
        public int size() {
            long size = 0;
            for (Object item : items) {
                size += Values.size(item);
            }
            return Values.bounded(size);
        }
    }
}
