package io.chasqui.boot;

/**
 * How many event loops a broker gets. Design note: a message between two loops costs a wake-up of a thread, so a loop
 * more pays only when there are cores to spare beside those of the application's own threads.
 */
final class Placement {

    private static final int CORES_PER_LOOP = 4;
    private static final int MOST_LOOPS = 8;

    private Placement() {}

    /** One loop for up to seven cores, then one for every four, eight at most. */
    static int loopsFor(int cores) {
        return Math.max(1, Math.min(MOST_LOOPS, cores / CORES_PER_LOOP));
    }
}
