package io.chasqui.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One sent message: everything the sender fixed, never changed afterwards. What belongs to a single delivery (how often
 * it was delivered, to whom) is not here.
 *
 * <p>Design note: inside one JVM a non-persistent message is handed on as this object and never encoded. Times are
 * milliseconds since the epoch, by the clock of the sending client.
 */
public final class Message {

    /** What an object of this class and its usual parts take on the heap, roughly, in bytes. */
    private static final int OVERHEAD_BYTES = 200;

    private static final System.Logger LOG = System.getLogger(Message.class.getName());

    private final Destination destination;
    private final @Nullable MessageId id;
    private final boolean idHidden;
    private final Body body;
    private final Map<String, @Nullable Object> properties;
    private final @Nullable String type;
    private final @Nullable Object correlationId;
    private final @Nullable Destination replyTo;
    private final long timestamp;
    private final long expiration;
    private final long deliveryTime;
    private final int priority;
    private final boolean persistent;
    private final int size;

    /**
     * Its encoding: while it has an {@linkplain Body.Encoded encoded body} for good, otherwise from when its sender makes it
     * until whoever stores it takes it.
     */
    private byte @Nullable [] encoded;

    private Message(Builder from) {
        destination = Objects.requireNonNull(from.destination, "destination");
        id = from.id;
        idHidden = from.idHidden;
        body = from.body;
        properties = from.properties;
        type = from.type;
        correlationId = from.correlationId;
        replyTo = from.replyTo;
        timestamp = from.timestamp;
        expiration = from.expiration;
        deliveryTime = from.deliveryTime;
        priority = from.priority;
        persistent = from.persistent;
        size = measure();
    }

    private int measure() {
        long bytes = OVERHEAD_BYTES;
        bytes += body.size();
        if (!properties.isEmpty()) {
            for (Map.Entry<String, @Nullable Object> property : properties.entrySet()) {
                bytes += property.getKey().length();
                bytes += Values.size(property.getValue());
            }
        }
        return Values.bounded(bytes);
    }

    public Destination destination() {
        return destination;
    }

    /** The message ID; null when the sender asked for none. */
    public @Nullable MessageId id() {
        return idHidden ? null : id;
    }

    /** By what the broker knows whether it has this message; there may be one that nobody else is shown. */
    public @Nullable MessageId identity() {
        return id;
    }

    /** The body, decompressed if need be. When that cannot be done, its compressed bytes, and the log says why. */
    public Body body() {
        Body whole = body instanceof Body.Stored stored ? load(stored) : body;
        whole = whole instanceof Body.Encoded raw ? decode(raw) : whole;
        return whole instanceof Body.Compressed compressed ? plain(compressed) : whole;
    }

    private Body decode(Body.Encoded raw) {
        try {
            return MessageCodec.readBody(
                    new ByteReader(ByteBuffer.wrap(raw.encoded(), raw.offset(), raw.encoded().length - raw.offset())));
        } catch (MalformedBytesException e) {
            throw new IllegalStateException("the body of " + this + " was checked, and is malformed", e);
        }
    }

    private Body load(Body.Stored stored) {
        StoredBody content = stored.content();
        if (content == null) {
            throw new IllegalStateException("the body of " + this + " is in a file that is not at hand here");
        }
        try {
            return content.load();
        } catch (IOException e) {
            throw new UncheckedIOException("the body of " + this + " cannot be read", e);
        }
    }

    private Body plain(Body.Compressed compressed) {
        try {
            return Compression.inflate(compressed);
        } catch (MalformedBytesException e) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}", this, e.getMessage());
            return new Body.Bytes(compressed.content());
        }
    }

    /** The body as it is stored and sent. */
    public Body storedBody() {
        return body;
    }

    /** The file its body lies in; null when it does not lie in one. */
    public Body.@Nullable Stored largeBody() {
        return body instanceof Body.Stored stored ? stored : null;
    }

    /** How large it is for its sender, who has all of it in memory. */
    public long sentSize() {
        if (body instanceof Body.Refused refused) {
            return size + refused.plainSize();
        }
        return body instanceof Body.Stored stored ? size - stored.size() + stored.plainSize() : size;
    }

    /** The application's properties by name; unmodifiable; values as in {@link Body}, without characters and arrays. */
    public Map<String, @Nullable Object> properties() {
        return properties;
    }

    /** {@code JMSType}. */
    public @Nullable String type() {
        return type;
    }

    /** {@code JMSCorrelationID}: a {@code String}, a {@code byte[]} that nobody changes, or null. */
    public @Nullable Object correlationId() {
        return correlationId;
    }

    public @Nullable Destination replyTo() {
        return replyTo;
    }

    /** When it was sent; 0 when the sender asked for no timestamp. */
    public long timestamp() {
        return timestamp;
    }

    /** When it ceases to be of use; 0 for never. */
    public long expiration() {
        return expiration;
    }

    /** The earliest time at which a consumer may have it; the send time when it is not delayed. */
    public long deliveryTime() {
        return deliveryTime;
    }

    /** 0 (lowest) to 9. */
    public int priority() {
        return priority;
    }

    public boolean persistent() {
        return persistent;
    }

    /** About how many bytes it takes in memory. */
    public int size() {
        return size;
    }

    public boolean isExpired(long nowMillis) {
        return expiration != 0 && expiration <= nowMillis;
    }

    /** A builder of a message to another destination that starts with everything else this message has. */
    public Builder toBuilder(Destination other) {
        Builder builder = new Builder(other);
        builder.id = id;
        builder.idHidden = idHidden;
        builder.body = body;
        builder.properties = properties;
        builder.type = type;
        builder.correlationId = correlationId;
        builder.replyTo = replyTo;
        builder.timestamp = timestamp;
        builder.expiration = expiration;
        builder.deliveryTime = deliveryTime;
        builder.priority = priority;
        builder.persistent = persistent;
        return builder;
    }

    /** Encodes it on the thread of its sender, which has the time; to be called before it is handed on. */
    public void encodeAhead() {
        encoded = MessageCodec.encode(this);
    }

    /** Its encoding, if it was made ahead. */
    public byte @Nullable [] encodedAhead() {
        return encoded;
    }

    /** Writes its encoding, which is kept if it was made ahead. */
    public void writeTo(ByteWriter out) {
        byte[] ready = encoded;
        if (ready == null) {
            MessageCodec.write(out, this);
        } else {
            out.writeRaw(ready, 0, ready.length);
        }
    }

    /** Its encoding, made now unless that was done ahead, and not kept. For one thread at a time. */
    public byte[] takeEncoded() {
        byte[] ready = encoded;
        if (!(body instanceof Body.Encoded)) {
            encoded = null;
        }
        return ready == null ? MessageCodec.encode(this) : ready;
    }

    @Override
    public String toString() {
        MessageId shown = id();
        return "message " + (shown == null ? "without ID" : shown.text()) + " to " + destination;
    }

    /** Collects the parts of a message. Owned by the thread that builds; not reused after {@link #build()}. */
    public static final class Builder {
        private final Destination destination;
        private @Nullable MessageId id;
        private boolean idHidden;
        private Body body = Body.NONE;
        private Map<String, @Nullable Object> properties = Map.of();
        private @Nullable String type;
        private @Nullable Object correlationId;
        private @Nullable Destination replyTo;
        private long timestamp;
        private long expiration;
        private long deliveryTime;
        private int priority = 4;
        private boolean persistent;

        public Builder(Destination destination) {
            this.destination = destination;
        }

        public Builder id(@Nullable MessageId value) {
            id = value;
            return this;
        }

        /** The ID is for the broker alone. */
        public Builder idHidden(boolean value) {
            idHidden = value;
            return this;
        }

        public Builder body(Body value) {
            body = value;
            return this;
        }

        /** The map is taken over, not copied: the caller never changes it again. */
        public Builder properties(Map<String, @Nullable Object> value) {
            properties = value;
            return this;
        }

        public Builder type(@Nullable String value) {
            type = value;
            return this;
        }

        /** A {@code String}, a {@code byte[]} that the caller never changes again, or null. */
        public Builder correlationId(@Nullable Object value) {
            correlationId = value;
            return this;
        }

        public Builder replyTo(@Nullable Destination value) {
            replyTo = value;
            return this;
        }

        public Builder timestamp(long value) {
            timestamp = value;
            return this;
        }

        public Builder expiration(long value) {
            expiration = value;
            return this;
        }

        public Builder deliveryTime(long value) {
            deliveryTime = value;
            return this;
        }

        public Builder priority(int value) {
            priority = value;
            return this;
        }

        public boolean isPersistent() {
            return persistent;
        }

        public Builder persistent(boolean value) {
            persistent = value;
            return this;
        }

        public Message build() {
            return new Message(this);
        }

        /** @param whole the encoding of the message, whose body is in it; not changed any more */
        Message build(byte[] whole) {
            Message message = new Message(this);
            message.encoded = whole;
            return message;
        }
    }
}
