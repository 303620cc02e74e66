package io.chasqui.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one encoding of a message, for wire and journal. Stateless.
 *
 * <p>A version byte, then in this order: flags; destination; message ID; priority; the three times (the later two as their
 * distance from the first); type; correlation ID; reply-to; properties; body. What a flag says is missing takes no bytes.
 */
public final class MessageCodec {

    /** The newest version, which is the one written. A reader refuses versions it does not know. */
    static final int VERSION = 1;

    private static final int PERSISTENT = 1;
    private static final int HAS_ID = 1 << 1;
    private static final int HAS_TYPE = 1 << 2;
    private static final int HAS_REPLY_TO = 1 << 3;
    private static final int TEXT_CORRELATION = 1 << 4;
    private static final int BYTES_CORRELATION = 1 << 5;
    private static final int HAS_PROPERTIES = 1 << 6;
    private static final int HIDDEN_ID = 1 << 7;

    private static final Destination.Kind[] KINDS = Destination.Kind.values();

    private static final int NO_BODY = 0;
    private static final int NULL_TEXT = 1;
    static final int TEXT = 2;
    static final int BYTES = 3;
    private static final int NULL_OBJECT = 4;
    static final int OBJECT = 5;
    static final int ENTRIES = 6;
    static final int ITEMS = 7;
    static final int COMPRESSED = 8;

    /** Only in the journal of the broker whose file it is: never on the wire. */
    private static final int STORED = 9;

    private MessageCodec() {}

    public static byte[] encode(Message message) {
        ByteWriter out = new ByteWriter(message.size());
        write(out, message);
        return out.toByteArray();
    }

    public static void write(ByteWriter out, Message message) {
        writeHead(out, message);
        writeBody(out, message.storedBody());
    }

    /** Writes everything but the body, which comes last. */
    public static void writeHead(ByteWriter out, Message message) {
        out.writeByte(VERSION).writeByte(flags(message));
        writeDestination(out, message.destination());
        MessageId id = message.identity();
        if (id != null) {
            out.writeText(id.prefix()).writeVar(id.sequence());
        }
        out.writeByte(message.priority());
        out.writeVar(message.timestamp());
        out.writeVar(message.expiration() - message.timestamp());
        out.writeVar(message.deliveryTime() - message.timestamp());
        if (message.type() != null) {
            out.writeText(message.type());
        }
        if (message.correlationId() instanceof String text) {
            out.writeText(text);
        } else if (message.correlationId() instanceof byte[] bytes) {
            out.writeBytes(bytes);
        }
        if (message.replyTo() != null) {
            writeDestination(out, message.replyTo());
        }
        if (!message.properties().isEmpty()) {
            ValueCodec.writeMap(out, message.properties());
        }
    }

    /** What precedes the content of a body of bytes. */
    static void writeBytesHead(ByteWriter out, int length) {
        out.writeByte(BYTES).writeVar(length);
    }

    private static int flags(Message message) {
        return (message.persistent() ? PERSISTENT : 0)
                | (message.identity() != null ? HAS_ID : 0)
                | (message.identity() != null && message.id() == null ? HIDDEN_ID : 0)
                | (message.type() != null ? HAS_TYPE : 0)
                | (message.replyTo() != null ? HAS_REPLY_TO : 0)
                | (message.correlationId() instanceof String ? TEXT_CORRELATION : 0)
                | (message.correlationId() instanceof byte[] ? BYTES_CORRELATION : 0)
                | (message.properties().isEmpty() ? 0 : HAS_PROPERTIES);
    }

    private static void writeDestination(ByteWriter out, Destination destination) {
        out.writeByte(destination.kind().ordinal()).writeText(destination.name());
    }

    static void writeBody(ByteWriter out, Body body) {
        if (body instanceof Body.Text text) {
            if (text.text() == null) {
                out.writeByte(NULL_TEXT);
            } else {
                out.writeByte(TEXT).writeText(text.text());
            }
        } else if (body instanceof Body.Bytes bytes) {
            out.writeByte(BYTES).writeBytes(bytes.content());
        } else if (body instanceof Body.Serialized object) {
            if (object.content() == null) {
                out.writeByte(NULL_OBJECT);
            } else {
                out.writeByte(OBJECT).writeBytes(object.content());
            }
        } else if (body instanceof Body.Entries map) {
            ValueCodec.writeMap(out.writeByte(ENTRIES), map.entries());
        } else if (body instanceof Body.Items stream) {
            ValueCodec.writeList(out.writeByte(ITEMS), stream.items());
        } else if (body instanceof Body.Compressed compressed) {
            out.writeByte(COMPRESSED).writeVar(compressed.plainLength()).writeBytes(compressed.content());
        } else if (body instanceof Body.Encoded raw) {
            out.writeRaw(raw.encoded(), raw.offset(), raw.encoded().length - raw.offset());
        } else if (body instanceof Body.Stored stored) {
            out.writeByte(STORED)
                    .writeVar(stored.id())
                    .writeVar(stored.length())
                    .writeVar(stored.plainSize());
        } else {
            out.writeByte(NO_BODY);
        }
    }

    /** Decodes what the journal has. */
    public static Message decode(byte[] bytes) throws MalformedBytesException {
        ByteReader in = new ByteReader(bytes);
        Message.Builder head = readHead(in);
        Message message =
                head.body(isStored(in) ? readStored(in) : readBody(in)).build();
        requireEnd(in);
        return message;
    }

    private static boolean isStored(ByteReader in) {
        return in.remaining() > 0 && in.peek() == STORED;
    }

    private static Body.Stored readStored(ByteReader in) throws MalformedBytesException {
        in.readByte();
        long id = in.readVar(1, Long.MAX_VALUE, "the number of a file");
        long length = in.readVar(1, Long.MAX_VALUE, "the length of a body");
        return new Body.Stored(id, length, in.readVar(0, Long.MAX_VALUE, "the size of a body"), null);
    }

    /** Reads what has come over the wire. */
    public static Message read(ByteReader in) throws MalformedBytesException {
        Message.Builder head = readHead(in);
        return head.body(readBody(in)).build();
    }

    /**
     * Reads a message that is to be passed on as it came: its body is checked, but not decoded.
     *
     * @param bytes nothing but the message; not changed any more
     */
    public static Message readToPassOn(byte[] bytes) throws MalformedBytesException {
        ByteReader in = new ByteReader(bytes);
        Message.Builder head = readHead(in);
        int offset = bytes.length - in.remaining();
        // The names in a map have to be looked at one by one anyway.
        if (in.remaining() == 0 || !BodyScanner.takes(bytes[offset]) || bytes[offset] == ENTRIES) {
            Message message = head.body(readBody(in)).build();
            requireEnd(in);
            return message;
        }
        BodyScanner scanner = new BodyScanner();
        scanner.next(bytes, offset);
        scanner.end();
        return head.body(new Body.Encoded(bytes, offset, Values.bounded(scanner.plainSize())))
                .build(bytes);
    }

    private static void requireEnd(ByteReader in) throws MalformedBytesException {
        if (in.remaining() > 0) {
            throw new MalformedBytesException(in.remaining() + " bytes follow the end of a message");
        }
    }

    /** Reads everything but the body. */
    public static Message.Builder readHead(ByteReader in) throws MalformedBytesException {
        int version = in.readByte();
        if (version != VERSION) {
            throw new MalformedBytesException(
                    "a message of encoding version " + version + " cannot be read; this program knows " + VERSION);
        }
        int flags = readFlags(in);
        Message.Builder message = new Message.Builder(readDestination(in)).persistent((flags & PERSISTENT) != 0);
        if ((flags & HAS_ID) != 0) {
            message.id(new MessageId(in.readText(), in.readVar())).idHidden((flags & HIDDEN_ID) != 0);
        }
        message.priority(readPriority(in));
        long timestamp = in.readVar();
        message.timestamp(timestamp)
                .expiration(timestamp + in.readVar())
                .deliveryTime(timestamp + in.readVar())
                .type((flags & HAS_TYPE) != 0 ? in.readText() : null)
                .correlationId(readCorrelationId(in, flags))
                .replyTo((flags & HAS_REPLY_TO) != 0 ? readDestination(in) : null);
        if ((flags & HAS_PROPERTIES) != 0) {
            message.properties(readProperties(in));
        }
        return message;
    }

    private static int readFlags(ByteReader in) throws MalformedBytesException {
        int flags = in.readByte();
        if ((flags & HIDDEN_ID) != 0 && (flags & HAS_ID) == 0) {
            throw new MalformedBytesException("an ID is hidden that is not there: flags " + flags);
        }
        if ((flags & TEXT_CORRELATION) != 0 && (flags & BYTES_CORRELATION) != 0) {
            throw new MalformedBytesException("a correlation ID cannot be both text and bytes");
        }
        return flags;
    }

    private static Map<String, @Nullable Object> readProperties(ByteReader in) throws MalformedBytesException {
        Map<String, @Nullable Object> properties = ValueCodec.readMap(in);
        for (Map.Entry<String, @Nullable Object> property : properties.entrySet()) {
            if (property.getValue() instanceof byte[] || property.getValue() instanceof Character) {
                throw new MalformedBytesException("the property " + property.getKey() + " is "
                        + (property.getValue() instanceof Character ? "a character" : "an array")
                        + ", which properties cannot be");
            }
        }
        return properties;
    }

    private static int readPriority(ByteReader in) throws MalformedBytesException {
        int priority = in.readByte();
        if (priority > 9) {
            throw new MalformedBytesException("priority " + priority + " is not between 0 and 9");
        }
        return priority;
    }

    private static @Nullable Object readCorrelationId(ByteReader in, int flags) throws MalformedBytesException {
        if ((flags & TEXT_CORRELATION) != 0) {
            return in.readText();
        }
        return (flags & BYTES_CORRELATION) != 0 ? in.readBytes() : null;
    }

    private static Destination readDestination(ByteReader in) throws MalformedBytesException {
        int kind = in.readByte();
        if (kind >= KINDS.length) {
            throw new MalformedBytesException("there is no kind " + kind + " of destinations");
        }
        String name = in.readText();
        if (name.isEmpty()) {
            throw new MalformedBytesException("a destination has no name");
        }
        return new Destination(KINDS[kind], name);
    }

    /** Decodes a body that is encoded on its own. */
    public static Body decodeBody(byte[] bytes) throws MalformedBytesException {
        ByteReader in = new ByteReader(bytes);
        Body body = readBody(in);
        if (in.remaining() > 0) {
            throw new MalformedBytesException(in.remaining() + " bytes follow the end of a body");
        }
        return body;
    }

    static Body readBody(ByteReader in) throws MalformedBytesException {
        int kind = in.readByte();
        return switch (kind) {
            case NO_BODY -> Body.NONE;
            case NULL_TEXT -> new Body.Text(null);
            case TEXT -> new Body.Text(in.readText());
            case BYTES -> new Body.Bytes(in.readBytes());
            case NULL_OBJECT -> new Body.Serialized(null);
            case OBJECT -> new Body.Serialized(in.readBytes());
            case ENTRIES -> new Body.Entries(ValueCodec.readMap(in));
            case ITEMS -> new Body.Items(ValueCodec.readList(in));
            case COMPRESSED -> readCompressed(in);
            default -> throw new MalformedBytesException("there is no kind " + kind + " of bodies");
        };
    }

    private static Body.Compressed readCompressed(ByteReader in) throws MalformedBytesException {
        long length = in.readVar();
        if (length < 1 || length > Integer.MAX_VALUE - 16) {
            throw new MalformedBytesException("a compressed body has a plain length of " + length + " bytes");
        }
        return new Body.Compressed((int) length, in.readBytes());
    }
}
