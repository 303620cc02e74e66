package io.chasqui.benchmarks.compare.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class StreamChecksTest {

    private final StreamChecks ordered = new StreamChecks(true);

    @Test
    void hasNothingToSayWhenAllIsWell() {
        ordered.accept(0, 0);
        ordered.accept(1, 0);
        ordered.accept(0, 1);
        assertEquals(List.of(), ordered.complaints("r", new long[] {2, 1}, stream -> true));
    }

    @Test
    void namesEachKindOfComplaint() {
        ordered.accept(0, 1);
        ordered.accept(0, 0);
        ordered.accept(0, 0);
        ordered.accept(0, 9);
        assertEquals(
                List.of(
                        "r, stream 0: 1 of 3 missing, the first is 2",
                        "r, stream 0: 1 arrived twice, the first was 0",
                        "r, stream 0: 1 arrived that were never sent",
                        "r, stream 0: 1 arrived after later ones, the first was 0"),
                ordered.complaints("r", new long[] {3}, stream -> true));
    }

    @Test
    void missesAStreamOfWhichNothingCame() {
        assertEquals(
                List.of("r, stream 0: 3 of 3 missing, the first is 0"),
                ordered.complaints("r", new long[] {3, 4}, stream -> stream == 0));
    }

    @Test
    void findsStreamsThatShouldNotComeOrDoNotExist() {
        ordered.accept(1, 0);
        ordered.accept(7, 0);
        assertEquals(
                List.of("r, stream 1: 1 arrived that should not", "r: a message of stream 7, which does not exist"),
                ordered.complaints("r", new long[] {0, 1}, stream -> stream == 0));
    }

    @Test
    void letsSharersOfAQueueOvertakeEachOther() {
        StreamChecks shared = new StreamChecks(false);
        shared.accept(0, 1);
        shared.accept(0, 0);
        assertEquals(List.of(), shared.complaints("r", new long[] {2}, stream -> true));
        shared.accept(0, 1);
        assertEquals(
                List.of("r, stream 0: 1 arrived twice, the first was 1"),
                shared.complaints("r", new long[] {2}, stream -> true));
    }
}
