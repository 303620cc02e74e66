package io.chasqui.engine.record;

import io.chasqui.message.MessageId;
import io.chasqui.protocol.BranchId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that has happened and is to be remembered: one record of the journal, true as a whole or not at all. */
public sealed interface Fact {

    void dispatch(Handler handler);

    /** The type of its record in the journal; one of the constants of {@link FactCodec}. */
    int type();

    /** How many bytes of messages it has, about. */
    default long messageBytes() {
        return 0;
    }

    /** Takes each kind of fact. */
    interface Handler {
        void onChanged(Changed fact);

        void onRedelivered(Redelivered fact);

        void onPrepared(Prepared fact);

        void onRolledBack(RolledBack fact);

        void onOpened(Opened fact);

        void onClosed(Closed fact);

        void onMoved(Moved fact);
    }

    /**
     * Messages have come and gone: a send, acknowledgements, a committed transaction, a dead letter on its way.
     *
     * @param removed what was settled, expired, or taken away
     * @param committed the prepared branch that was committed by this, null for none
     * @param id by which a client asks whether its transaction has taken effect, null for none
     */
    record Changed(
            List<Arrival> arrived,
            List<Place> removed,
            @Nullable BranchId committed,
            @Nullable MessageId id) implements Fact {

        /** Nobody is going to ask about it. */
        public Changed(List<Arrival> arrived, List<Place> removed, @Nullable BranchId committed) {
            this(arrived, removed, committed, null);
        }

        /** Whether this is no more than a message sent outside any transaction, as far as can be told. */
        public boolean isSend() {
            return arrived.size() == 1 && removed.isEmpty() && committed == null && id == null;
        }

        @Override
        public void dispatch(Handler handler) {
            handler.onChanged(this);
        }

        @Override
        public int type() {
            return id == null ? FactCodec.CHANGED : FactCodec.COMMITTED;
        }

        @Override
        public long messageBytes() {
            long bytes = 0;
            for (int i = 0; i < arrived.size(); i++) {
                bytes += arrived.get(i).message().size();
            }
            return bytes;
        }
    }

    /** How often messages have been delivered in vain by now. */
    record Redelivered(List<Counted> counted) implements Fact {
        @Override
        public void dispatch(Handler handler) {
            handler.onRedelivered(this);
        }

        @Override
        public int type() {
            return FactCodec.REDELIVERED;
        }
    }

    /** @param deliveries 1 or more */
    record Counted(Place place, int deliveries) {}

    /**
     * A branch is prepared: what it has consumed is nobody else's until it is decided.
     *
     * @param sent in the order in which it was sent
     */
    record Prepared(BranchId branch, List<Sent> sent, List<Place> consumed) implements Fact {
        @Override
        public void dispatch(Handler handler) {
            handler.onPrepared(this);
        }

        @Override
        public int type() {
            return FactCodec.PREPARED;
        }

        @Override
        public long messageBytes() {
            return sent.stream().mapToLong(each -> each.message().size()).sum();
        }
    }

    /** A prepared branch was rolled back. */
    record RolledBack(BranchId branch) implements Fact {
        @Override
        public void dispatch(Handler handler) {
            handler.onRolledBack(this);
        }

        @Override
        public int type() {
            return FactCodec.ROLLED_BACK;
        }
    }

    /** A backlog has begun. Its number is never used again. */
    record Opened(long backlog, BacklogDefinition definition) implements Fact {
        @Override
        public void dispatch(Handler handler) {
            handler.onOpened(this);
        }

        @Override
        public int type() {
            return FactCodec.OPENED;
        }
    }

    /** A backlog has ended, with all that was in it. */
    record Closed(long backlog) implements Fact {
        @Override
        public void dispatch(Handler handler) {
            handler.onClosed(this);
        }

        @Override
        public int type() {
            return FactCodec.CLOSED;
        }
    }

    /** Messages were written again, so that the segments they lay in can be freed. Places that are empty by now stay so. */
    record Moved(List<Arrival> messages) implements Fact {
        @Override
        public void dispatch(Handler handler) {
            handler.onMoved(this);
        }

        @Override
        public int type() {
            return FactCodec.MOVED;
        }
    }
}
