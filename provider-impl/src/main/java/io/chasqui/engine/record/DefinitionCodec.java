package io.chasqui.engine.record;

import io.chasqui.engine.record.BacklogDefinition.OfQueue;
import io.chasqui.engine.record.BacklogDefinition.OfSubscription;
import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import org.jspecify.annotations.Nullable;

/** The encoding of what a backlog is, in the journal and in checkpoints. Stateless. */
public final class DefinitionCodec {

    private static final int QUEUE = 1;
    private static final int SUBSCRIPTION = 2;

    private DefinitionCodec() {}

    public static void write(ByteWriter out, BacklogDefinition definition) {
        if (definition instanceof OfSubscription subscription) {
            out.writeByte(SUBSCRIPTION).writeText(subscription.destination().name());
            out.writeText(subscription.name());
            writeOptional(out, subscription.clientId());
            out.writeByte(subscription.shared() ? 1 : 0).writeByte(subscription.noLocal() ? 1 : 0);
            writeOptional(out, subscription.selector());
        } else {
            out.writeByte(QUEUE).writeText(definition.destination().name());
        }
    }

    public static BacklogDefinition read(ByteReader in) throws MalformedBytesException {
        int kind = in.readByte();
        String name = in.readText();
        if (name.isEmpty()) {
            throw new MalformedBytesException("a destination has no name");
        }
        return switch (kind) {
            case QUEUE -> new OfQueue(Destination.queue(name));
            case SUBSCRIPTION ->
                new OfSubscription(
                        Destination.topic(name),
                        in.readText(),
                        readOptional(in),
                        in.readByte() != 0,
                        in.readByte() != 0,
                        readOptional(in));
            default -> throw new MalformedBytesException("there is no kind " + kind + " of backlogs");
        };
    }

    static void writeOptional(ByteWriter out, @Nullable String text) {
        out.writeByte(text == null ? 0 : 1);
        if (text != null) {
            out.writeText(text);
        }
    }

    static @Nullable String readOptional(ByteReader in) throws MalformedBytesException {
        return in.readByte() == 0 ? null : in.readText();
    }
}
