package io.chasqui.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class InterleavingTest {

    @Test
    void beginsWithAnotherOneEachRound() {
        List<String> all = List.of("a", "b", "c");
        assertEquals(List.of("a", "b", "c"), Interleaving.round(all, 0));
        assertEquals(List.of("b", "c", "a"), Interleaving.round(all, 1));
        assertEquals(List.of("c", "a", "b"), Interleaving.round(all, 2));
        assertEquals(all, Interleaving.round(all, 3));
    }
}
