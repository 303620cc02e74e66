package io.chasqui.jms.message;

import io.chasqui.message.Body;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message whose body is a run of bytes, encoded as by {@link DataOutputStream}.
 *
 * <p>Design note: bytes once written are never changed, only appended to. So a frozen body may have the very array as soon
 * as the array is full, and the next write has to move to another one anyway.
 */
public final class JmsBytesMessage extends JmsMessage implements BytesMessage {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle CHARS = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[] EMPTY = {};
    private static final int FIRST_BYTES = 64;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private byte[] content = EMPTY;
    /** How much of the array is body; all of it while reading. */
    private int length;

    private boolean reading;
    private int position;

    public JmsBytesMessage() {}

    JmsBytesMessage(Body.Bytes body) {
        content = body.content();
        length = content.length;
        reading = true;
    }

    @Override
    public void reset() {
        trim();
        reading = true;
        position = 0;
    }

    @Override
    public void prepareForCallback() {
        reset();
    }

    private void trim() {
        if (content.length != length) {
            content = Arrays.copyOf(content, length);
        }
    }

    @Override
    public long getBodyLength() throws JMSException {
        checkReadable();
        return length;
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return content[take(1)] != 0;
    }

    @Override
    public byte readByte() throws JMSException {
        return content[take(1)];
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return Byte.toUnsignedInt(content[take(1)]);
    }

    @Override
    public short readShort() throws JMSException {
        return (short) SHORTS.get(content, take(Short.BYTES));
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return Short.toUnsignedInt((short) SHORTS.get(content, take(Short.BYTES)));
    }

    @Override
    public char readChar() throws JMSException {
        return (char) CHARS.get(content, take(Character.BYTES));
    }

    @Override
    public int readInt() throws JMSException {
        return (int) INTS.get(content, take(Integer.BYTES));
    }

    @Override
    public long readLong() throws JMSException {
        return (long) LONGS.get(content, take(Long.BYTES));
    }

    @Override
    public float readFloat() throws JMSException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws JMSException {
        return Double.longBitsToDouble(readLong());
    }

    @Override
    public String readUTF() throws JMSException {
        int start = take(Short.BYTES);
        position = start;
        int size = Short.BYTES + Short.toUnsignedInt((short) SHORTS.get(content, start));
        take(size);
        try {
            return new DataInputStream(new ByteArrayInputStream(content, start, size)).readUTF();
        } catch (IOException e) {
            position = start;
            throw DeserializationPolicy.failure(
                    "the bytes from position " + start + " on are no text in modified UTF-8: " + e.getMessage(), e);
        }
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return readBytes(value, value.length);
    }

    @Override
    public int readBytes(byte[] value, int most) throws JMSException {
        checkReadable();
        Objects.checkFromIndexSize(0, most, value.length);
        int count = Math.min(most, length - position);
        if (position == length) {
            return -1;
        }
        System.arraycopy(content, position, value, 0, count);
        position += count;
        return count;
    }

    /** Moves on by so many bytes and returns where they are; stays put when they are not all there (BYT-8). */
    private int take(int bytes) throws JMSException {
        checkReadable();
        if (bytes > length - position) {
            throw new MessageEOFException(
                    "the body ends after " + length + " bytes; " + bytes + " bytes from position " + position
                            + " on cannot be read",
                    FailureCodes.MESSAGE_END);
        }
        int start = position;
        position += bytes;
        return start;
    }

    private void checkReadable() throws MessageNotReadableException {
        if (!reading) {
            throw new MessageNotReadableException(
                    "the body is being written; call reset to read it", FailureCodes.MESSAGE_NOT_READABLE);
        }
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        int at = room(1);
        content[at] = (byte) (value ? 1 : 0);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        int at = room(1);
        content[at] = value;
    }

    @Override
    public void writeShort(short value) throws JMSException {
        int at = room(Short.BYTES);
        SHORTS.set(content, at, value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        int at = room(Character.BYTES);
        CHARS.set(content, at, value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        int at = room(Integer.BYTES);
        INTS.set(content, at, value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        int at = room(Long.BYTES);
        LONGS.set(content, at, value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        writeInt(Float.floatToRawIntBits(value));
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        writeLong(Double.doubleToRawLongBits(value));
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        checkWriteable();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(value.length() + Short.BYTES);
        try {
            new DataOutputStream(encoded).writeUTF(value);
        } catch (IOException e) {
            throw DeserializationPolicy.failure(
                    "a text of " + value.length() + " characters takes more than the 65,535 bytes that writeUTF allows;"
                            + " write it in parts, or its bytes with writeBytes",
                    e);
        }
        writeBytes(encoded.toByteArray());
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        writeBytes(value, 0, value.length);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int count) throws JMSException {
        checkWriteable();
        Objects.checkFromIndexSize(offset, count, value.length);
        int at = room(count);
        System.arraycopy(value, offset, content, at, count);
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        checkWriteable();
        Object accepted = Conversion.BYTES.accept(
                Objects.requireNonNull(value, "a bytes message cannot hold null; write nothing, or a mark of your own"),
                null);
        if (accepted instanceof String text) {
            writeUTF(text);
        } else if (accepted instanceof byte[] bytes) {
            writeBytes(bytes);
        } else if (accepted instanceof Boolean bool) {
            writeBoolean(bool);
        } else if (accepted instanceof Character character) {
            writeChar(character);
        } else {
            writeNumber((Number) accepted);
        }
    }

    private void writeNumber(Number value) throws JMSException {
        if (value instanceof Byte) {
            writeByte(value.byteValue());
        } else if (value instanceof Short) {
            writeShort(value.shortValue());
        } else if (value instanceof Integer) {
            writeInt(value.intValue());
        } else if (value instanceof Long) {
            writeLong(value.longValue());
        } else if (value instanceof Float) {
            writeFloat(value.floatValue());
        } else {
            writeDouble(value.doubleValue());
        }
    }

    /** Makes room for so many bytes at the end and returns where they begin. */
    private int room(int bytes) throws JMSException {
        checkWriteable();
        int start = length;
        if (bytes > content.length - start) {
            if (bytes > MOST_BYTES - start) {
                throw new JMSException(
                        "the body of a bytes message is limited to " + MOST_BYTES + " bytes; it has " + start + " and "
                                + bytes + " more were to be written",
                        FailureCodes.INVALID_ARGUMENT);
            }
            long doubled = Math.min(2L * start, MOST_BYTES);
            content = Arrays.copyOf(content, Math.max(start + bytes, (int) Math.max(doubled, FIRST_BYTES)));
        }
        length = start + bytes;
        return start;
    }

    private void checkWriteable() throws MessageNotWriteableException {
        if (reading) {
            throw new MessageNotWriteableException(
                    "the body is read-only; call clearBody to write a new one", FailureCodes.MESSAGE_NOT_WRITEABLE);
        }
    }

    @Override
    Body freezeBody() {
        trim();
        return new Body.Bytes(content);
    }

    @Override
    void emptyBody() {
        content = EMPTY;
        length = 0;
        reading = false;
        position = 0;
    }

    @Override
    public boolean hasBody() {
        return length > 0;
    }

    /** Leaves the message readable from its first byte (GBD-6), unless it refuses. */
    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        T body = super.getBody(type);
        reset();
        return body;
    }

    @Override
    @Nullable
    Object bodyAs(Class<?> type) {
        return isBodyA(type) ? Arrays.copyOf(content, length) : null;
    }

    @Override
    boolean isBodyA(Class<?> type) {
        return type.isAssignableFrom(byte[].class);
    }
}
