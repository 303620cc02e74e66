package io.chasqui.engine.record;

import io.chasqui.message.MalformedBytesException;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The encoding of a block in a checkpoint. Blocks have one of a few sizes, and one that shrinks keeps its size while it lives
 * in memory, so that it is usually written in its old place.
 *
 * <pre>
 *   byte   version
 *   byte   1 delivery counts follow, 2 due times follow, 4 large bodies follow; their sum
 *   short  how many positions follow
 *   long   the first expiration
 *   long   positions …
 *   int    delivery counts …, one for each slot of a block
 *   long   due times …, likewise
 *   short  how many large bodies follow
 *   short, long   index of the slot and number of its body's file …
 * </pre>
 */
final class BlockCodec {

    static final int VERSION = 1;
    private static final int HEAD_BYTES = 12;
    private static final int HAS_DELIVERIES = 1;
    private static final int HAS_DUE = 2;
    private static final int HAS_BODIES = 4;
    private static final int BODY_BYTES = Short.BYTES + Long.BYTES;

    private BlockCodec() {}

    static byte[] encode(Block block) {
        long[] positions = block.positions();
        Map<Integer, Long> bodies = block.bodies == null ? Map.of() : block.bodies;
        int flags = (block.deliveries == null ? 0 : HAS_DELIVERIES)
                | (block.due == null ? 0 : HAS_DUE)
                | (bodies.isEmpty() ? 0 : HAS_BODIES);
        int bodyBytes = bodies.isEmpty() ? 0 : Short.BYTES + bodies.size() * BODY_BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(size(flags, positions.length) + bodyBytes);
        bytes.put((byte) VERSION).put((byte) flags).putShort((short) positions.length);
        bytes.putLong(block.firstExpiration);
        for (long position : positions) {
            bytes.putLong(position);
        }
        if (block.deliveries != null) {
            for (int count : block.deliveries) {
                bytes.putInt(count);
            }
        }
        if (block.due != null) {
            for (long time : block.due) {
                bytes.putLong(time);
            }
        }
        if (!bodies.isEmpty()) {
            bytes.putShort((short) bodies.size());
            bodies.forEach((index, body) -> bytes.putShort(index.shortValue()).putLong(body));
        }
        return bytes.array();
    }

    private static int size(int flags, int positions) {
        return HEAD_BYTES
                + positions * Long.BYTES
                + ((flags & HAS_DELIVERIES) != 0 ? Slot.BLOCK_SLOTS * Integer.BYTES : 0)
                + ((flags & HAS_DUE) != 0 ? Slot.BLOCK_SLOTS * Long.BYTES : 0);
    }

    /** Brings a block's content back into memory. */
    static void decode(byte[] value, Block into) throws MalformedBytesException {
        if (value.length < HEAD_BYTES || value[0] != VERSION) {
            throw new MalformedBytesException("block " + into.number + " has " + value.length
                    + " bytes and encoding version " + (value.length == 0 ? "none" : value[0]) + "; this program knows "
                    + VERSION);
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        bytes.get();
        int flags = bytes.get();
        int count = bytes.getShort();
        if (count < 0 || count > Slot.BLOCK_SLOTS || !fits(value.length, flags, count)) {
            throw new MalformedBytesException("block " + into.number + " has " + value.length
                    + " bytes and says that it has " + count + " slots");
        }
        into.firstExpiration = bytes.getLong();
        long[] positions = new long[count];
        int live = 0;
        for (int i = 0; i < count; i++) {
            positions[i] = bytes.getLong();
            live += positions[i] == 0 ? 0 : 1;
        }
        into.positions = positions;
        into.live = live;
        if ((flags & HAS_DELIVERIES) != 0) {
            for (int i = 0; i < Slot.BLOCK_SLOTS; i++) {
                into.setDeliveries(i, bytes.getInt());
            }
        }
        if ((flags & HAS_DUE) != 0) {
            for (int i = 0; i < Slot.BLOCK_SLOTS; i++) {
                into.setDue(i, bytes.getLong());
            }
        }
        if ((flags & HAS_BODIES) != 0) {
            decodeBodies(bytes, into);
        }
    }

    private static boolean fits(int length, int flags, int positions) {
        int size = size(flags, positions);
        return (flags & HAS_BODIES) == 0 ? length == size : length >= size + Short.BYTES + BODY_BYTES;
    }

    private static void decodeBodies(ByteBuffer bytes, Block into) throws MalformedBytesException {
        int count = bytes.getShort();
        if (bytes.remaining() != count * BODY_BYTES) {
            throw new MalformedBytesException("block " + into.number + " says that it has " + count
                    + " large bodies, and " + bytes.remaining() + " bytes are left for them");
        }
        for (int i = 0; i < count; i++) {
            int index = bytes.getShort();
            if (index < 0 || index >= Slot.BLOCK_SLOTS) {
                throw new MalformedBytesException("block " + into.number + " has a large body in slot " + index);
            }
            into.setBody(index, bytes.getLong());
        }
    }
}
