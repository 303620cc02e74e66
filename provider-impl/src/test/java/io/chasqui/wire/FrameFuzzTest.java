package io.chasqui.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes over a link, a decoder takes it or refuses it as malformed, and takes memory only in proportion to what has
 * come.
 *
 * <p>{@code -Dfuzz.frames=10000000} makes it look at that many frames instead of 200,000, {@code -Dfuzz.seed=N} repeats a run.
 */
class FrameFuzzTest {

    private static final long FRAMES = Long.getLong("fuzz.frames", 200_000);

    /** How many times what has come may be taken: an ID of two bytes, for instance, makes an object and a string. */
    private static final int MOST_FOLD = 64;

    /** What a decoder and one frame take in any case. */
    private static final int BASE_BYTES = 16 << 10;

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void nothingButMalformedBytesEverComesOfIt() {
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        SplittableRandom seeds = new SplittableRandom(seed);
        Fuzzer fuzzer = new Fuzzer();
        long begin = System.nanoTime();
        long tries = 0;
        long heapAtFirst = 0;
        long step = FRAMES / 10;
        for (long next = step; fuzzer.frames() < FRAMES; tries++) {
            long each = seeds.nextLong();
            try {
                fuzzer.run(each);
            } catch (RuntimeException | Error defect) {
                throw new AssertionError(
                        "try " + tries + " of the run with -Dfuzz.seed=" + seed + " (its own seed: " + each
                                + ") ended with " + defect,
                        defect);
            }
            if (fuzzer.frames() >= next) {
                long heap = usedHeapBytes();
                heapAtFirst = heapAtFirst == 0 ? heap : heapAtFirst;
                assertTrue(heap < heapAtFirst + (16 << 20), "the heap grew from " + heapAtFirst + " to " + heap);
                next += step;
            }
        }
        System.out.printf(
                "frame fuzzing: %d frames on %d links, %d bytes: %d accepted, %d refused, %d cut short;"
                        + " heap %d KiB at first, %d KiB at the end; %d s; -Dfuzz.seed=%d%n",
                fuzzer.frames(),
                tries,
                fuzzer.bytes(),
                fuzzer.accepted(),
                fuzzer.refused(),
                fuzzer.unfinished(),
                heapAtFirst >> 10,
                usedHeapBytes() >> 10,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                seed);
        assertTrue(fuzzer.accepted() > FRAMES / 4, "hardly anything is accepted: " + fuzzer.accepted());
        assertTrue(fuzzer.refused() > FRAMES / 20, "hardly anything is refused: " + fuzzer.refused());
    }

    private static long usedHeapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    // ------------------------------------------------------------------ memory

    /** Frames that promise much, and those that make the most of what they have. */
    static Stream<Arguments> greedyStreams() {
        return Stream.of(
                greedy("a frame whose rest does not come", size -> Wire.ofHex("000fffff20")),
                greedy(
                        "IDs without a prefix",
                        size -> Wire.frame(out -> {
                            out.writeByte(FrameType.COMMAND)
                                    .writeByte(CommandType.RESOLVE)
                                    .writeVar(1);
                            out.writeVar(size).writeRaw(new byte[2 * size], 0, 2 * size);
                        })),
                greedy(
                        "progress of consumers",
                        size -> Wire.frame(out -> {
                            out.writeByte(FrameType.COMMAND)
                                    .writeByte(CommandType.RECOVER)
                                    .writeVar(1);
                            out.writeVar(1).writeVar(size).writeRaw(new byte[2 * size], 0, 2 * size);
                        })),
                greedy(
                        "a count that the rest cannot hold",
                        size -> Wire.frame(out -> {
                            out.writeByte(FrameType.COMMAND)
                                    .writeByte(CommandType.RESOLVE)
                                    .writeVar(1);
                            out.writeVar(Integer.MAX_VALUE).writeRaw(new byte[size], 0, size);
                        })),
                greedy(
                        "a count that the rest could just hold",
                        size -> Wire.frame(out -> {
                            out.writeByte(FrameType.COMMAND)
                                    .writeByte(CommandType.RESOLVE)
                                    .writeVar(1);
                            out.writeVar(size / 2).writeByte(0x80).writeRaw(new byte[size], 0, size);
                        })),
                greedy("items that are null", size -> send(7, size, size, null)),
                greedy("items that are shorts", size -> send(7, 2 * size, size, i -> new byte[] {4, 2})),
                greedy("entries with short names", FrameFuzzTest::entries),
                greedy("a text of single bytes", size -> send(2, size, size, null)),
                greedy("fragments of one byte", size -> {
                    byte[] fragment = Wire.ofHex("00000002 22 20");
                    byte[][] all = new byte[size][];
                    Arrays.fill(all, fragment);
                    return Wire.join(all);
                }));
    }

    private static Arguments greedy(String name, IntFunction<byte[]> stream) {
        return Arguments.of(name, stream);
    }

    /** A message with a body of this kind that counts its elements. */
    private static byte[] send(int kind, int bytes, int count, @Nullable IntFunction<byte[]> element) {
        return Wire.frame(out -> {
            begin(out, kind);
            out.writeVar(count);
            for (int i = 0; element != null && i < count; i++) {
                out.writeRaw(element.apply(i), 0, 2);
            }
            if (element == null) {
                out.writeRaw(new byte[bytes], 0, bytes);
            }
        });
    }

    private static void begin(ByteWriter out, int kind) {
        out.writeByte(FrameType.COMMAND).writeByte(CommandType.SEND).writeVar(1);
        out.writeVar(1).writeByte(1).writeByte(0);
        out.writeByte(0).writeText("q").writeByte(4);
        out.writeVar(0).writeVar(0).writeVar(0).writeByte(kind);
    }

    private static byte[] entries(int size) {
        return Wire.frame(out -> {
            begin(out, 6);
            out.writeVar(size);
            for (int i = 0; i < size; i++) {
                out.writeText(Integer.toString(i, 36)).writeByte(0);
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("greedyStreams")
    void memoryStaysInProportionToWhatHasCome(String name, IntFunction<byte[]> stream) {
        for (int size : new int[] {10, 1_000, 100_000}) {
            byte[] bytes = stream.apply(size);
            readAll(bytes);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            readAll(bytes);
            long taken = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(
                    taken <= BASE_BYTES + (long) MOST_FOLD * bytes.length,
                    () -> name + ": " + taken + " bytes were taken for " + bytes.length);
        }
    }

    private static void readAll(byte[] bytes) {
        FrameDecoder decoder = Wire.broker();
        try {
            decoder.feed(ByteBuffer.wrap(bytes));
            while (decoder.next() != null) {
                continue;
            }
        } catch (MalformedBytesException refused) {
            assertTrue(!String.valueOf(refused.getMessage()).isEmpty());
        }
    }
}
