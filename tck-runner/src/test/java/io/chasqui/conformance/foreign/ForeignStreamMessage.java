package io.chasqui.conformance.foreign;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream message of another provider: write-only until {@link #reset}, read-only from then on; readers do not convert. */
public class ForeignStreamMessage extends ForeignMessage implements StreamMessage {

    private final List<@Nullable Object> fields = new ArrayList<>();
    private boolean readable;
    private int next;

    @Override
    public void reset() {
        readable = true;
        next = 0;
    }

    @Override
    public void clearBody() {
        fields.clear();
        readable = false;
    }

    private @Nullable Object read() throws JMSException {
        if (!readable) {
            throw new MessageNotReadableException("reset() first");
        }
        if (next == fields.size()) {
            throw new MessageEOFException("all " + next + " fields are read");
        }
        return fields.get(next++);
    }

    private void write(@Nullable Object value) throws JMSException {
        if (readable) {
            throw new MessageNotWriteableException("clearBody() first");
        }
        fields.add(value);
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return as(read(), Boolean.class);
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        write((Object) value);
    }

    @Override
    public byte readByte() throws JMSException {
        return as(read(), Byte.class);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        write((Object) value);
    }

    @Override
    public short readShort() throws JMSException {
        return as(read(), Short.class);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        write((Object) value);
    }

    @Override
    public char readChar() throws JMSException {
        return as(read(), Character.class);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        write((Object) value);
    }

    @Override
    public int readInt() throws JMSException {
        return as(read(), Integer.class);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        write((Object) value);
    }

    @Override
    public long readLong() throws JMSException {
        return as(read(), Long.class);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        write((Object) value);
    }

    @Override
    public float readFloat() throws JMSException {
        return as(read(), Float.class);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        write((Object) value);
    }

    @Override
    public double readDouble() throws JMSException {
        return as(read(), Double.class);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        write((Object) value);
    }

    @Override
    public @Nullable String readString() throws JMSException {
        Object value = read();
        return value == null ? null : as(value, String.class);
    }

    @Override
    public void writeString(@Nullable String value) throws JMSException {
        write(value);
    }

    /** Not offered, because a reader that knows no types must use {@link #readObject}. */
    @Override
    public int readBytes(byte[] value) {
        throw new UnsupportedOperationException("use readObject()");
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        write(value.clone());
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        write(Arrays.copyOfRange(value, offset, offset + length));
    }

    @Override
    public @Nullable Object readObject() throws JMSException {
        return read();
    }

    @Override
    public void writeObject(@Nullable Object value) throws JMSException {
        write(value);
    }
}
