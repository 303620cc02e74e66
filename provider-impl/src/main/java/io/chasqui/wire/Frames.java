package io.chasqui.wire;

/**
 * Encoded frames, one behind the other. The array is not changed any more.
 *
 * @param bytes has them at its beginning
 * @param length how many bytes they take
 * @param counted how many of them are counted
 */
public record Frames(byte[] bytes, int length, int counted) {

    /** Where the first byte behind so many counted frames is. */
    public int offsetOf(int frames) {
        int offset = 0;
        for (int left = frames; left > 0; ) {
            int size = (bytes[offset] & 0xFF) << 24
                    | (bytes[offset + 1] & 0xFF) << 16
                    | (bytes[offset + 2] & 0xFF) << 8
                    | bytes[offset + 3] & 0xFF;
            if (FrameType.isCounted(bytes[offset + Integer.BYTES] & 0xFF)) {
                left--;
            }
            offset += Integer.BYTES + size;
        }
        return offset;
    }
}
