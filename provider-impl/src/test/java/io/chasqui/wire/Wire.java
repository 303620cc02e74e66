package io.chasqui.wire;

import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/** Short ways to write and to read bytes of links. */
final class Wire {

    /** More than any test puts together. */
    static final long ANY_BYTES = Integer.MAX_VALUE;

    static final int MAX_FRAME_BYTES = 1 << 20;

    private Wire() {}

    static byte[] bytes(Consumer<FrameWriter> what) {
        return bytes(MAX_FRAME_BYTES, what);
    }

    static byte[] bytes(int maxFrameBytes, Consumer<FrameWriter> what) {
        FrameWriter writer = new FrameWriter(maxFrameBytes);
        what.accept(writer);
        Frames frames = writer.take();
        return Arrays.copyOf(frames.bytes(), frames.length());
    }

    /** A frame with its length in front, whatever is in it. */
    static byte[] frame(Consumer<ByteWriter> content) {
        ByteWriter writer = new ByteWriter().writeInt(0);
        content.accept(writer);
        writer.writeIntAt(0, writer.size() - Integer.BYTES);
        return writer.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteWriter all = new ByteWriter();
        for (byte[] part : parts) {
            all.writeRaw(part, 0, part.length);
        }
        return all.toByteArray();
    }

    static byte[] ofHex(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    }

    /** A broker's decoder on a link that stands. */
    static FrameDecoder broker() {
        FrameDecoder decoder = FrameDecoder.ofBroker(ANY_BYTES);
        decoder.established(MAX_FRAME_BYTES);
        return decoder;
    }

    /** A client's decoder on a link that stands. */
    static FrameDecoder client() {
        FrameDecoder decoder = FrameDecoder.ofClient(ANY_BYTES);
        decoder.established(MAX_FRAME_BYTES);
        return decoder;
    }

    /** All frames in the bytes, shown. */
    static List<String> read(FrameDecoder decoder, byte[] bytes) throws MalformedBytesException {
        List<String> shown = new ArrayList<>();
        decoder.feed(ByteBuffer.wrap(bytes));
        for (Frame frame = decoder.next(); frame != null; frame = decoder.next()) {
            shown.add(Shown.of(frame));
        }
        return shown;
    }
}
