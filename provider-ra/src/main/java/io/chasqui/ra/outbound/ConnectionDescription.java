package io.chasqui.ra.outbound;

import jakarta.jms.ConnectionMetaData;
import jakarta.jms.JMSException;
import jakarta.resource.spi.ManagedConnectionMetaData;
import org.jspecify.annotations.Nullable;

/** What a server shows of a managed connection, and what Narayana and others name its branches after. Immutable. */
final class ConnectionDescription implements ManagedConnectionMetaData {

    private final String product;
    private final String version;
    private final @Nullable String user;

    ConnectionDescription(ConnectionMetaData provider, @Nullable String user) throws JMSException {
        product = provider.getJMSProviderName();
        version = provider.getProviderVersion();
        this.user = user;
    }

    @Override
    public String getEISProductName() {
        return product;
    }

    @Override
    public String getEISProductVersion() {
        return version;
    }

    /** 0: the broker sets no limit that is known here. */
    @Override
    public int getMaxConnections() {
        return 0;
    }

    /** Null for the anonymous user. */
    @Override
    public @Nullable String getUserName() {
        return user;
    }
}
