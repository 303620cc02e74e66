package io.chasqui.ra.inbound;

import java.io.Serializable;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Takes part in a transaction, and ends the JVM when it is to prepare or commit; after a restart it does as it is told. */
final class HaltingResource implements XAResource, Serializable {

    private static final long serialVersionUID = 1L;

    /** What the JVM exits with. */
    static final int HALTED = 77;

    private final transient boolean inPrepare;
    private final transient boolean inCommit;

    private HaltingResource(boolean inPrepare, boolean inCommit) {
        this.inPrepare = inPrepare;
        this.inCommit = inCommit;
    }

    static HaltingResource inPrepare() {
        return new HaltingResource(true, false);
    }

    static HaltingResource inCommit() {
        return new HaltingResource(false, true);
    }

    /** Takes part, and does nothing. */
    static HaltingResource never() {
        return new HaltingResource(false, false);
    }

    @Override
    public int prepare(Xid xid) {
        if (inPrepare) {
            Runtime.getRuntime().halt(HALTED);
        }
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        if (inCommit) {
            Runtime.getRuntime().halt(HALTED);
        }
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public void rollback(Xid xid) {}

    @Override
    public void forget(Xid xid) {}

    @Override
    public Xid[] recover(int flags) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
