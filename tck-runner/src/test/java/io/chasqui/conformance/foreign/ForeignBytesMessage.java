package io.chasqui.conformance.foreign;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A bytes message of another provider: write-only until {@link #reset}, read-only from then on. */
public class ForeignBytesMessage extends ForeignMessage implements BytesMessage {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private @Nullable DataInputStream reader;

    @Override
    public void reset() {
        reader = new DataInputStream(new ByteArrayInputStream(written.toByteArray()));
    }

    @Override
    public void clearBody() {
        written.reset();
        reader = null;
    }

    @Override
    public long getBodyLength() throws JMSException {
        return read(in -> (long) written.size());
    }

    private <T> T read(Reading<T> reading) throws JMSException {
        if (reader == null) {
            throw new MessageNotReadableException("reset() first");
        }
        try {
            return reading.from(reader);
        } catch (EOFException e) {
            throw new MessageEOFException("not so many bytes are left");
        } catch (IOException e) {
            throw new JMSException(e.toString());
        }
    }

    private void write(Writing writing) throws JMSException {
        if (reader != null) {
            throw new MessageNotWriteableException("clearBody() first");
        }
        try {
            writing.to(new DataOutputStream(written));
        } catch (IOException e) {
            throw new JMSException(e.toString());
        }
    }

    private interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return read(in -> in.read(value));
    }

    @Override
    public int readBytes(byte[] value, int length) throws JMSException {
        return read(in -> in.read(value, 0, length));
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        write(out -> out.write(value));
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        write(out -> out.write(value, offset, length));
    }

    @Override
    public void writeObject(Object value) {
        throw new UnsupportedOperationException("use the method for the type");
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return read(DataInputStream::readBoolean);
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        write(out -> out.writeBoolean(value));
    }

    @Override
    public byte readByte() throws JMSException {
        return read(DataInputStream::readByte);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        write(out -> out.writeByte(value));
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return read(DataInputStream::readUnsignedByte);
    }

    @Override
    public short readShort() throws JMSException {
        return read(DataInputStream::readShort);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        write(out -> out.writeShort(value));
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return read(DataInputStream::readUnsignedShort);
    }

    @Override
    public char readChar() throws JMSException {
        return read(DataInputStream::readChar);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        write(out -> out.writeChar(value));
    }

    @Override
    public int readInt() throws JMSException {
        return read(DataInputStream::readInt);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        write(out -> out.writeInt(value));
    }

    @Override
    public long readLong() throws JMSException {
        return read(DataInputStream::readLong);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        write(out -> out.writeLong(value));
    }

    @Override
    public float readFloat() throws JMSException {
        return read(DataInputStream::readFloat);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        write(out -> out.writeFloat(value));
    }

    @Override
    public double readDouble() throws JMSException {
        return read(DataInputStream::readDouble);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        write(out -> out.writeDouble(value));
    }

    @Override
    public String readUTF() throws JMSException {
        return read(in -> in.readUTF());
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        write(out -> out.writeUTF(value));
    }
}
