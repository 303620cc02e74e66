package io.chasqui.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.message.Body;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import io.chasqui.message.MessageCodec;
import io.chasqui.protocol.ConnectionCommand.Close;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand.Send;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Commands and events with bodies too large to be encoded in one piece, written in fragments and found again. */
class LargeFrameTest {

    private static final int FRAME_BYTES = 64 << 10;
    private static final int PASSED_ABOVE_BYTES = 1 << 20;
    private static final int LARGE = 3 << 20;

    private static Message message(Body body) {
        return new Message.Builder(Destination.queue("films"))
                .type("t")
                .properties(Map.of("n", 7))
                .body(body)
                .persistent(true)
                .build();
    }

    private static Body content() {
        byte[] content = new byte[LARGE];
        new Random(3).nextBytes(content);
        return new Body.Bytes(content);
    }

    /** All of it in fragments, except the last so many. */
    private static byte[] fragments(LargeFrame frame, int except) {
        FrameWriter writer = new FrameWriter(FRAME_BYTES);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[][] last = new byte[except][];
        while (!frame.isAtEnd()) {
            frame.next(
                    writer.mostFragmentBytes(),
                    piece -> writer.writeFragment(Objects.requireNonNull(piece), frame.isAtEnd()));
            Frames written = writer.take();
            byte[] next = Arrays.copyOf(written.bytes(), written.length());
            for (int i = 0; i < except; i++) {
                byte[] before = last[i];
                last[i] = next;
                next = before == null ? new byte[0] : before;
            }
            all.writeBytes(next);
        }
        return all.toByteArray();
    }

    private static List<Frame> read(FrameDecoder decoder, byte[] bytes) throws MalformedBytesException {
        List<Frame> found = new ArrayList<>();
        decoder.feed(ByteBuffer.wrap(bytes));
        for (Frame frame = decoder.next(); frame != null; frame = decoder.next()) {
            found.add(frame);
        }
        return found;
    }

    private static LargeFrame send(Message message) {
        return Objects.requireNonNull(LargeFrame.of(new Send(5, 2, message)));
    }

    private static FrameDecoder broker(int passedAboveBytes) {
        FrameDecoder decoder = FrameDecoder.ofBroker(Wire.ANY_BYTES, passedAboveBytes);
        decoder.established(FRAME_BYTES);
        return decoder;
    }

    @Test
    void aSmallOneIsNone() {
        assertNull(LargeFrame.of(new Send(5, 2, message(new Body.Bytes(new byte[1000])))));
        assertNull(LargeFrame.of(new Close(1)));
        assertNull(LargeFrame.of(new Event.Completed(1)));
    }

    @Test
    void aBrokerFindsAMessageInPieces() throws MalformedBytesException {
        Body body = content();
        List<Frame> frames = read(broker(PASSED_ABOVE_BYTES), fragments(send(message(body)), 0));
        Frame.OfLargeSend begun = (Frame.OfLargeSend) frames.get(0);
        assertEquals(5, begun.requestId());
        assertEquals(2, begun.sessionId());
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(begun.bodyStart());
        assertTrue(begun.bodyStart().length > PASSED_ABOVE_BYTES / 2, "it begins when it is known to be large");
        for (int i = 1; i < frames.size(); i++) {
            Frame.OfBody piece = (Frame.OfBody) frames.get(i);
            joined.writeBytes(piece.piece());
            assertEquals(i == frames.size() - 1, piece.last(), "piece " + i + " of " + (frames.size() - 1));
        }
        Message found =
                begun.head().body(MessageCodec.decodeBody(joined.toByteArray())).build();
        assertArrayEquals(MessageCodec.encode(message(body)), MessageCodec.encode(found));
    }

    @Test
    void aBrokerThatTakesNoPiecesFindsItWhole() throws MalformedBytesException {
        Message sent = message(content());
        Frame.OfCommand whole =
                (Frame.OfCommand) read(broker(0), fragments(send(sent), 0)).get(0);
        assertArrayEquals(MessageCodec.encode(sent), MessageCodec.encode(((Send) whole.command()).message()));
    }

    @Test
    void largePropertiesAreNotDivided() throws MalformedBytesException {
        Message sent = new Message.Builder(Destination.queue("q"))
                .properties(Map.of("long", "x".repeat(LARGE)))
                .body(content())
                .build();
        List<Frame> frames = read(broker(PASSED_ABOVE_BYTES), fragments(send(sent), 0));
        assertEquals(1, frames.size());
        assertArrayEquals(
                MessageCodec.encode(sent),
                MessageCodec.encode(((Send) ((Frame.OfCommand) frames.get(0)).command()).message()));
    }

    @Test
    void aClientFindsADeliveryAndAPageWhole() throws MalformedBytesException {
        Message sent = message(content());
        Event[] events = {
            new Event.Deliver(1, 2, 3, sent, 4),
            new Event.Page(9, List.of(new Event.Browsed(sent, 1), new Event.Browsed(sent, 2)), true)
        };
        for (Event event : events) {
            FrameDecoder decoder = FrameDecoder.ofClient(Wire.ANY_BYTES);
            decoder.established(FRAME_BYTES);
            byte[] bytes = fragments(Objects.requireNonNull(LargeFrame.of(event)), 0);
            Frame.OfEvent found = (Frame.OfEvent) read(decoder, bytes).get(0);
            FrameWriter writer = new FrameWriter(1 << 30);
            writer.write(event);
            Frames expected = writer.take();
            writer.write(found.event());
            Frames actual = writer.take();
            assertEquals(expected.length(), actual.length());
            assertArrayEquals(
                    Arrays.copyOf(expected.bytes(), expected.length()), Arrays.copyOf(actual.bytes(), actual.length()));
        }
    }

    @Test
    void whatIsAbandonedIsVoidAndOthersFollow() throws MalformedBytesException {
        for (int passedAbove : new int[] {0, PASSED_ABOVE_BYTES}) {
            FrameDecoder decoder = broker(passedAbove);
            read(decoder, fragments(send(message(content())), 2));
            assertTrue(decoder.isAssembling());
            FrameWriter writer = new FrameWriter(FRAME_BYTES);
            writer.writeAbandon();
            writer.write(new Close(3));
            Frames frames = writer.take();
            assertEquals(2, frames.counted());
            List<Frame> found = read(decoder, Arrays.copyOf(frames.bytes(), frames.length()));
            Frame last = found.get(found.size() - 1);
            assertEquals(new Frame.OfCommand(new Close(3)), last);
            assertEquals(passedAbove == 0 ? 1 : 2, found.size(), "whoever got the beginning is told of the end");
        }
    }

    @Test
    void nothingIsAbandonedThatHasNotBegun() {
        FrameWriter writer = new FrameWriter(FRAME_BYTES);
        writer.writeAbandon();
        Frames frames = writer.take();
        String reason = String.valueOf(assertThrows(
                        MalformedBytesException.class,
                        () -> read(broker(0), Arrays.copyOf(frames.bytes(), frames.length())))
                .getMessage());
        assertTrue(reason.contains("no fragment before it"), reason);
    }

    @Test
    void whatWasEncodedAheadIsSentAsItIs() throws Exception {
        Message text = message(new Body.Text("ä".repeat(LARGE)));
        byte[] encoded = MessageCodec.encode(text);
        text.encodeAhead();
        byte[] sent = fragments(Objects.requireNonNull(LargeFrame.of(new Send(1, 2, text))), 0);
        FrameDecoder decoder = broker(0);
        Send read = (Send) ((Frame.OfCommand) read(decoder, sent).get(0)).command();
        assertEquals(1, read.requestId());
        assertArrayEquals(encoded, MessageCodec.encode(read.message()));
    }
}
