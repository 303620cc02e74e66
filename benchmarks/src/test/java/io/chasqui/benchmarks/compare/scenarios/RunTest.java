package io.chasqui.benchmarks.compare.scenarios;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunTest {

    private static final long SECOND = 1_000_000_000;

    private final Run run = new Run();

    @Test
    void countsWhatBeganInTheMeasurementWheneverItEnds() {
        long before = System.nanoTime();
        assertFalse(run.counts(before), "not begun");
        run.measure();
        long within = System.nanoTime();
        assertTrue(run.counts(within));
        assertFalse(run.counts(before), "a send of the warm-up");
        run.stopMeasuring();
        assertTrue(run.counts(within), "one that ends late is not left out");
        assertFalse(run.counts(System.nanoTime() + SECOND), "one that begins after the measurement");
    }

    @Test
    void endsEarlyWithTheFirstFailure() throws Exception {
        run.check();
        IllegalStateException first = new IllegalStateException("first");
        run.fail(first);
        run.fail(new IllegalStateException("second"));
        run.pass(600);
        assertFalse(run.sending());
        assertEquals(first, assertThrows(IllegalStateException.class, run::check));
    }
}
