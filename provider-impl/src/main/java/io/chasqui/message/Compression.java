package io.chasqui.message;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Makes bodies smaller for the network and the disk: the encoding of a body, deflated (RFC 1951). The broker never looks into
 * it; whoever consumes the message gets the body it was. Stateless.
 */
public final class Compression {

    /** Takes what the sender says to be its length no more than so many times its compressed length, which deflating cannot pass. */
    private static final int MOST_RATIO = 1032;

    private Compression() {}

    /** The body compressed, or as it is when that would not make it smaller. */
    public static Body compress(Body body) {
        ByteWriter plain = new ByteWriter(body.size());
        MessageCodec.writeBody(plain, body);
        int length = plain.size();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(plain.toByteBuffer());
            deflater.finish();
            byte[] packed = new byte[length];
            int size = 0;
            while (size < length && !deflater.finished()) {
                size += deflater.deflate(packed, size, length - size);
            }
            return deflater.finished() && size < body.size()
                    ? new Body.Compressed(length, Arrays.copyOf(packed, size))
                    : body;
        } finally {
            deflater.end();
        }
    }

    /** @throws MalformedBytesException when this was never compressed here */
    static Body inflate(Body.Compressed compressed) throws MalformedBytesException {
        byte[] packed = compressed.content();
        int length = compressed.plainLength();
        if (length > (long) packed.length * MOST_RATIO) {
            throw new MalformedBytesException(
                    packed.length + " compressed bytes cannot become " + length + " bytes of a body");
        }
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            byte[] plain = new byte[length];
            int size = 0;
            while (size < length) {
                int more = inflater.inflate(plain, size, length - size);
                if (more == 0) {
                    throw new MalformedBytesException(
                            "a compressed body ends after " + size + " of " + length + " bytes");
                }
                size += more;
            }
            ByteReader in = new ByteReader(plain);
            Body body = MessageCodec.readBody(in);
            if (in.remaining() > 0 || body instanceof Body.Compressed) {
                throw new MalformedBytesException("a compressed body is not one body");
            }
            return body;
        } catch (DataFormatException e) {
            throw new MalformedBytesException("a compressed body cannot be decompressed: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }
}
