package io.chasqui.jms.message;

import io.chasqui.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message whose body is a sequence of typed items. The list is shared with frozen bodies until somebody writes.
 *
 * <p>Every read converts first and moves on afterwards, so that an item that cannot be read as one type can still be read
 * as another (STR-5, STR-6).
 */
public final class JmsStreamMessage extends JmsMessage implements StreamMessage {

    /** No array is partly read. */
    private static final int NOT_BEGUN = -1;

    private List<@Nullable Object> items = List.of();
    private boolean shared = true;

    private boolean reading;
    private int position;
    /** How much of the array at the position was read by {@link #readBytes}. */
    private int bytesRead = NOT_BEGUN;

    public JmsStreamMessage() {}

    JmsStreamMessage(Body.Items body) {
        items = body.items();
        reading = true;
    }

    @Override
    public void reset() {
        reading = true;
        position = 0;
        bytesRead = NOT_BEGUN;
    }

    @Override
    public void prepareForCallback() {
        reset();
    }

    @Override
    public boolean readBoolean() throws JMSException {
        boolean value = Conversion.STREAM_ITEM.toBoolean(current(), position);
        position++;
        return value;
    }

    @Override
    public byte readByte() throws JMSException {
        byte value = Conversion.STREAM_ITEM.toByte(current(), position);
        position++;
        return value;
    }

    @Override
    public short readShort() throws JMSException {
        short value = Conversion.STREAM_ITEM.toShort(current(), position);
        position++;
        return value;
    }

    @Override
    public char readChar() throws JMSException {
        char value = Conversion.STREAM_ITEM.toChar(current(), position);
        position++;
        return value;
    }

    @Override
    public int readInt() throws JMSException {
        int value = Conversion.STREAM_ITEM.toInt(current(), position);
        position++;
        return value;
    }

    @Override
    public long readLong() throws JMSException {
        long value = Conversion.STREAM_ITEM.toLong(current(), position);
        position++;
        return value;
    }

    @Override
    public float readFloat() throws JMSException {
        float value = Conversion.STREAM_ITEM.toFloat(current(), position);
        position++;
        return value;
    }

    @Override
    public double readDouble() throws JMSException {
        double value = Conversion.STREAM_ITEM.toDouble(current(), position);
        position++;
        return value;
    }

    @Override
    public @Nullable String readString() throws JMSException {
        String value = Conversion.STREAM_ITEM.toText(current(), position);
        position++;
        return value;
    }

    @Override
    public @Nullable Object readObject() throws JMSException {
        Object value = Conversion.toObject(current());
        position++;
        return value;
    }

    @Override
    public int readBytes(byte[] buffer) throws JMSException {
        Object item = itemAtPosition();
        int room = buffer.length;
        if (item == null) {
            position++;
            return -1;
        }
        if (!(item instanceof byte[] field)) {
            throw new MessageFormatException(
                    "stream item " + position + " was written as "
                            + item.getClass().getSimpleName() + " and cannot be read by readBytes",
                    FailureCodes.MESSAGE_FORMAT);
        }
        if (room == 0) {
            return 0;
        }
        int from = Math.max(bytesRead, 0);
        boolean exhausted = bytesRead != NOT_BEGUN && from == field.length;
        int count = Math.min(room, field.length - from);
        System.arraycopy(field, from, buffer, 0, count);
        if (count < room) {
            // A buffer that was not filled tells the reader that the field is at its end.
            position++;
            bytesRead = NOT_BEGUN;
        } else {
            bytesRead = from + count;
        }
        return exhausted ? -1 : count;
    }

    /** The item to read next, by any method but {@link #readBytes}. */
    private @Nullable Object current() throws JMSException {
        Object item = itemAtPosition();
        if (bytesRead != NOT_BEGUN) {
            throw new MessageFormatException(
                    "the byte[] of stream item " + position
                            + " was read only in part; call readBytes until it returns less than the length of the buffer",
                    FailureCodes.MESSAGE_FORMAT);
        }
        return item;
    }

    private @Nullable Object itemAtPosition() throws JMSException {
        if (!reading) {
            throw new MessageNotReadableException(
                    "the body is being written; call reset to read it", FailureCodes.MESSAGE_NOT_READABLE);
        }
        if (position == items.size()) {
            throw new MessageEOFException(
                    "the stream has " + items.size() + " items, and all of them were read", FailureCodes.MESSAGE_END);
        }
        return items.get(position);
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        append(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        append(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        append(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        append(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        append(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        append(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        append(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        append(value);
    }

    @Override
    public void writeString(@Nullable String value) throws JMSException {
        append(value);
    }

    @Override
    public void writeBytes(byte @Nullable [] value) throws JMSException {
        append(value);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        checkWriteable();
        append(Conversion.slice(value, offset, length));
    }

    @Override
    public void writeObject(@Nullable Object value) throws JMSException {
        append(value);
    }

    private void append(@Nullable Object value) throws JMSException {
        checkWriteable();
        Object accepted = Conversion.STREAM_ITEM.accept(value, items.size());
        if (shared) {
            items = new ArrayList<>(items);
            shared = false;
        }
        items.add(accepted);
    }

    private void checkWriteable() throws MessageNotWriteableException {
        if (reading) {
            throw new MessageNotWriteableException(
                    "the body is read-only; call clearBody to write a new one", FailureCodes.MESSAGE_NOT_WRITEABLE);
        }
    }

    @Override
    Body freezeBody() {
        shared = true;
        return new Body.Items(items);
    }

    @Override
    void emptyBody() {
        items = List.of();
        shared = true;
        reading = false;
        position = 0;
        bytesRead = NOT_BEGUN;
    }

    /** A body of items is no object that could be had whole, even if there is none (GBD-7, GBD-14). */
    @Override
    public boolean hasBody() {
        return true;
    }
}
