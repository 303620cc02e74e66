package io.chasqui.message;

import java.nio.ByteBuffer;

/**
 * Reads what {@link ByteWriter} wrote. Nothing it is given is trusted: a length is checked against what is left before
 * anything is allocated for it, and whatever does not fit is a {@link MalformedBytesException}. Owned by one thread.
 */
public final class ByteReader {

    private static final int VAR_BYTES = 10;

    /** What the last of {@link #VAR_BYTES} bytes may be: 64 bits are one more than nine bytes have room for. */
    private static final int MOST_IN_LAST = 1;

    private final ByteBuffer bytes;

    /** Reads the buffer's remaining bytes; its position moves along. */
    public ByteReader(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    public ByteReader(byte[] bytes) {
        this(ByteBuffer.wrap(bytes));
    }

    public int remaining() {
        return bytes.remaining();
    }

    private void require(int count) throws MalformedBytesException {
        if (bytes.remaining() < count) {
            throw new MalformedBytesException(
                    count + " bytes are needed at " + bytes.position() + ", and " + bytes.remaining() + " are left");
        }
    }

    /** 0 to 255. */
    public int readByte() throws MalformedBytesException {
        require(1);
        return bytes.get() & 0xFF;
    }

    /** The next byte, 0 to 255, which remains to be read. There is one. */
    int peek() {
        return bytes.get(bytes.position()) & 0xFF;
    }

    public long readLong() throws MalformedBytesException {
        require(Long.BYTES);
        return bytes.getLong();
    }

    public int readInt() throws MalformedBytesException {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    public long readVar() throws MalformedBytesException {
        long rest = 0;
        for (int i = 0; i < VAR_BYTES; i++) {
            int next = readByte();
            if (i == VAR_BYTES - 1 && next > MOST_IN_LAST) {
                break;
            }
            rest |= (long) (next & 0x7F) << 7 * i;
            if (next < 0x80) {
                return rest >>> 1 ^ -(rest & 1);
            }
        }
        throw new MalformedBytesException(
                "a number of variable length does not end within 64 bits, before " + bytes.position());
    }

    /** Reads a number of variable length that has to be between these two, both included. */
    public long readVar(long least, long most, String what) throws MalformedBytesException {
        long value = readVar();
        if (value < least || value > most) {
            throw new MalformedBytesException(
                    what + " is " + value + ", which is not between " + least + " and " + most);
        }
        return value;
    }

    /**
     * Reads how many elements follow.
     *
     * @param leastBytes how many bytes each takes at least, more than 0
     */
    public int readCount(int leastBytes) throws MalformedBytesException {
        long count = readVar();
        if (count < 0 || count > bytes.remaining() / leastBytes) {
            throw new MalformedBytesException("a count of " + count + " cannot be: " + bytes.remaining()
                    + " bytes are left, and each element takes " + leastBytes + " or more");
        }
        return (int) count;
    }

    public byte[] readBytes() throws MalformedBytesException {
        byte[] content = new byte[readCount(1)];
        bytes.get(content);
        return content;
    }

    /** Everything that is left. */
    public byte[] readRest() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return rest;
    }

    /** Passes over what {@link #readBytes} would read. */
    public void skipBytes() throws MalformedBytesException {
        int count = readCount(1);
        bytes.position(bytes.position() + count);
    }

    public String readText() throws MalformedBytesException {
        return readText(readCount(1));
    }

    /** Reads a text that takes so many bytes, which are there. */
    String readText(int length) throws MalformedBytesException {
        int end = bytes.position() + length;
        char[] text = new char[length];
        int size = 0;
        while (bytes.position() < end) {
            int first = bytes.get();
            if (first >= 0) {
                text[size++] = (char) first;
            } else if ((first & 0xE0) == 0xC0) {
                text[size++] = (char) ((first & 0x1F) << 6 | continuation(end));
            } else if ((first & 0xF0) == 0xE0) {
                int second = continuation(end);
                text[size++] = (char) ((first & 0x0F) << 12 | second << 6 | continuation(end));
            } else {
                throw new MalformedBytesException(
                        "byte " + (first & 0xFF) + " at " + (bytes.position() - 1) + " cannot begin a character");
            }
        }
        return new String(text, 0, size);
    }

    private int continuation(int end) throws MalformedBytesException {
        if (bytes.position() >= end) {
            throw new MalformedBytesException("a text ends within a character, at " + end);
        }
        int next = bytes.get();
        if ((next & 0xC0) != 0x80) {
            throw new MalformedBytesException(
                    "byte " + (next & 0xFF) + " at " + (bytes.position() - 1) + " cannot continue a character");
        }
        return next & 0x3F;
    }
}
