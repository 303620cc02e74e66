package io.chasqui.ra.outbound;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;

/**
 * What the adapter does with a connection handle that it gets from the server. Internal to the adapter, and public because
 * some servers wrap handles: every call has to get through to the handle inside, so none may depend on its class.
 */
public interface ManagedHandle {

    /** From now on the handle works on this managed connection. */
    void associate(ChasquiManagedConnection connection) throws JMSException;

    /** The server takes the managed connection away; the handle stays open, and asks for another when it is used. */
    void dissociate();

    /** The managed connection is used by others from now on; the handle is of no use any more. */
    void invalidate();

    /** Says where the handle comes from, right after the server has given it out. */
    void allocated(Allocation allocation);

    /** Shares the managed connection of this handle, and this handle's place in the server's books, with another one. */
    void lend(ConnectionHandle borrower) throws JMSException;

    /** A context that owns this handle: it closes with it. */
    JMSContext context(int sessionMode) throws JMSException;
}
