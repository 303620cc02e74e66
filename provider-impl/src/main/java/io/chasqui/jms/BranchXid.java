package io.chasqui.jms;

import io.chasqui.protocol.BranchId;
import javax.transaction.xa.Xid;

/**
 * A branch as a transaction manager sees it after a crash. Immutable.
 *
 * @param branch whose parts it shows
 */
record BranchXid(BranchId branch) implements Xid {

    @Override
    public int getFormatId() {
        return branch.formatId();
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return branch.global().clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return branch.qualifier().clone();
    }

    @Override
    public String toString() {
        return branch.toString();
    }
}
