package io.chasqui.boot;

import io.chasqui.api.spi.ConnectionProvider;
import io.chasqui.api.spi.ConnectionSettings;
import io.chasqui.api.spi.Credentials;
import io.chasqui.jms.JmsOpener;
import jakarta.jms.JMSException;
import java.net.URI;

/** Serves {@code vm://NAME}: connections to a broker in this JVM. */
public final class VmConnectionProvider implements ConnectionProvider {

    @Override
    public boolean serves(URI address) {
        return "vm".equals(address.getScheme());
    }

    @Override
    public Opener opener(URI address, ConnectionSettings settings, Credentials credentials) throws JMSException {
        return new JmsOpener(VmBrokers.INSTANCE.findOrStart(address).port(), settings, credentials);
    }
}
