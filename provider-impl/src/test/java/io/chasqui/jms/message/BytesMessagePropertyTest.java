package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class BytesMessagePropertyTest {

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(List.<Arbitrary<?>>of(
                        Arbitraries.of(true, false),
                        Arbitraries.bytes(),
                        Arbitraries.shorts(),
                        Arbitraries.chars().all(),
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.floats(),
                        Arbitraries.doubles(),
                        Arbitraries.strings().all(),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(200)))
                .map(Object.class::cast);
    }

    /** The bytes are those of a data stream, each snapshot is what was written so far, and all can be read back. */
    @Property(tries = 300)
    void encodesLikeADataStream_BYT_4_MSG_8(@ForAll @Size(max = 30) List<@From("values") Object> values)
            throws JMSException, IOException {
        JmsBytesMessage message = new JmsBytesMessage();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(expected);
        byte[] halfway = {};
        Body half = message.freezeBody();
        for (int i = 0; i < values.size(); i++) {
            message.writeObject(values.get(i));
            write(out, values.get(i));
            if (i == values.size() / 2) {
                half = message.freezeBody();
                halfway = expected.toByteArray();
            }
        }
        assertArrayEquals(halfway, ((Body.Bytes) half).content());
        JmsBytesMessage received = Sending.received(message);
        assertArrayEquals(
                expected.toByteArray(),
                received.getBody(byte[].class) == null ? new byte[0] : received.getBody(byte[].class));
        for (Object value : values) {
            readBack(value, received);
        }
        assertThrows(MessageEOFException.class, received::readByte);
    }

    private static void write(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Boolean v) {
            out.writeBoolean(v);
        } else if (value instanceof Byte v) {
            out.writeByte(v);
        } else if (value instanceof Short v) {
            out.writeShort(v);
        } else if (value instanceof Character v) {
            out.writeChar(v);
        } else if (value instanceof Integer v) {
            out.writeInt(v);
        } else if (value instanceof Long v) {
            out.writeLong(v);
        } else if (value instanceof Float v) {
            out.writeInt(Float.floatToRawIntBits(v));
        } else if (value instanceof Double v) {
            out.writeLong(Double.doubleToRawLongBits(v));
        } else if (value instanceof String v) {
            out.writeUTF(v);
        } else {
            out.write((byte[]) value);
        }
    }

    private static void readBack(Object value, JmsBytesMessage message) throws JMSException {
        if (value instanceof byte[] bytes) {
            byte[] buffer = new byte[bytes.length];
            for (int at = 0; at < bytes.length; at++) {
                buffer[at] = message.readByte();
            }
            assertArrayEquals(bytes, buffer);
        } else {
            assertEquals(value, readAs(value, message));
        }
    }

    private static Object readAs(Object value, JmsBytesMessage message) throws JMSException {
        if (value instanceof Boolean) {
            return message.readBoolean();
        } else if (value instanceof Byte) {
            return message.readByte();
        } else if (value instanceof Short) {
            return message.readShort();
        } else if (value instanceof Character) {
            return message.readChar();
        } else if (value instanceof Integer) {
            return message.readInt();
        } else if (value instanceof Long) {
            return message.readLong();
        } else if (value instanceof Float) {
            return message.readFloat();
        } else if (value instanceof Double) {
            return message.readDouble();
        }
        return message.readUTF();
    }
}
