package io.chasqui.message;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of a body that is in memory.
 *
 * @param head what comes first, such as the kind and the length
 * @param content what follows; not copied
 */
public record EncodedBody(byte[] head, byte[] content) implements BodySource {

    /** From how many bytes on a body is not copied into a frame but sent from where it is. */
    public static final int LARGE_BYTES = 512 << 10;

    /** Encodes a body; that of a {@code BytesMessage} without a copy of its content. */
    public static EncodedBody of(Body body) {
        ByteWriter out = new ByteWriter(body instanceof Body.Bytes ? 0 : body.size());
        if (body instanceof Body.Bytes bytes) {
            MessageCodec.writeBytesHead(out, bytes.content().length);
            return new EncodedBody(out.toByteArray(), bytes.content());
        }
        MessageCodec.writeBody(out, body);
        return new EncodedBody(new byte[0], out.toByteArray());
    }

    @Override
    public long length() {
        return (long) head.length + content.length;
    }

    @Override
    public void read(long offset, int length, Consumer<byte @Nullable []> answer) {
        if (offset >= head.length) {
            int from = (int) (offset - head.length);
            answer.accept(Arrays.copyOfRange(content, from, from + length));
            return;
        }
        byte[] part = new byte[length];
        int first = Math.min(length, head.length - (int) offset);
        System.arraycopy(head, (int) offset, part, 0, first);
        System.arraycopy(content, 0, part, first, length - first);
        answer.accept(part);
    }
}
