package io.chasqui.api.option;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, abd, 1", "abc, ab, 1", "'', abc, 3", "kitten, sitting, 3"})
    void countsEdits(String from, String to, int edits) {
        assertEquals(edits, Spelling.edits(from, to));
        assertEquals(edits, Spelling.edits(to, from));
    }

    @Test
    void suggestsTheNearestWordUnlessItIsFarOff() {
        List<String> known = List.of("prefetch", "password", "broker.users");

        assertEquals(Optional.of("prefetch"), Spelling.nearest("PreFetsh", known));
        assertEquals(Optional.of("broker.users"), Spelling.nearest("user", known));
        assertEquals(Optional.empty(), Spelling.nearest("colour", known));
        assertEquals(Optional.empty(), Spelling.nearest("anything", List.of()));
    }
}
