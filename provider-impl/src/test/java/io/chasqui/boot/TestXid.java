package io.chasqui.boot;

import javax.transaction.xa.Xid;

/** The name of a branch in tests. */
record TestXid(int number) implements Xid {
    @Override
    public int getFormatId() {
        return 4711;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return new byte[] {(byte) number};
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
