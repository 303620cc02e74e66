package io.chasqui.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.ConnectionCommand;
import io.chasqui.protocol.Event;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again as it was, in whatever pieces and fragments it comes. */
class FrameRoundTripPropertyTest {

    private static final int SMALL_FRAME_BYTES = 40;

    @Property(tries = 300)
    void everyCommandComesBack(@ForAll long seed) throws MalformedBytesException {
        for (Command command : new RandomFrames(seed).oneOfEveryCommand()) {
            FrameWriter writer = new FrameWriter(1 << 20);
            writer.write(command);
            Frame back = single(Wire.broker(), writer.take());
            assertEquals(
                    expected(command),
                    Shown.of(assertInstanceOf(Frame.OfCommand.class, back).command()));
        }
    }

    /** Who it is, is proven before. */
    private static String expected(Command command) {
        return Shown.of(
                command instanceof ConnectionCommand.Open open
                        ? new ConnectionCommand.Open(open.requestId(), null, null, open.clientId())
                        : command);
    }

    @Property(tries = 300)
    void everyEventComesBack(@ForAll long seed) throws MalformedBytesException {
        for (Event event : new RandomFrames(seed).oneOfEveryEvent()) {
            FrameWriter writer = new FrameWriter(1 << 20);
            writer.write(event);
            Frame back = single(Wire.client(), writer.take());
            assertEquals(
                    Shown.of(event),
                    Shown.of(assertInstanceOf(Frame.OfEvent.class, back).event()));
        }
    }

    @Property(tries = 300)
    void everyLinkFrameComesBack(@ForAll long seed) throws MalformedBytesException {
        for (LinkFrame frame : new RandomFrames(seed).oneOfEveryLinkFrame()) {
            FrameWriter writer = new FrameWriter(1 << 20);
            writer.write(frame);
            Frame back = single(FrameDecoder.ofBroker(Wire.ANY_BYTES), writer.take());
            assertEquals(
                    Shown.of(frame),
                    Shown.of(assertInstanceOf(Frame.OfLink.class, back).frame()));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Command.class, Event.class, LinkFrame.class})
    void theGeneratorKnowsEveryType(Class<?> family) {
        RandomFrames frames = new RandomFrames(1);
        List<?> made = family == Command.class
                ? frames.oneOfEveryCommand()
                : family == Event.class ? frames.oneOfEveryEvent() : frames.oneOfEveryLinkFrame();
        Set<Class<?>> types = new HashSet<>();
        made.forEach(each -> types.add(each.getClass()));
        assertEquals(recordsOf(family), types);
        assertEquals(types.size(), made.size());
    }

    private static Set<Class<?>> recordsOf(Class<?> family) {
        Set<Class<?>> records = new HashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(family));
        for (Class<?> next = open.poll(); next != null; next = open.poll()) {
            if (Modifier.isInterface(next.getModifiers())) {
                open.addAll(List.of(next.getPermittedSubclasses()));
            } else {
                records.add(next);
            }
        }
        return records;
    }

    // ------------------------------------------------------------------ streams

    @Property(tries = 400)
    void anyCutOfTheStreamGivesTheSameFrames(@ForAll long seed, @ForAll boolean small) throws MalformedBytesException {
        Random random = new Random(seed);
        FrameWriter writer = new FrameWriter(small ? SMALL_FRAME_BYTES : 1 << 20);
        List<String> written = new ArrayList<>();
        RandomFrames frames = new RandomFrames(random);
        for (int i = 0; i < 12; i++) {
            if (random.nextInt(3) == 0) {
                LinkFrame frame = frames.linkFrame();
                writer.write(frame);
                written.add(Shown.of(new Frame.OfLink(frame)));
            } else {
                Event event = frames.event();
                writer.write(event);
                written.add(Shown.of(new Frame.OfEvent(event)));
            }
        }
        Frames all = writer.take();
        FrameDecoder decoder = Wire.client();
        List<String> read = new ArrayList<>();
        for (int offset = 0; offset < all.length(); ) {
            int length = Math.min(all.length() - offset, random.nextInt(random.nextBoolean() ? 4 : 200));
            feed(decoder, all, offset, length, read);
            offset += length;
        }
        assertEquals(written, read);
        assertEquals(all.counted(), decoder.counted());
    }

    /** As when a socket breaks, and the other end sends again from where this end got to. */
    @Property(tries = 400)
    void aStreamGoesOnOverAnotherSocketFromAnyByte(@ForAll long seed) throws MalformedBytesException {
        Random random = new Random(seed);
        RandomFrames frames = new RandomFrames(random);
        FrameWriter writer = new FrameWriter(SMALL_FRAME_BYTES);
        List<String> written = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Command command = frames.command();
            writer.write(command);
            written.add("OfCommand command=" + expected(command));
        }
        Frames all = writer.take();
        List<String> read = new ArrayList<>();
        FrameDecoder first = Wire.broker();
        feed(first, all, 0, random.nextInt(all.length() + 1), read);
        FrameDecoder second = Wire.broker();
        second.continueFrom(first);
        int offset = all.offsetOf((int) first.counted());
        feed(second, all, offset, all.length() - offset, read);
        assertEquals(written, read);
        assertEquals(all.counted(), first.counted() + second.counted());
    }

    @Property(tries = 200)
    void noFrameIsLongerThanTheLimitAndOffsetsCountTheCountedOnes(@ForAll long seed) {
        Random random = new Random(seed);
        RandomFrames frames = new RandomFrames(random);
        FrameWriter writer = new FrameWriter(SMALL_FRAME_BYTES);
        for (int i = 0; i < 8; i++) {
            if (random.nextInt(3) == 0) {
                writer.write(new LinkFrame.Ack(random.nextInt(1000)));
            } else {
                writer.write(frames.event());
            }
        }
        Frames all = writer.take();
        assertEquals(0, all.offsetOf(0));
        ByteBuffer bytes = ByteBuffer.wrap(all.bytes(), 0, all.length());
        int counted = 0;
        while (bytes.hasRemaining()) {
            int length = bytes.getInt();
            assertTrue(length >= 1 && length <= SMALL_FRAME_BYTES, length + " bytes");
            int type = bytes.get(bytes.position());
            bytes.position(bytes.position() + length);
            if (type >= FrameType.COMMAND) {
                counted++;
                assertEquals(bytes.position(), all.offsetOf(counted));
            }
        }
        assertEquals(counted, all.counted());
    }

    @Test
    void aWriterBeginsAnewAfterItsFramesWereTaken() throws MalformedBytesException {
        FrameWriter writer = new FrameWriter(1 << 20);
        writer.write(new Event.Completed(7));
        assertEquals(1, writer.take().counted());
        assertEquals(0, writer.size());
        writer.write(new Event.Completed(8));
        assertEquals(new Frame.OfEvent(new Event.Completed(8)), single(Wire.client(), writer.take()));
    }

    @Test
    void whatCannotBeWrittenLeavesNoTrace() throws MalformedBytesException {
        Message impossible = new Message.Builder(Destination.queue("q"))
                .body(new Body.Items(List.of(BigDecimal.ONE)))
                .build();
        FrameWriter writer = new FrameWriter(1 << 20);
        writer.write(new Event.Completed(7));
        assertThrows(IllegalArgumentException.class, () -> writer.write(new Event.Deliver(1, 1, 1, impossible, 1)));
        writer.write(new Event.Completed(8));
        Frames frames = writer.take();
        assertEquals(2, frames.counted());
        List<String> read = new ArrayList<>();
        feed(Wire.client(), frames, 0, frames.length(), read);
        assertEquals(List.of("OfEvent event=Completed requestId=7", "OfEvent event=Completed requestId=8"), read);
    }

    private static Frame single(FrameDecoder decoder, Frames frames) throws MalformedBytesException {
        decoder.feed(ByteBuffer.wrap(frames.bytes(), 0, frames.length()));
        Frame frame = decoder.next();
        assertNull(decoder.next(), "more than one frame");
        return Objects.requireNonNull(frame, "no frame");
    }

    private static void feed(FrameDecoder decoder, Frames from, int offset, int length, List<String> read)
            throws MalformedBytesException {
        // A buffer of its own each time, and destroyed afterwards: as those of sockets are.
        byte[] piece = Arrays.copyOfRange(from.bytes(), offset, offset + length);
        decoder.feed(ByteBuffer.wrap(piece));
        for (Frame frame = decoder.next(); frame != null; frame = decoder.next()) {
            read.add(Shown.of(frame));
        }
        Arrays.fill(piece, (byte) 0xEE);
    }
}
