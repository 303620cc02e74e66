package io.chasqui.wire;

import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.Destination;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import io.chasqui.protocol.Seen;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the parts of commands and events are encoded. Stateless. */
final class Fields {

    /** The longest name, identifier or reason. */
    static final int MAX_TEXT = 1 << 20;

    private static final Destination.Kind[] KINDS = Destination.Kind.values();
    private static final int MAX_BRANCH_PART = 64;

    /** The longest reason that an event tells, in characters. */
    static final int MAX_REASON = 1 << 16;

    /** The most elements of a list of small things, which take much more memory than bytes on the wire. */
    private static final int MAX_ELEMENTS = 1 << 20;

    private Fields() {}

    static long readId(ByteReader in, String what) throws MalformedBytesException {
        long id = in.readVar();
        if (id < 0) {
            throw new MalformedBytesException(what + " is " + id + ", less than 0");
        }
        return id;
    }

    static long request(ByteReader in) throws MalformedBytesException {
        return readId(in, "a request's number");
    }

    static long session(ByteReader in) throws MalformedBytesException {
        return readId(in, "a session's number");
    }

    static long consumer(ByteReader in) throws MalformedBytesException {
        return readId(in, "a consumer's number");
    }

    static long delivery(ByteReader in) throws MalformedBytesException {
        return readId(in, "a delivery's number");
    }

    static int readCount(ByteReader in, String what) throws MalformedBytesException {
        long count = in.readVar();
        if (count < 0 || count > Integer.MAX_VALUE) {
            throw new MalformedBytesException(what + " is " + count + ", which is not between 0 and 2147483647");
        }
        return (int) count;
    }

    static boolean readFlag(ByteReader in, String what) throws MalformedBytesException {
        int flag = in.readByte();
        if (flag > 1) {
            throw new MalformedBytesException(what + " is " + flag + ", neither 0 nor 1");
        }
        return flag == 1;
    }

    /** @param values in the order of their numbers on the wire, which count from 0 */
    static <E extends Enum<E>> E readEnum(ByteReader in, E[] values, String what) throws MalformedBytesException {
        int number = in.readByte();
        if (number >= values.length) {
            throw new MalformedBytesException(what + " is " + number + ", which is unknown");
        }
        return values[number];
    }

    static String readText(ByteReader in, String what) throws MalformedBytesException {
        String text = in.readText();
        if (text.length() > MAX_TEXT) {
            throw new MalformedBytesException(what + " has " + text.length() + " characters, more than " + MAX_TEXT);
        }
        return text;
    }

    /** Writes a text for people, of which no more is needed than this. */
    static void writeReason(ByteWriter out, String reason, int most) {
        out.writeText(reason.length() <= most ? reason : reason.substring(0, most - 1) + '…');
    }

    static void writeOptional(ByteWriter out, @Nullable String text) {
        if (text == null) {
            out.writeByte(0);
        } else {
            out.writeByte(1).writeText(text);
        }
    }

    static @Nullable String readOptional(ByteReader in, String what) throws MalformedBytesException {
        return readFlag(in, "whether there is " + what) ? readText(in, what) : null;
    }

    static byte[] readBytes(ByteReader in, int most, String what) throws MalformedBytesException {
        byte[] bytes = in.readBytes();
        if (bytes.length > most) {
            throw new MalformedBytesException(what + " has " + bytes.length + " bytes, more than " + most);
        }
        return bytes;
    }

    static void writeDestination(ByteWriter out, Destination destination) {
        out.writeByte(destination.kind().ordinal()).writeText(destination.name());
    }

    static Destination readDestination(ByteReader in) throws MalformedBytesException {
        Destination.Kind kind = readEnum(in, KINDS, "the kind of destination");
        // As long as it may be in a message, which names destinations, too.
        String name = in.readText();
        if (name.isEmpty()) {
            throw new MalformedBytesException("a destination has no name");
        }
        return new Destination(kind, name);
    }

    static void writeId(ByteWriter out, MessageId id) {
        out.writeText(id.prefix()).writeVar(id.sequence());
    }

    static MessageId readMessageId(ByteReader in) throws MalformedBytesException {
        return new MessageId(in.readText(), in.readVar());
    }

    static void writeIds(ByteWriter out, List<MessageId> ids) {
        out.writeVar(ids.size());
        for (MessageId id : ids) {
            writeId(out, id);
        }
    }

    /** Reads how many elements follow, of a list of small things. */
    static int readElements(ByteReader in, int leastBytes) throws MalformedBytesException {
        int count = in.readCount(leastBytes);
        if (count > MAX_ELEMENTS) {
            throw new MalformedBytesException("a list of " + count + " elements has more than " + MAX_ELEMENTS);
        }
        return count;
    }

    static List<MessageId> readIds(ByteReader in) throws MalformedBytesException {
        int count = readElements(in, 2);
        List<MessageId> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(readMessageId(in));
        }
        return List.copyOf(ids);
    }

    static void writeSeen(ByteWriter out, List<Seen> seen) {
        out.writeVar(seen.size());
        for (int i = 0; i < seen.size(); i++) {
            out.writeVar(seen.get(i).consumerId()).writeVar(seen.get(i).upTo());
        }
    }

    static List<Seen> readSeen(ByteReader in) throws MalformedBytesException {
        int count = readElements(in, 2);
        if (count == 1) {
            return List.of(readOneSeen(in));
        }
        List<Seen> seen = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            seen.add(readOneSeen(in));
        }
        return List.copyOf(seen);
    }

    private static Seen readOneSeen(ByteReader in) throws MalformedBytesException {
        return new Seen(readId(in, "a consumer's number"), readId(in, "a delivery's number"));
    }

    static void writeBranch(ByteWriter out, BranchId branch) {
        out.writeInt(branch.formatId()).writeBytes(branch.global()).writeBytes(branch.qualifier());
    }

    static BranchId readBranch(ByteReader in) throws MalformedBytesException {
        return new BranchId(
                in.readInt(),
                readBytes(in, MAX_BRANCH_PART, "a global transaction identifier"),
                readBytes(in, MAX_BRANCH_PART, "a branch qualifier"));
    }
}
