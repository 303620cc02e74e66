package io.chasqui.benchmarks.compare.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {

    private final SequenceCheck check = new SequenceCheck();

    @Test
    void findsNothingWrongWithAllInOrder() {
        accept(0, 1, 2, 3);
        assertCounts(4, 0, 0, 0, 0);
    }

    @Test
    void findsGapsAndTheMissingEnd() {
        accept(0, 3, 4, 6);
        assertEquals(3, check.missing(7), "1, 2 and 5");
        assertEquals(6, check.missing(10), "1, 2, 5, 7, 8 and 9");
        assertEquals(0, check.late());
    }

    @Test
    void findsWhatIsMissingAtTheBegin() {
        accept(2, 3);
        assertEquals(2, check.missing(4));
    }

    @Test
    void findsEveryNumberMissingWhenNoneCame() {
        assertEquals(5, check.missing(5));
    }

    @Test
    void findsDuplicatesOfTheLastAndOfEarlierOnes() {
        accept(0, 1, 1, 2, 0);
        assertCounts(3, 2, 0, 0, 0);
    }

    @Test
    void tellsALateNumberFromADuplicate() {
        accept(0, 2, 1);
        assertCounts(3, 0, 1, 0, 0);
        accept(1);
        assertEquals(1, check.duplicates());
    }

    @Test
    void splitsAGapThatIsFilledFromItsMiddle() {
        accept(0, 10, 5);
        assertEquals(8, check.missing(11), "1 to 4 and 6 to 9");
        accept(1, 4, 9, 6, 2, 3, 7, 8);
        assertEquals(0, check.missing(11));
        assertEquals(9, check.late());
        assertEquals(0, check.duplicates());
    }

    @Test
    void findsNumbersThatWereNeverSent() {
        accept(0, 1, 7);
        assertEquals(1, check.strangers(3), "7");
        assertEquals(1, check.missing(3), "2");
        assertEquals(0, check.strangers(8));
    }

    private void accept(long... numbers) {
        for (long number : numbers) {
            check.accept(number);
        }
    }

    private void assertCounts(long distinct, long duplicates, long late, long missing, long strangers) {
        assertEquals(distinct, check.distinct(), "distinct");
        assertEquals(duplicates, check.duplicates(), "duplicates");
        assertEquals(late, check.late(), "late");
        assertEquals(missing, check.missing(distinct), "missing");
        assertEquals(strangers, check.strangers(distinct), "strangers");
    }
}
