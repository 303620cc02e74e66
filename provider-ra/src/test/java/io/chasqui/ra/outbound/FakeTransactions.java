package io.chasqui.ra.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** A transaction manager for one thread: at most one transaction at a time, which joins branches of one resource manager. */
final class FakeTransactions {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Map<ManagedConnection, Work> works = new LinkedHashMap<>();
    private int transaction;

    /** The name of a branch. */
    record TestXid(int transaction, int branch) implements Xid {

        @Override
        public int getFormatId() {
            return 4711;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {(byte) transaction, (byte) (transaction >> 8)};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {(byte) branch};
        }
    }

    /** What a connection does in the transaction. */
    private record Work(
            @Nullable XAResource resource,
            @Nullable Xid xid,
            boolean joined,
            @Nullable LocalTransaction local,
            Runnable after) {}

    void begin() {
        if (transaction != 0) {
            throw new IllegalStateException("a transaction is active");
        }
        transaction = COUNT.incrementAndGet();
    }

    boolean isActive() {
        return transaction != 0;
    }

    Set<ManagedConnection> enlisted() {
        return works.keySet();
    }

    void enlist(ManagedConnection connection, XAResource resource, Runnable after) throws ResourceException {
        try {
            for (Work other : works.values()) {
                if (other.resource != null && other.resource.isSameRM(resource)) {
                    resource.start(other.xid, XAResource.TMJOIN);
                    works.put(connection, new Work(resource, other.xid, true, null, after));
                    return;
                }
            }
            Xid xid = new TestXid(transaction, works.size() + 1);
            resource.start(xid, XAResource.TMNOFLAGS);
            works.put(connection, new Work(resource, xid, false, null, after));
        } catch (XAException e) {
            throw new ResourceException("cannot enlist: " + e.errorCode, e);
        }
    }

    void enlist(ManagedConnection connection, LocalTransaction local, Runnable after) throws ResourceException {
        local.begin();
        works.put(connection, new Work(null, null, false, local, after));
    }

    void suspend() throws XAException {
        for (Work work : works.values()) {
            required(work).end(work.xid, XAResource.TMSUSPEND);
        }
    }

    void resume() throws XAException {
        for (Work work : works.values()) {
            required(work).start(work.xid, XAResource.TMRESUME);
        }
    }

    /** In two phases, however many branches there are. */
    void commit() throws XAException, ResourceException {
        List<Work> voted = prepare();
        for (Work work : voted) {
            required(work).commit(work.xid, false);
        }
        for (Work work : works.values()) {
            if (work.local != null) {
                work.local.commit();
            }
        }
        done();
    }

    /** Ends the work and asks for votes; gives those that are to be committed. */
    List<Work> prepare() throws XAException {
        for (Work work : works.values()) {
            if (work.resource != null) {
                work.resource.end(work.xid, XAResource.TMSUCCESS);
            }
        }
        List<Work> voted = new ArrayList<>();
        for (Work work : works.values()) {
            if (work.resource != null && !work.joined && work.resource.prepare(work.xid) == XAResource.XA_OK) {
                voted.add(work);
            }
        }
        return voted;
    }

    void rollback() throws XAException, ResourceException {
        for (Work work : works.values()) {
            if (work.resource != null) {
                work.resource.end(work.xid, XAResource.TMFAIL);
                if (!work.joined) {
                    work.resource.rollback(work.xid);
                }
            } else if (work.local != null) {
                work.local.rollback();
            }
        }
        done();
    }

    int branches() {
        return (int) works.values().stream().filter(work -> !work.joined).count();
    }

    private static XAResource required(Work work) {
        return java.util.Objects.requireNonNull(work.resource);
    }

    /** As after a crash: the branches stay as they are, and nobody here knows of them. */
    void forget() {
        transaction = 0;
        works.clear();
    }

    private void done() {
        List<Work> ended = List.copyOf(works.values());
        forget();
        ended.forEach(work -> work.after.run());
    }
}
