package io.chasqui.ra.outbound;

import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * Local transactions of a managed connection, one after the other. Used by one thread at a time.
 *
 * <p>Design note: each is a branch of its own that is committed in one phase. So the one session of the managed connection
 * serves all kinds of transactions, and turns from one to the other as the server enlists it.
 */
final class LocalBranch implements LocalTransaction {

    /** Tells these branches from those of transaction managers: the letters CHAS. */
    private static final int FORMAT = 0x43484153;

    private final EnlistedResource resource;
    private final UUID owner = UUID.randomUUID();
    private final AtomicLong count = new AtomicLong();
    private @Nullable Xid current;

    LocalBranch(EnlistedResource resource) {
        this.resource = resource;
    }

    private record LocalXid(UUID owner, long number) implements Xid {

        @Override
        public int getFormatId() {
            return FORMAT;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return ByteBuffer.allocate(24)
                    .putLong(owner.getMostSignificantBits())
                    .putLong(owner.getLeastSignificantBits())
                    .putLong(number)
                    .array();
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[0];
        }
    }

    @Override
    public void begin() throws LocalTransactionException {
        if (current != null || resource.isEnlisted()) {
            throw new LocalTransactionException("a transaction has begun on this connection already; end it first");
        }
        Xid next = new LocalXid(owner, count.incrementAndGet());
        try {
            resource.start(next, XAResource.TMNOFLAGS);
        } catch (XAException e) {
            throw failure("begin", e);
        }
        current = next;
    }

    @Override
    public void commit() throws LocalTransactionException {
        Xid ending = take("commit");
        try {
            resource.end(ending, XAResource.TMSUCCESS);
            resource.commit(ending, true);
        } catch (XAException e) {
            throw failure("commit", e);
        }
    }

    @Override
    public void rollback() throws LocalTransactionException {
        rollBack(take("rollback"));
    }

    private void rollBack(Xid ending) throws LocalTransactionException {
        try {
            resource.end(ending, XAResource.TMFAIL);
        } catch (XAException e) {
            if (!isRolledBack(e)) {
                throw failure("roll back", e);
            }
        }
        try {
            resource.rollback(ending);
        } catch (XAException e) {
            // The broker may have forgotten what it has rolled back by itself.
            if (!isRolledBack(e) && e.errorCode != XAException.XAER_NOTA) {
                throw failure("roll back", e);
            }
        }
    }

    private static boolean isRolledBack(XAException e) {
        return e.errorCode >= XAException.XA_RBBASE && e.errorCode <= XAException.XA_RBEND;
    }

    /** Rolls back what is left open, for the next user of the connection. */
    void abandon() throws LocalTransactionException {
        Xid left = current;
        current = null;
        if (left != null) {
            rollBack(left);
        }
    }

    private Xid take(String call) throws LocalTransactionException {
        Xid ending = current;
        if (ending == null) {
            throw new LocalTransactionException("there is no local transaction to " + call + "; call begin first");
        }
        current = null;
        return ending;
    }

    private static LocalTransactionException failure(String action, XAException e) {
        return new LocalTransactionException("could not " + action + " the local transaction: " + e.getMessage(), e);
    }
}
