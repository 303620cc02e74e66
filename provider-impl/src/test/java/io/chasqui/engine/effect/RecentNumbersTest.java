package io.chasqui.engine.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecentNumbersTest {

    @Property
    void setHoldsWhatWasAdded(@ForAll @Size(max = 300) List<@LongRange(min = -200, max = 2_000) Long> numbers) {
        NumberSet set = new NumberSet();
        Set<Long> oracle = new TreeSet<>();
        for (long number : numbers) {
            assertEquals(oracle.add(number), set.add(number));
        }
        assertEquals(oracle.size(), set.size());
        for (long number = -300; number < 2_100; number++) {
            assertEquals(oracle.contains(number), set.contains(number), "number " + number);
        }
    }

    @Property
    void latestNumbersAreThere(
            @ForAll @IntRange(min = 1, max = 20) int least,
            @ForAll @Size(max = 200) List<@LongRange(min = 1, max = 300) Long> numbers) {
        RecentNumbers recent = new RecentNumbers(least);
        List<Long> soFar = new ArrayList<>();
        for (long number : numbers) {
            recent.note(number);
            soFar.add(number);
            assertLatest(least, soFar, recent);
        }
    }

    /** The latest different numbers are there, and nothing that never was. */
    private static void assertLatest(int least, List<Long> noted, RecentNumbers recent) {
        Set<Long> latest = new LinkedHashSet<>();
        for (int i = noted.size() - 1; i >= 0 && latest.size() < least; i--) {
            latest.add(noted.get(i));
        }
        for (long number = 1; number <= 300; number++) {
            if (latest.contains(number)) {
                assertTrue(recent.contains(number), number + " of " + noted);
            } else if (!noted.contains(number)) {
                assertFalse(recent.contains(number), number + " of " + noted);
            }
        }
    }

    /** A checkpoint may have seen part of what is replayed onto it. */
    @Property
    void replayOntoALaterStateLosesNothing(
            @ForAll @IntRange(min = 1, max = 10) int least,
            @ForAll @Size(max = 60) List<@LongRange(min = 1, max = 300) Long> before,
            @ForAll @Size(max = 60) List<@LongRange(min = 1, max = 300) Long> replayed,
            @ForAll @IntRange(min = 0, max = 60) int seen)
            throws MalformedBytesException {
        RecentNumbers live = new RecentNumbers(least);
        before.forEach(live::note);
        replayed.subList(0, Math.min(seen, replayed.size())).forEach(live::note);
        RecentNumbers recovered = decoded(least, encoded(live));
        replayed.forEach(recovered::note);
        List<Long> all = new ArrayList<>(before);
        all.addAll(replayed);
        assertLatest(least, all, recovered);
    }

    /** Each loop notes its own; together they have the latest of all. */
    @Property
    void unionOfTwoHasTheLatestOfBoth(
            @ForAll @IntRange(min = 1, max = 10) int least,
            @ForAll @Size(max = 80) List<@LongRange(min = 1, max = 300) Long> numbers,
            @ForAll @Size(max = 20) List<@LongRange(min = 1, max = 300) Long> after) {
        RecentNumbers even = new RecentNumbers(least);
        RecentNumbers odd = new RecentNumbers(least);
        for (long number : numbers) {
            (number % 2 == 0 ? even : odd).note(number);
        }
        even.addAll(odd);
        after.forEach(even::note);
        List<Long> all = new ArrayList<>(numbers);
        all.addAll(after);
        assertLatest(least, all, even);
    }

    @Test
    void aNumberThatComesLateIsKeptLikeAnyOther() {
        RecentNumbers recent = new RecentNumbers(100);
        for (long number = 2; number <= 10_000; number++) {
            recent.note(number);
        }
        recent.note(1);
        for (long number = 10_001; number < 10_100; number++) {
            recent.note(number);
        }
        assertTrue(recent.contains(1));
        assertFalse(recent.contains(5_000));
    }

    private static byte[] encoded(RecentNumbers recent) {
        ByteWriter out = new ByteWriter();
        recent.encode(out);
        return out.toByteArray();
    }

    private static RecentNumbers decoded(int least, byte[] bytes) throws MalformedBytesException {
        ByteReader in = new ByteReader(bytes);
        RecentNumbers recent = RecentNumbers.decode(least, in);
        assertEquals(0, in.remaining());
        return recent;
    }

    @Test
    void damagedBytesAreNoticed() {
        ByteWriter zeroBits = new ByteWriter();
        zeroBits.writeVar(1).writeVar(3).writeLong(0);
        assertThrows(MalformedBytesException.class, () -> NumberSet.decode(new ByteReader(zeroBits.toByteArray())));
        ByteWriter twice = new ByteWriter();
        twice.writeVar(2).writeVar(3).writeLong(1).writeVar(0).writeLong(1);
        assertThrows(MalformedBytesException.class, () -> NumberSet.decode(new ByteReader(twice.toByteArray())));
    }
}
