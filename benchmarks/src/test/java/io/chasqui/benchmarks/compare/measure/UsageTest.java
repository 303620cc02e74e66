package io.chasqui.benchmarks.compare.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final long BUSY_NANOS = 100_000_000;
    private static final int ARRAYS = 1_000;
    private static final int ARRAY_BYTES = 10_000;

    private volatile long sink;

    @Test
    void addsAndSubtracts() {
        Usage before = new Usage(10, 100);
        Usage after = new Usage(25, 180);
        assertEquals(new Usage(15, 80), after.since(before));
        assertEquals(new Usage(35, 280), after.plus(before));
    }

    @Test
    void isReadBackFromItsText() {
        Usage usage = new Usage(123, 456);
        assertEquals(usage, Usage.parse(usage.text()));
        assertThrows(IllegalArgumentException.class, () -> Usage.parse("ready"));
    }

    @Test
    void countsTheProcessorTimeOfThreadsThatHaveEnded() throws InterruptedException {
        JvmMeter meter = JvmMeter.start();
        Usage before = meter.usage();
        Thread busy = new Thread(this::burn);
        busy.start();
        busy.join();
        long nanos = meter.usage().since(before).cpuNanos();
        // The clock of a process may tick every 10 ms only.
        assertTrue(nanos >= BUSY_NANOS - 20_000_000, "only " + nanos + " ns");
    }

    private void burn() {
        var threads = ManagementFactory.getThreadMXBean();
        long count = 0;
        while (threads.getCurrentThreadCpuTime() < BUSY_NANOS) {
            count++;
        }
        sink = count;
    }

    @Test
    void countsWhatTheReadingThreadAllocates() {
        JvmMeter meter = JvmMeter.start();
        Usage before = meter.usage();
        long sum = 0;
        for (int i = 0; i < ARRAYS; i++) {
            byte[] array = new byte[ARRAY_BYTES];
            array[i % ARRAY_BYTES] = 1;
            sink = System.identityHashCode(array);
            sum += array.length;
        }
        long bytes = meter.usage().since(before).allocatedBytes();
        assertTrue(bytes >= sum, "only " + bytes + " of " + sum);
    }

    @Test
    void keepsTheLastReadingOfThreadsThatHaveEnded() {
        AllocationCount count = new AllocationCount();
        assertEquals(30, count.read(new long[] {1, 2}, new long[] {10, 20}));
        assertEquals(37, count.read(new long[] {1, 3}, new long[] {12, 5}), "12 and 5, and 20 of the one that ended");
        assertEquals(37, count.read(new long[] {1, 3}, new long[] {12, -1}), "the third has ended between two calls");
    }
}
