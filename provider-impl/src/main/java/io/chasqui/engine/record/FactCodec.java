package io.chasqui.engine.record;

import io.chasqui.engine.record.Fact.Changed;
import io.chasqui.engine.record.Fact.Closed;
import io.chasqui.engine.record.Fact.Counted;
import io.chasqui.engine.record.Fact.Moved;
import io.chasqui.engine.record.Fact.Opened;
import io.chasqui.engine.record.Fact.Prepared;
import io.chasqui.engine.record.Fact.Redelivered;
import io.chasqui.engine.record.Fact.RolledBack;
import io.chasqui.message.ByteReader;
import io.chasqui.message.ByteWriter;
import io.chasqui.message.MalformedBytesException;
import io.chasqui.message.Message;
import io.chasqui.message.MessageCodec;
import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of facts: a byte for the kind, which is also the type of the journal's record, then the parts in the order of
 * the record's components. A list is its length and its elements; a message is its length and its bytes; what may be missing
 * begins with a byte that says whether it is there. Stateless.
 */
public final class FactCodec {

    public static final int CHANGED = 1;
    public static final int REDELIVERED = 2;
    public static final int PREPARED = 3;
    public static final int ROLLED_BACK = 4;
    public static final int OPENED = 5;
    public static final int CLOSED = 6;
    public static final int MOVED = 7;

    /** A fact like {@link #CHANGED}, followed by the ID that its commit has. */
    public static final int COMMITTED = 8;

    /** What a record takes beside its messages, roughly. */
    private static final int FRAME_BYTES = 48;

    private FactCodec() {}

    /** The kind of an encoded fact. */
    public static int kind(ByteBuffer encoded) {
        return encoded.get(encoded.position());
    }

    public static ByteBuffer encode(Fact fact) {
        Encoder encoder = new Encoder();
        fact.dispatch(encoder);
        return encoder.out.toByteBuffer();
    }

    /** Writes a fact. */
    private static final class Encoder implements Fact.Handler {
        private ByteWriter out = new ByteWriter(0);

        @Override
        public void onChanged(Changed fact) {
            out = new ByteWriter(FRAME_BYTES + expectedBytes(fact.arrived()));
            out.writeByte(fact.type());
            writeArrivals(fact.arrived());
            writePlaces(fact.removed());
            BranchId committed = fact.committed();
            out.writeByte(committed == null ? 0 : 1);
            if (committed != null) {
                writeBranch(committed);
            }
            MessageId id = fact.id();
            if (id != null) {
                out.writeText(id.prefix()).writeVar(id.sequence());
            }
        }

        private static int expectedBytes(List<Arrival> arrivals) {
            int bytes = 0;
            for (Arrival arrival : arrivals) {
                bytes += FRAME_BYTES + arrival.message().size();
            }
            return bytes;
        }

        private void writeArrivals(List<Arrival> arrivals) {
            out.writeVar(arrivals.size());
            for (Arrival arrival : arrivals) {
                writePlaces(arrival.places());
                out.writeBytes(arrival.message().takeEncoded());
            }
        }

        private void writePlaces(List<Place> places) {
            out.writeVar(places.size());
            for (Place place : places) {
                writePlace(place);
            }
        }

        private void writePlace(Place place) {
            out.writeVar(place.backlog()).writeByte(Slot.lane(place.slot())).writeVar(Slot.sequence(place.slot()));
        }

        private void writeBranch(BranchId branch) {
            out.writeVar(branch.formatId()).writeBytes(branch.global()).writeBytes(branch.qualifier());
        }

        @Override
        public void onRedelivered(Redelivered fact) {
            out.writeByte(REDELIVERED).writeVar(fact.counted().size());
            for (Counted counted : fact.counted()) {
                writePlace(counted.place());
                out.writeVar(counted.deliveries());
            }
        }

        @Override
        public void onPrepared(Prepared fact) {
            out.writeByte(PREPARED);
            writeBranch(fact.branch());
            out.writeVar(fact.sent().size());
            for (Sent sent : fact.sent()) {
                out.writeText(sent.origin().connectionId());
                DefinitionCodec.writeOptional(out, sent.origin().clientId());
                out.writeBytes(MessageCodec.encode(sent.message()));
            }
            writePlaces(fact.consumed());
        }

        @Override
        public void onRolledBack(RolledBack fact) {
            out.writeByte(ROLLED_BACK);
            writeBranch(fact.branch());
        }

        @Override
        public void onOpened(Opened fact) {
            out.writeByte(OPENED).writeVar(fact.backlog());
            DefinitionCodec.write(out, fact.definition());
        }

        @Override
        public void onClosed(Closed fact) {
            out.writeByte(CLOSED).writeVar(fact.backlog());
        }

        @Override
        public void onMoved(Moved fact) {
            out = new ByteWriter(FRAME_BYTES + expectedBytes(fact.messages()));
            out.writeByte(MOVED);
            writeArrivals(fact.messages());
        }
    }

    /** @throws MalformedBytesException when the bytes are no fact this version knows */
    public static Fact decode(ByteBuffer encoded) throws MalformedBytesException {
        ByteReader in = new ByteReader(encoded.duplicate());
        int kind = in.readByte();
        Fact fact =
                switch (kind) {
                    case CHANGED -> new Changed(readArrivals(in), readPlaces(in), readCommitted(in));
                    case COMMITTED -> new Changed(readArrivals(in), readPlaces(in), readCommitted(in), readId(in));
                    case REDELIVERED -> new Redelivered(readCounted(in));
                    case PREPARED -> new Prepared(readBranch(in), readSent(in), readPlaces(in));
                    case ROLLED_BACK -> new RolledBack(readBranch(in));
                    case OPENED -> new Opened(in.readVar(), DefinitionCodec.read(in));
                    case CLOSED -> new Closed(in.readVar());
                    case MOVED -> new Moved(readArrivals(in));
                    default -> throw new MalformedBytesException("there is no kind " + kind + " of facts");
                };
        if (in.remaining() > 0) {
            throw new MalformedBytesException(in.remaining() + " bytes follow the end of a fact of kind " + kind);
        }
        return fact;
    }

    /**
     * The message that an encoded fact puts in a place, without decoding the others.
     *
     * @throws MalformedBytesException also when the fact puts none there
     */
    public static Message messageAt(ByteBuffer encoded, Place place) throws MalformedBytesException {
        ByteReader in = new ByteReader(encoded.duplicate());
        int kind = in.readByte();
        if (hasMessages(kind)) {
            for (int left = in.readCount(2); left > 0; left--) {
                boolean found = false;
                for (int places = in.readCount(3); places > 0; places--) {
                    long backlog = in.readVar();
                    long slot = readSlot(in);
                    found |= backlog == place.backlog() && slot == place.slot();
                }
                if (found) {
                    return MessageCodec.decode(in.readBytes());
                }
                in.skipBytes();
            }
        }
        throw new MalformedBytesException("a fact of kind " + kind + " puts no message at " + place);
    }

    /** Whether a fact of this kind may put messages into places. */
    public static boolean hasMessages(int kind) {
        return kind == CHANGED || kind == COMMITTED || kind == MOVED;
    }

    /** The places in which an encoded fact puts each of its messages, without decoding these. */
    public static List<List<Place>> placesOf(ByteBuffer encoded) throws MalformedBytesException {
        ByteReader in = new ByteReader(encoded.duplicate());
        int kind = in.readByte();
        List<List<Place>> places = new ArrayList<>();
        if (hasMessages(kind)) {
            for (int left = in.readCount(2); left > 0; left--) {
                places.add(readPlaces(in));
                in.skipBytes();
            }
        }
        return places;
    }

    private static List<Arrival> readArrivals(ByteReader in) throws MalformedBytesException {
        int count = in.readCount(2);
        List<Arrival> arrivals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<Place> places = readPlaces(in);
            arrivals.add(new Arrival(MessageCodec.decode(in.readBytes()), places));
        }
        return arrivals;
    }

    private static List<Place> readPlaces(ByteReader in) throws MalformedBytesException {
        int count = in.readCount(3);
        List<Place> places = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            places.add(readPlace(in));
        }
        return places;
    }

    private static Place readPlace(ByteReader in) throws MalformedBytesException {
        return new Place(in.readVar(), readSlot(in));
    }

    private static long readSlot(ByteReader in) throws MalformedBytesException {
        int lane = in.readByte();
        long sequence = in.readVar();
        if (lane >= Slot.LANES || sequence < 0 || Slot.sequence(sequence) != sequence) {
            throw new MalformedBytesException("there is no slot " + sequence + " in lane " + lane);
        }
        return Slot.laneStart(lane) | sequence;
    }

    private static List<Counted> readCounted(ByteReader in) throws MalformedBytesException {
        int count = in.readCount(4);
        List<Counted> counted = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            counted.add(new Counted(readPlace(in), readDeliveries(in)));
        }
        return counted;
    }

    private static int readDeliveries(ByteReader in) throws MalformedBytesException {
        long deliveries = in.readVar();
        if (deliveries < 0 || deliveries > Integer.MAX_VALUE) {
            throw new MalformedBytesException("no message was delivered " + deliveries + " times");
        }
        return (int) deliveries;
    }

    private static List<Sent> readSent(ByteReader in) throws MalformedBytesException {
        int count = in.readCount(3);
        List<Sent> sent = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String connectionId = in.readText();
            @Nullable String clientId = DefinitionCodec.readOptional(in);
            sent.add(new Sent(MessageCodec.decode(in.readBytes()), new Origin(connectionId, clientId)));
        }
        return sent;
    }

    private static @Nullable BranchId readCommitted(ByteReader in) throws MalformedBytesException {
        return in.readByte() == 0 ? null : readBranch(in);
    }

    private static MessageId readId(ByteReader in) throws MalformedBytesException {
        return new MessageId(in.readText(), in.readVar());
    }

    private static BranchId readBranch(ByteReader in) throws MalformedBytesException {
        return new BranchId((int) in.readVar(), in.readBytes(), in.readBytes());
    }
}
