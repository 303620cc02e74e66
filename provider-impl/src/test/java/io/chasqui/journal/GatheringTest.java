package io.chasqui.journal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final long FORCE_NANOS = 1_000_000;
    private static final long LONG_AGO = System.nanoTime() - 1_000_000_000;

    private final Gathering gathering = new Gathering(1_000);

    @Test
    void aLoneAppenderIsNeverExpectedToHaveCompany() {
        assertFalse(gathering.expectsMore(1), "before the first group");
        gathering.forced(1, FORCE_NANOS);
        assertFalse(gathering.expectsMore(1));
    }

    @Test
    void asManyAreExpectedAsWereUnderWay() {
        gathering.forced(3, FORCE_NANOS);
        assertTrue(gathering.expectsMore(2));
        assertTrue(gathering.await(() -> true, System.nanoTime()));
        assertFalse(gathering.expectsMore(3));
    }

    @Test
    void thoseThatDoNotComeInTimeAreNotExpectedForAWhile() {
        int waits = 0;
        for (int group = 0; group < 1000; group++) {
            gathering.forced(3, FORCE_NANOS);
            if (gathering.expectsMore(1)) {
                waits++;
                assertFalse(gathering.await(() -> false, LONG_AGO));
            }
        }
        assertTrue(waits > 10 && waits < 50, "waited " + waits + " times");
    }

    @Test
    void whereAForceIsFastNobodyIsWaitedFor() {
        gathering.forced(3, FORCE_NANOS / 10);
        assertFalse(gathering.expectsMore(2));
    }

    @Test
    void canBeSwitchedOff() {
        Gathering off = new Gathering(0);
        off.forced(100, FORCE_NANOS);
        assertFalse(off.expectsMore(1));
    }
}
