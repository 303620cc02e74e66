package io.chasqui.benchmarks.compare.measure;

/**
 * What processes have used since they began.
 *
 * @param cpuNanos processor time of all threads, the garbage collector's included
 * @param allocatedBytes heap that Java threads have allocated
 */
public record Usage(long cpuNanos, long allocatedBytes) {

    /** Nothing. */
    public static final Usage NONE = new Usage(0, 0);

    /** What was used between {@code before} and this. */
    public Usage since(Usage before) {
        return new Usage(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }

    /** Both together. */
    public Usage plus(Usage other) {
        return new Usage(cpuNanos + other.cpuNanos, allocatedBytes + other.allocatedBytes);
    }

    /** As text that {@link #parse} reads. */
    public String text() {
        return cpuNanos + " " + allocatedBytes;
    }

    /** @throws IllegalArgumentException when the text is not two whole numbers */
    public static Usage parse(String text) {
        String[] parts = text.strip().split(" ");
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is not two numbers: processor time and allocated bytes");
        }
        return new Usage(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }
}
