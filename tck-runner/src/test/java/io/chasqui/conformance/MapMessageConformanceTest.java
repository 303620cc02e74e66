package io.chasqui.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.jms.MapMessage;
import jakarta.jms.MessageNotWriteableException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Map bodies: names, entries, when they can be changed. */
class MapMessageConformanceTest extends ConformanceTest {

    @ParameterizedTest
    @NullAndEmptySource
    @Covers("MAP-1")
    void noNameIsAnIllegalArgument(String name) throws Exception {
        MapMessage map = session().createMapMessage();
        assertAll(
                () -> assertThrows(IllegalArgumentException.class, () -> map.setBoolean(name, true)),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setByte(name, (byte) 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setShort(name, (short) 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setChar(name, 'c')),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setInt(name, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setLong(name, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setFloat(name, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setDouble(name, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setString(name, "1")),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setBytes(name, new byte[1])),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setBytes(name, new byte[1], 0, 1)),
                () -> assertThrows(IllegalArgumentException.class, () -> map.setObject(name, 1)));
    }

    @Test
    @Covers({"MAP-3", "MAP-11"})
    void theNamesAreThoseThatWereSet() throws Exception {
        MapMessage map = session().createMapMessage();
        assertNotNull(map.getMapNames());
        assertEquals(Set.of(), setOf(map.getMapNames()));
        assertEquals(Set.of(), setOf(roundTrip(map, MapMessage.class).getMapNames()));
        map.setInt("a", 1);
        map.setString("b", "2");
        for (MapMessage each : new MapMessage[] {map, roundTrip(map, MapMessage.class)}) {
            assertEquals(Set.of("a", "b"), setOf(each.getMapNames()));
            assertTrue(each.itemExists("a"));
            assertTrue(each.itemExists("b"));
            assertFalse(each.itemExists("c"));
        }
    }

    @Test
    @OurDecision
    @Covers("MAP-4")
    void anEntrySetToNullExists() throws Exception {
        MapMessage map = session().createMapMessage();
        map.setObject("nothing", null);
        for (MapMessage each : new MapMessage[] {map, roundTrip(map, MapMessage.class)}) {
            assertTrue(each.itemExists("nothing"));
            assertEquals(Set.of("nothing"), setOf(each.getMapNames()));
        }
    }

    @Test
    @Covers("MAP-5")
    void aLocalMapIsReadableAndWritableAtAnyTime() throws Exception {
        MapMessage map = session().createMapMessage();
        assertNull(map.getString("a"));
        map.setInt("a", 1);
        assertEquals(1, map.getInt("a"));
        map.setInt("b", 2);
        send(newQueue(), map);
        assertEquals(2, map.getInt("b"));
        map.setInt("c", 3);
        assertEquals(3, map.getInt("c"));
    }

    @Test
    @Covers("MAP-6")
    void aReceivedMapIsReadOnlyUntilItIsCleared() throws Exception {
        MapMessage map = session().createMapMessage();
        map.setInt("a", 1);
        MapMessage received = roundTrip(map, MapMessage.class);
        assertAll(
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setBoolean("a", true)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setByte("a", (byte) 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setShort("a", (short) 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setChar("a", 'c')),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setInt("a", 2)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setLong("a", 2)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setFloat("a", 2)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setDouble("a", 2)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setString("a", "2")),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setBytes("a", new byte[1])),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setBytes("a", new byte[1], 0, 1)),
                () -> assertThrows(MessageNotWriteableException.class, () -> received.setObject("a", 2)));
        assertEquals(1, received.getInt("a"));
        received.clearBody();
        assertEquals(Set.of(), setOf(received.getMapNames()));
        assertFalse(received.itemExists("a"));
        received.setInt("b", 2);
        assertEquals(2, received.getInt("b"));
    }

    @Test
    @Covers("MAP-7")
    void bytesAreCopiedWholeOrInPart() throws Exception {
        byte[] bytes = {1, 2, 3, 4};
        MapMessage map = session().createMapMessage();
        map.setBytes("whole", bytes);
        map.setBytes("part", bytes, 1, 2);
        map.setBytes("none", bytes, 4, 0);
        bytes[1] = 99;
        for (MapMessage each : new MapMessage[] {map, roundTrip(map, MapMessage.class)}) {
            assertArrayEquals(new byte[] {1, 2, 3, 4}, each.getBytes("whole"));
            assertArrayEquals(new byte[] {2, 3}, each.getBytes("part"));
            assertArrayEquals(new byte[0], each.getBytes("none"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "1", "NULL", "größe", "JMSType", "a.b-c/d", " ", "\uD83D\uDC8C"})
    @Covers("MAP-8")
    void anyNameOfACharacterOrMoreWillDo(String name) throws Exception {
        MapMessage map = session().createMapMessage();
        map.setInt(name, 1);
        assertEquals(1, roundTrip(map, MapMessage.class).getInt(name));
    }

    @Test
    @Covers("MAP-8")
    void namesAreCaseSensitive() throws Exception {
        MapMessage map = session().createMapMessage();
        map.setInt("a", 1);
        map.setInt("A", 2);
        MapMessage received = roundTrip(map, MapMessage.class);
        assertEquals(1, received.getInt("a"));
        assertEquals(2, received.getInt("A"));
    }

    @Test
    @Covers("MAP-9")
    void settingAgainReplacesValueAndType() throws Exception {
        MapMessage map = session().createMapMessage();
        map.setInt("a", 1);
        map.setString("a", "two");
        assertEquals("two", map.getObject("a"));
        MapMessage received = roundTrip(map, MapMessage.class);
        assertEquals("two", received.getObject("a"));
        assertEquals(Set.of("a"), setOf(received.getMapNames()));
    }
}
