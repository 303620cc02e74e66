package io.chasqui.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Identifies a transaction branch: the parts of an {@code Xid}. The arrays are never changed.
 *
 * @param formatId the format identifier of the transaction manager
 * @param global the global transaction identifier, 1 to 64 bytes
 * @param qualifier the branch qualifier, 0 to 64 bytes
 */
public record BranchId(int formatId, byte[] global, byte[] qualifier) {

    @Override
    public boolean equals(Object other) {
        return other instanceof BranchId that
                && formatId == that.formatId
                && Arrays.equals(global, that.global)
                && Arrays.equals(qualifier, that.qualifier);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * formatId + Arrays.hashCode(global)) + Arrays.hashCode(qualifier);
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return formatId + ":" + hex.formatHex(global) + ":" + hex.formatHex(qualifier);
    }
}
