package io.chasqui.ra.outbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LazyAssociatableConnectionManager;
import jakarta.resource.spi.LazyEnlistableConnectionManager;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool that enlists connections when they are used, and gives dissociated handles a connection when they are used. */
final class LazyPool extends FakePool implements LazyEnlistableConnectionManager, LazyAssociatableConnectionManager {

    private static final long serialVersionUID = 1L;

    final transient List<Object> closedWhileInactive = new ArrayList<>();
    int enlistments;

    LazyPool(Support support, FakeTransactions transactions) {
        super(support, false, transactions);
    }

    @Override
    void enlistEagerly(ManagedConnection connection) {}

    @Override
    public void lazyEnlist(ManagedConnection connection) throws ResourceException {
        if (transactions.enlisted().contains(connection)) {
            throw new ResourceException("this connection is enlisted already");
        }
        enlistments++;
        enlist(connection);
    }

    @Override
    public void associateConnection(
            Object handle, ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        ManagedConnection connection = take(factory, request);
        connection.associateConnection(handle);
        handlesOf(connection).add(handle);
    }

    @Override
    public void inactiveConnectionClosed(Object handle, ManagedConnectionFactory factory) {
        closedWhileInactive.add(handle);
    }
}
