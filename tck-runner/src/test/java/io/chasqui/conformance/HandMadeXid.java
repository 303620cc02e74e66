package io.chasqui.conformance;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.Xid;

/** A branch identifier as a transaction manager would make it; nobody else in this run has the same. Immutable. */
final class HandMadeXid implements Xid {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final int formatId = 0x43686173;
    private final byte[] global;
    private final byte[] branch;

    HandMadeXid() {
        this(
                ByteBuffer.allocate(12)
                        .putLong(System.nanoTime())
                        .putInt(COUNTER.incrementAndGet())
                        .array(),
                1);
    }

    private HandMadeXid(byte[] global, int branch) {
        this.global = global;
        this.branch = ByteBuffer.allocate(4).putInt(branch).array();
    }

    /** Another branch of the same global transaction. */
    HandMadeXid otherBranch() {
        return new HandMadeXid(global, ByteBuffer.wrap(branch).getInt() + 1);
    }

    /** Whether this is my identifier, whatever class the provider made it of. */
    boolean same(Xid other) {
        return formatId == other.getFormatId()
                && Arrays.equals(global, other.getGlobalTransactionId())
                && Arrays.equals(branch, other.getBranchQualifier());
    }

    @Override
    public int getFormatId() {
        return formatId;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return global.clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return branch.clone();
    }
}
