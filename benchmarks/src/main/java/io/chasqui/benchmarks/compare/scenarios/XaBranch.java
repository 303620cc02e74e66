package io.chasqui.benchmarks.compare.scenarios;

import java.nio.ByteBuffer;
import javax.transaction.xa.Xid;

/**
 * Names one branch of a distributed transaction.
 *
 * @param owner which thread's it is
 * @param number which of that thread
 */
record XaBranch(int owner, long number) implements Xid {

    private static final int FORMAT = 0x63_6d_70;

    @Override
    public int getFormatId() {
        return FORMAT;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(owner)
                .putLong(number)
                .array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
