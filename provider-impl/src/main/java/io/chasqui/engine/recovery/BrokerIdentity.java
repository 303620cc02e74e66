package io.chasqui.engine.recovery;

import io.chasqui.checkpoint.CheckpointStore;
import io.chasqui.checkpoint.Table;
import io.chasqui.message.MalformedBytesException;
import java.io.IOException;

/** By what a broker is known, as long as it has the same data directory. Stateless. */
public final class BrokerIdentity {

    private BrokerIdentity() {}

    /**
     * The ID of the broker whose state this is; it is given one when it has none yet.
     *
     * @param store owned by the calling thread
     * @param ifNone what no other broker has
     * @throws IOException when the state cannot be read or written
     */
    public static String of(CheckpointStore store, String ifNone) throws IOException {
        byte[] known = store.get(Table.META, StateLayout.BROKER_ID);
        if (known == null) {
            store.put(Table.META, StateLayout.BROKER_ID, StateLayout.encodeBrokerId(ifNone));
            store.commit();
            return ifNone;
        }
        try {
            return StateLayout.decodeBrokerId(known);
        } catch (MalformedBytesException e) {
            throw new IOException("The broker's ID in the checkpoint cannot be understood: " + e.getMessage(), e);
        }
    }
}
