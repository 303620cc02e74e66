package io.chasqui.benchmarks.compare.measure;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/** Reads what this JVM has used; a daemon thread reads twice a second so that threads that end are not forgotten. */
public final class JvmMeter {

    private static final long PERIOD_NANOS = 500_000_000;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final AllocationCount allocated = new AllocationCount();

    /** Starts the thread that reads. */
    public static JvmMeter start() {
        JvmMeter meter = new JvmMeter();
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        meter.allocatedBytes();
                        LockSupport.parkNanos(PERIOD_NANOS);
                    }
                },
                "meter");
        thread.setDaemon(true);
        thread.start();
        return meter;
    }

    /** What was used until now. */
    public Usage usage() {
        return new Usage(system.getProcessCpuTime(), allocatedBytes());
    }

    private synchronized long allocatedBytes() {
        long[] ids = threads.getAllThreadIds();
        return allocated.read(ids, threads.getThreadAllocatedBytes(ids));
    }
}
