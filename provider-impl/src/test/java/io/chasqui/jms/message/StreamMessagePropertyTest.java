package io.chasqui.jms.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class StreamMessagePropertyTest {

    @Provide
    Arbitrary<Object> items() {
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
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(40)))
                .map(Object.class::cast)
                .injectNull(0.1);
    }

    /** Whatever is written is read back, in order and type, by any number of receivers. */
    @Property(tries = 300)
    void itemsComeBackAsWritten_STR_4_CNV_14(@ForAll @Size(max = 30) List<@net.jqwik.api.From("items") Object> items)
            throws JMSException {
        JmsStreamMessage message = new JmsStreamMessage();
        for (Object item : items) {
            message.writeObject(item);
        }
        JmsStreamMessage received = Sending.received(message);
        for (Object item : items) {
            if (item instanceof byte[] bytes) {
                assertArrayEquals(bytes, (byte[]) received.readObject());
            } else {
                assertEquals(item, received.readObject());
            }
        }
        assertThrows(MessageEOFException.class, received::readObject);
    }

    /** A reader that follows the rule of readBytes gets every field whole, whatever the sizes. */
    @Property(tries = 300)
    void fieldsComeBackInParts_STR_7_STR_8_STR_9(
            @ForAll @Size(max = 8) List<@Size(max = 20) byte[]> fields,
            @ForAll @IntRange(min = 1, max = 21) int bufferSize)
            throws JMSException {
        JmsStreamMessage message = new JmsStreamMessage();
        for (byte[] field : fields) {
            message.writeBytes(field);
        }
        message.reset();
        byte[] buffer = new byte[bufferSize];
        for (byte[] field : fields) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            int count;
            do {
                count = message.readBytes(buffer);
                read.write(buffer, 0, Math.max(count, 0));
            } while (count == bufferSize);
            assertArrayEquals(field, read.toByteArray());
        }
        assertThrows(MessageEOFException.class, () -> message.readBytes(buffer));
    }
}
