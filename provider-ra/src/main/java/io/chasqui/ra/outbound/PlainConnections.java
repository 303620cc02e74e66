package io.chasqui.ra.outbound;

import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives connections where there is no server to do so (Jakarta Connectors 2.1, 6.5.2 and 6.9): the provider's own, without a
 * pool, and with all that Jakarta Messaging allows outside a container. Stateless.
 */
final class PlainConnections implements ConnectionManager {

    private static final long serialVersionUID = 1L;

    @Override
    public Object allocateConnection(ManagedConnectionFactory factory, @Nullable ConnectionRequestInfo request)
            throws ResourceException {
        if (!(factory instanceof ChasquiManagedConnectionFactory ours)) {
            throw new ResourceException("this gives connections of Chasqui's only, and not of " + factory);
        }
        ConnectionRequest wanted = request instanceof ConnectionRequest asked ? asked : ConnectionRequest.ANY;
        try {
            return ours.plainFactory(wanted).createConnection();
        } catch (JMSException e) {
            throw Failures.opening(Objects.toString(ours), e);
        }
    }
}
