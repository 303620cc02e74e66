package io.chasqui.engine.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import io.chasqui.message.MessageCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FactCodecPropertyTest {

    @Property(tries = 2000)
    void everyFactComesBack(@ForAll long seed) throws MalformedBytesException {
        Fact fact = new FactGenerator(seed).fact();
        byte[] bytes = encode(fact);
        Fact back = FactCodec.decode(ByteBuffer.wrap(bytes));
        assertEquals(fact.type(), FactCodec.kind(ByteBuffer.wrap(bytes)));
        assertEquals(withoutMessages(fact), withoutMessages(back));
        assertEquals(messages(fact), messages(back));
        assertArrayEquals(bytes, encode(back), "the encoding is the same again");
    }

    @Property(tries = 1000)
    void everyMessageIsFoundAtEachOfItsPlaces(@ForAll long seed) throws MalformedBytesException {
        Fact fact = new FactGenerator(seed).fact();
        ByteBuffer encoded = ByteBuffer.wrap(encode(fact));
        Map<Place, Message> first = new LinkedHashMap<>();
        for (Arrival arrival : arrivals(fact)) {
            arrival.places().forEach(place -> first.putIfAbsent(place, arrival.message()));
        }
        for (Map.Entry<Place, Message> entry : first.entrySet()) {
            Message found = FactCodec.messageAt(encoded, entry.getKey());
            assertArrayEquals(MessageCodec.encode(entry.getValue()), MessageCodec.encode(found));
        }
        Place elsewhere = new Place(-7, Slot.of(3, 12));
        assertThrows(MalformedBytesException.class, () -> FactCodec.messageAt(encoded, elsewhere));
        assertEquals(0, encoded.position(), "the buffer is left alone");
    }

    @Property(tries = 500)
    void noTruncationPassesForAFact(@ForAll long seed) {
        byte[] bytes = encode(new FactGenerator(seed).fact());
        for (int length = 0; length < bytes.length; length++) {
            ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(bytes, length));
            assertThrows(MalformedBytesException.class, () -> FactCodec.decode(cut));
        }
    }

    @Property(tries = 2000)
    void aChangedByteIsRefusedOrGivesAnotherFact(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = encode(new FactGenerator(seed).fact());
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        requireRefusalOrFact(bytes);
    }

    @Property(tries = 2000)
    void garbageIsRefusedAndNothingElseHappens(@ForAll @Size(max = 100) byte[] garbage, @ForAll long seed) {
        requireRefusalOrFact(garbage);
        if (garbage.length > 0) {
            garbage[0] = (byte) (1 + (seed & Long.MAX_VALUE) % FactCodec.COMMITTED);
            requireRefusalOrFact(garbage);
        }
    }

    private static void requireRefusalOrFact(byte[] bytes) {
        try {
            Fact fact = FactCodec.decode(ByteBuffer.wrap(bytes));
            assertEquals(FactCodec.decode(ByteBuffer.wrap(encode(fact))).type(), fact.type());
        } catch (MalformedBytesException refused) {
            assertTrue(refused.getMessage().length() > 10, refused.getMessage());
        }
        try {
            FactCodec.messageAt(ByteBuffer.wrap(bytes), new Place(1, Slot.of(4, 1)));
        } catch (MalformedBytesException refused) {
            assertTrue(refused.getMessage().length() > 10, refused.getMessage());
        }
    }

    @Test
    void hugeCountsAreRefusedBeforeAnythingIsAllocated() {
        for (int kind = FactCodec.CHANGED; kind <= FactCodec.COMMITTED; kind++) {
            if (kind != FactCodec.CLOSED) {
                byte[] bytes = new ByteWriter()
                        .writeByte(kind)
                        .writeVar(Integer.MAX_VALUE)
                        .writeVar(Integer.MAX_VALUE)
                        .toByteArray();
                assertThrows(MalformedBytesException.class, () -> FactCodec.decode(ByteBuffer.wrap(bytes)));
            }
        }
    }

    /** What releases have written that did not know of the IDs of commits. */
    @Test
    void aChangeWithoutIdIsWrittenAndReadAsEver() throws MalformedBytesException {
        byte[] bytes = new ByteWriter()
                .writeByte(1)
                .writeVar(0)
                .writeVar(1)
                .writeVar(12)
                .writeByte(4)
                .writeVar(345)
                .writeByte(0)
                .toByteArray();
        Fact fact = new Fact.Changed(List.of(), List.of(new Place(12, Slot.laneStart(4) | 345)), null);
        assertEquals(fact, FactCodec.decode(ByteBuffer.wrap(bytes)));
        assertArrayEquals(bytes, encode(fact));
        assertEquals(1, fact.type());
    }

    @Test
    void anImpossibleCountOfDeliveriesIsRefused() {
        byte[] bytes = new ByteWriter()
                .writeByte(FactCodec.REDELIVERED)
                .writeVar(1)
                .writeVar(1)
                .writeByte(5)
                .writeVar(1)
                .writeVar(1L << 40)
                .toByteArray();
        assertThrows(MalformedBytesException.class, () -> FactCodec.decode(ByteBuffer.wrap(bytes)));
    }

    private static byte[] encode(Fact fact) {
        ByteBuffer encoded = FactCodec.encode(fact);
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }

    private static List<Arrival> arrivals(Fact fact) {
        if (fact instanceof Fact.Changed changed) {
            return changed.arrived();
        }
        return fact instanceof Fact.Moved moved ? moved.messages() : List.of();
    }

    /** Messages do not compare by content; their bytes do. */
    private static List<String> messages(Fact fact) {
        if (fact instanceof Fact.Prepared prepared) {
            return prepared.sent().stream()
                    .map(sent -> Arrays.toString(MessageCodec.encode(sent.message())) + sent.origin())
                    .toList();
        }
        return arrivals(fact).stream()
                .map(arrival -> Arrays.toString(MessageCodec.encode(arrival.message())) + arrival.places())
                .toList();
    }

    private static Fact withoutMessages(Fact fact) {
        if (fact instanceof Fact.Changed changed) {
            return new Fact.Changed(List.of(), changed.removed(), changed.committed(), changed.id());
        } else if (fact instanceof Fact.Moved) {
            return new Fact.Moved(List.of());
        } else if (fact instanceof Fact.Prepared prepared) {
            return new Fact.Prepared(prepared.branch(), List.of(), prepared.consumed());
        }
        return fact;
    }
}
