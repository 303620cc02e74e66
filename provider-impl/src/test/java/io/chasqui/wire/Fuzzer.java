package io.chasqui.wire;

import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.RandomMessages;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives a decoder frames that somebody hostile or broken could send. Each try is one link: a decoder of one of the two ends,
 * before or after the link stands, gets bytes in pieces until it refuses them or they are over. Anything thrown but {@link
 * MalformedBytesException} comes out.
 *
 * <p>All of it follows from the seed of a try, so that a failure can be repeated alone.
 */
final class Fuzzer {

    private static final int MAX_FRAME_BYTES = 4 << 10;
    /** Some messages are found in pieces. */
    private static final int PASSED_ABOVE_BYTES = 200;

    private static final int MAX_ASSEMBLED_BYTES = 8 << 10;

    /** Numbers that lengths, counts and ordinals do not like. */
    private static final long[] ODD = {
        0,
        -1,
        1,
        2,
        63,
        64,
        65,
        127,
        128,
        255,
        256,
        65_535,
        65_536,
        1 << 20,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private long accepted;
    private long refused;
    private long unfinished;
    private long bytes;

    /** Frames that were taken. */
    long accepted() {
        return accepted;
    }

    /** Frames that were refused, each with the end of its link. */
    long refused() {
        return refused;
    }

    /** Links that ended within a frame. */
    long unfinished() {
        return unfinished;
    }

    long frames() {
        return accepted + refused + unfinished;
    }

    long bytes() {
        return bytes;
    }

    /** Carries out one try. */
    void run(long seed) {
        Random random = new Random(seed);
        boolean broker = random.nextBoolean();
        FrameDecoder decoder = broker
                ? FrameDecoder.ofBroker(MAX_ASSEMBLED_BYTES, random.nextBoolean() ? PASSED_ABOVE_BYTES : 0)
                : FrameDecoder.ofClient(MAX_ASSEMBLED_BYTES);
        boolean established = random.nextInt(4) > 0;
        if (established) {
            decoder.established(MAX_FRAME_BYTES);
        }
        byte[] stream = stream(random, broker, established);
        bytes += stream.length;
        feed(decoder, stream, random);
    }

    private void feed(FrameDecoder decoder, byte[] stream, Random random) {
        boolean whole = random.nextBoolean();
        try {
            for (int offset = 0; offset < stream.length; ) {
                int left = stream.length - offset;
                int length = whole ? left : Math.min(left, 1 + random.nextInt(100));
                decoder.feed(ByteBuffer.wrap(stream, offset, length));
                while (decoder.next() != null) {
                    accepted++;
                }
                offset += length;
            }
            if (decoder.isWithinFrame()) {
                unfinished++;
            }
        } catch (MalformedBytesException expected) {
            refused++;
            requireReason(expected.getMessage());
        }
    }

    private static void requireReason(@Nullable String reason) {
        if (reason == null || reason.length() < 10) {
            throw new AssertionError("refused without a reason: " + reason);
        }
    }

    // ------------------------------------------------------------------ streams

    private static byte[] stream(Random random, boolean broker, boolean established) {
        return switch (random.nextInt(8)) {
            case 0 -> noise(random, random.nextInt(200));
            case 1 -> hostile(random, broker);
            case 2 -> mutated(random, fragmented(random, broker));
            case 3 -> valid(random, broker, established);
            default -> mutated(random, valid(random, broker, established));
        };
    }

    private static byte[] noise(Random random, int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] valid(Random random, boolean broker, boolean established) {
        RandomFrames frames = new RandomFrames(random);
        return Wire.bytes(MAX_FRAME_BYTES, writer -> {
            for (int i = random.nextInt(6); i >= 0; i--) {
                write(writer, frames, established && random.nextInt(5) > 0 ? broker : null);
            }
        });
    }

    private static byte[] fragmented(Random random, boolean broker) {
        RandomFrames frames = new RandomFrames(random);
        return Wire.bytes(2 + random.nextInt(60), writer -> {
            for (int i = random.nextInt(3); i >= 0; i--) {
                write(writer, frames, broker);
            }
        });
    }

    private static void write(FrameWriter writer, RandomFrames frames, @Nullable Boolean broker) {
        if (broker == null) {
            writer.write(frames.linkFrame());
        } else if (broker) {
            writer.write(frames.command());
        } else {
            writer.write(frames.event());
        }
    }

    /** A frame with a right length around a type and values that need not belong to it. */
    private static byte[] hostile(Random random, boolean broker) {
        RandomMessages messages = new RandomMessages(random);
        return Wire.frame(out -> {
            boolean counted = random.nextBoolean();
            out.writeByte(counted ? (broker ? FrameType.COMMAND : FrameType.EVENT) : random.nextInt(40));
            if (counted) {
                out.writeByte(random.nextInt(broker ? 52 : 15));
            }
            for (int i = random.nextInt(12); i > 0; i--) {
                part(random, messages).accept(out);
            }
        });
    }

    private static Consumer<ByteWriter> part(Random random, RandomMessages messages) {
        long odd = ODD[random.nextInt(ODD.length)];
        return switch (random.nextInt(7)) {
            case 0, 1 -> out -> out.writeVar(odd);
            case 2 -> out -> out.writeByte((int) odd);
            case 3 -> out -> out.writeText(messages.text());
            case 4 -> out -> out.writeVar(random.nextInt(20));
            case 5 -> out -> messages.message().writeTo(out);
            default -> out -> out.writeBytes(messages.bytes());
        };
    }

    // ------------------------------------------------------------------ mutations

    private static byte[] mutated(Random random, byte[] valid) {
        byte[] bytes = valid;
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = mutatedOnce(random, bytes);
        }
        return bytes;
    }

    private static byte[] mutatedOnce(Random random, byte[] from) {
        if (from.length == 0) {
            return from;
        }
        int at = random.nextInt(from.length);
        byte[] bytes = from.clone();
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> {
                return Arrays.copyOf(from, at);
            }
            case 3 -> {
                // A piece is missing.
                int to = Math.min(from.length, at + 1 + random.nextInt(8));
                return Wire.join(Arrays.copyOf(from, at), Arrays.copyOfRange(from, to, from.length));
            }
            case 4 -> {
                // Another number stands where one was, or where none was.
                byte[] number = new ByteWriter()
                        .writeVar(ODD[random.nextInt(ODD.length)])
                        .toByteArray();
                int to = Math.min(from.length, at + random.nextInt(2));
                return Wire.join(Arrays.copyOf(from, at), number, Arrays.copyOfRange(from, to, from.length));
            }
            default -> {
                // A piece comes twice.
                int to = Math.min(from.length, at + random.nextInt(40));
                return Wire.join(Arrays.copyOf(from, to), Arrays.copyOfRange(from, at, from.length));
            }
        }
        return bytes;
    }
}
