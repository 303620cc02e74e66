package io.chasqui.engine.record;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.MessageId;
import org.junit.jupiter.api.Test;

/** What a broker remembers for clients that come back, at the time of a real clock. */
class OutcomesTest {

    private static final long NOW = 1_790_000_000_000L;

    private final Outcomes outcomes = new Outcomes();

    @Test
    void remembersTheVeryFirstPrefix() {
        outcomes.note(new MessageId("a", 1), NOW);
        outcomes.note(new MessageId("a", 2), NOW);

        assertTrue(outcomes.contains(new MessageId("a", 1)));
        assertTrue(outcomes.contains(new MessageId("a", 2)));
        assertFalse(outcomes.contains(new MessageId("a", 3)));
    }

    @Test
    void remembersPrefixesThatTakeTurns() {
        for (int i = 1; i <= 10; i++) {
            outcomes.note(new MessageId("a", i), NOW + i);
            outcomes.note(new MessageId("b", i), NOW + i);
        }

        for (int i = 1; i <= 10; i++) {
            assertTrue(outcomes.contains(new MessageId("a", i)), "a " + i);
            assertTrue(outcomes.contains(new MessageId("b", i)), "b " + i);
        }
    }

    @Test
    void forgetsWhatIsOldWhenSomethingNewComes() {
        outcomes.note(new MessageId("old", 1), NOW);
        outcomes.note(new MessageId("new", 1), NOW + Outcomes.KEPT_MILLIS + 1);

        assertFalse(outcomes.contains(new MessageId("old", 1)));
        assertTrue(outcomes.contains(new MessageId("new", 1)));
    }
}
