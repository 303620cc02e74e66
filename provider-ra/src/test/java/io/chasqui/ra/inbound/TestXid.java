package io.chasqui.ra.inbound;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.Xid;

/** The name of a branch, each another one. */
final class TestXid implements Xid {

    private static final AtomicLong LAST = new AtomicLong(System.nanoTime());

    private final byte[] id =
            ByteBuffer.allocate(Long.BYTES).putLong(LAST.incrementAndGet()).array();

    @Override
    public int getFormatId() {
        return 4711;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return id.clone();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
