package io.chasqui.transport.tcp;

import java.nio.ByteBuffer;
import javax.transaction.xa.Xid;

/** A branch of a transaction manager that does not exist. */
record TestXid(int number) implements Xid {

    @Override
    public int getFormatId() {
        return 7373;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
