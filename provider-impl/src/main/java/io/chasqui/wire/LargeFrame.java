package io.chasqui.wire;

import io.chasqui.message.BodySource;
import io.chasqui.message.ByteWriter;
import io.chasqui.protocol.Command;
import io.chasqui.protocol.Event;
import io.chasqui.protocol.SessionCommand;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command or event with a body too large to be encoded in one piece: what is to be sent in fragments, read piece by piece.
 * Owned by one thread.
 */
public final class LargeFrame {

    private final List<BodySource> parts;
    private int part;
    private long offset;

    private LargeFrame(List<BodySource> parts) {
        this.parts = parts;
        parts.forEach(BodySource::retain);
    }

    /** Null when the command is to be encoded in one piece. */
    public static @Nullable LargeFrame of(Command command) {
        if (!(command instanceof SessionCommand.Send send) || !Parts.isLarge(send.message())) {
            return null;
        }
        Parts parts = new Parts();
        ByteWriter out = new ByteWriter();
        out.writeByte(FrameType.COMMAND);
        new CommandWriter().write(out, command, parts);
        return end(parts, out);
    }

    /** Null when the event is to be encoded in one piece. */
    public static @Nullable LargeFrame of(Event event) {
        if (!isLarge(event)) {
            return null;
        }
        Parts parts = new Parts();
        ByteWriter out = new ByteWriter();
        out.writeByte(FrameType.EVENT);
        new EventWriter().write(out, event, parts);
        return end(parts, out);
    }

    private static boolean isLarge(Event event) {
        if (event instanceof Event.Deliver deliver) {
            return Parts.isLarge(deliver.message());
        }
        return event instanceof Event.Page page
                && page.messages().stream().anyMatch(browsed -> Parts.isLarge(browsed.message()));
    }

    private static LargeFrame end(Parts parts, ByteWriter out) {
        parts.cut(out);
        return new LargeFrame(parts.all());
    }

    /**
     * Reads on. One piece at a time.
     *
     * @param most how many bytes the piece may have, more than 0
     * @param answer gets it on some thread, possibly this one at once; null when it cannot be read
     */
    public void next(int most, Consumer<byte @Nullable []> answer) {
        BodySource from = parts.get(part);
        long start = offset;
        int length = (int) Math.min(most, from.length() - start);
        offset += length;
        if (offset == from.length()) {
            part++;
            offset = 0;
        }
        from.read(start, length, answer);
    }

    /** Whether the piece that was asked for last was the last one. */
    public boolean isAtEnd() {
        return part == parts.size();
    }

    /** It is not needed any more, read or not. */
    public void release() {
        parts.forEach(BodySource::release);
    }
}
