package io.chasqui.samples.enterprise.checks;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A database's part in transactions, whose commit ends the JVM once that was asked for: as abruptly as a power failure.
 * Public, for a server may load it and its users with different class loaders.
 */
public final class HaltingResource implements XAResource {

    private static final AtomicBoolean ARMED = new AtomicBoolean();
    private static final int EXIT_CODE = 77;

    private final XAResource database;

    HaltingResource(XAResource database) {
        this.database = database;
    }

    /** From now on, a commit ends the JVM. */
    public static void arm() {
        ARMED.set(true);
    }

    @Override
    public void commit(Xid branch, boolean onePhase) throws XAException {
        if (ARMED.get()) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        database.commit(branch, onePhase);
    }

    /** Not the same for any other: the transaction shall have two branches. */
    @Override
    public boolean isSameRM(@Nullable XAResource other) {
        return other == this;
    }

    @Override
    public void start(Xid branch, int flags) throws XAException {
        database.start(branch, flags);
    }

    @Override
    public void end(Xid branch, int flags) throws XAException {
        database.end(branch, flags);
    }

    @Override
    public int prepare(Xid branch) throws XAException {
        database.prepare(branch);
        return XA_OK;
    }

    @Override
    public void rollback(Xid branch) throws XAException {
        database.rollback(branch);
    }

    @Override
    public void forget(Xid branch) throws XAException {
        database.forget(branch);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return database.recover(flags);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return database.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return database.setTransactionTimeout(seconds);
    }
}
