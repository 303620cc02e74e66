package io.chasqui.wire;

import io.chasqui.message.Body;
import io.chasqui.message.BodySource;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.EncodedBody;
import io.chasqui.message.Message;
import io.chasqui.message.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is encoded, and the bodies in between that are too large to be encoded with it. Owned by one thread. */
final class Parts {

    private static final byte[] NOTHING = new byte[0];

    private final List<BodySource> parts = new ArrayList<>(2);

    /** Whether this message is to be sent part by part. */
    static boolean isLarge(Message message) {
        return message.storedBody() instanceof Body.Stored
                || message.storedBody().size() > EncodedBody.LARGE_BYTES;
    }

    /** Writes a message: all of it, or what precedes its body, which becomes a part of its own. */
    static void write(ByteWriter out, Message message, @Nullable Parts parts) {
        if (parts == null || !isLarge(message)) {
            message.writeTo(out);
            return;
        }
        byte[] ahead = message.encodedAhead();
        if (ahead == null) {
            MessageCodec.writeHead(out, message);
        }
        parts.cut(out);
        parts.parts.add(ahead == null ? sourceOf(message) : new EncodedBody(NOTHING, ahead));
    }

    private static BodySource sourceOf(Message message) {
        if (!(message.storedBody() instanceof Body.Stored stored)) {
            return EncodedBody.of(message.storedBody());
        }
        BodySource content = stored.content();
        if (content == null) {
            throw new IllegalStateException("the body of " + message + " is in a file that is not at hand here");
        }
        return content;
    }

    /** What was written so far is a part. */
    void cut(ByteWriter out) {
        if (out.size() > 0) {
            parts.add(new EncodedBody(NOTHING, out.toByteArray()));
            out.truncate(0);
        }
    }

    List<BodySource> all() {
        return parts;
    }
}
