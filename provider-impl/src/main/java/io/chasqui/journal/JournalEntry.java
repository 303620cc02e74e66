package io.chasqui.journal;

import java.nio.ByteBuffer;

/**
 * A record to append. Its payload is the rest of {@code head} followed by the rest of {@code body}, so that a caller with
 * encoded bytes at hand need not copy them behind its own few.
 *
 * @param type 1 to 127, the caller's own
 * @param head the first part of the payload; not to be changed until the listener is told
 * @param body the second part, maybe empty; likewise
 */
public record JournalEntry(int type, Durability durability, ByteBuffer head, ByteBuffer body, AppendListener listener) {

    /** A record is at most this large. */
    public static final int MAX_PAYLOAD_BYTES = 1 << 30;

    static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    public JournalEntry {
        if (type < 1 || type > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("The type of a journal record is 1 to 127, but this is " + type);
        }
        if ((long) head.remaining() + body.remaining() > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("A journal record has at most " + MAX_PAYLOAD_BYTES
                    + " bytes, but this has " + ((long) head.remaining() + body.remaining())
                    + ": lower the limit for the size of messages");
        }
    }

    public JournalEntry(int type, Durability durability, ByteBuffer payload, AppendListener listener) {
        this(type, durability, payload, NOTHING, listener);
    }

    int payloadBytes() {
        return head.remaining() + body.remaining();
    }
}
