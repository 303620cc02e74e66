package io.chasqui.message;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Writes values into a growing array, for the wire and the journal. Numbers are big-endian or, where they are usually
 * small, of variable length; texts are UTF-8 in which a surrogate stands for itself, so that every Java string, unpaired
 * surrogates included, comes back as it was. Owned by one thread.
 */
public final class ByteWriter {

    private static final int FIRST_SIZE = 256;

    private byte[] bytes;
    private int size;

    public ByteWriter() {
        this(FIRST_SIZE);
    }

    /** @param expectedBytes how much will probably be written */
    public ByteWriter(int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
    }

    public int size() {
        return size;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** What was written, without a copy: the writer is not to be used any more. */
    public ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    /** Writes a number over what stands there already. */
    public void writeIntAt(int position, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[position + i] = (byte) (value >>> 24 - 8 * i);
        }
    }

    /** Takes back everything behind this position. */
    public void truncate(int position) {
        size = position;
    }

    /** What was written from here to there, copied. */
    public byte[] copyOfRange(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** Writes bytes as they are, without their length. */
    public ByteWriter writeRaw(byte[] content, int offset, int length) {
        reserve(length);
        System.arraycopy(content, offset, bytes, size, length);
        size += length;
        return this;
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + (bytes.length >> 1)));
        }
    }

    public ByteWriter writeByte(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public ByteWriter writeLong(long value) {
        reserve(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    public ByteWriter writeInt(int value) {
        reserve(Integer.BYTES);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** Writes a number in one to ten bytes, fewer for numbers close to 0 on either side. */
    public ByteWriter writeVar(long value) {
        long rest = value << 1 ^ value >> 63;
        reserve(10);
        while ((rest & ~0x7FL) != 0) {
            bytes[size++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** Writes the length, then the content. */
    public ByteWriter writeBytes(byte[] content) {
        writeVar(content.length);
        reserve(content.length);
        System.arraycopy(content, 0, bytes, size, content.length);
        size += content.length;
        return this;
    }

    /** Writes the length in bytes, then the text. */
    public ByteWriter writeText(String text) {
        int length = text.length();
        int encoded = encodedLength(text);
        writeVar(encoded);
        reserve(encoded);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[size++] = (byte) c;
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xC0 | c >> 6);
                bytes[size++] = (byte) (0x80 | c & 0x3F);
            } else {
                bytes[size++] = (byte) (0xE0 | c >> 12);
                bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
                bytes[size++] = (byte) (0x80 | c & 0x3F);
            }
        }
        return this;
    }

    private static int encodedLength(String text) {
        int encoded = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                encoded += c < 0x800 ? 1 : 2;
            }
        }
        return encoded;
    }
}
