package io.chasqui.api.broker;

import java.net.URI;
import java.util.List;

/** The part of {@link BrokerConfigurationBuilder} that is about {@link NetworkSettings}. */
abstract sealed class NetworkConfigurationBuilder permits BrokerConfigurationBuilder {

    private List<URI> listen = List.of();
    private int maxConnections;
    private int idleMillis = 30_000;
    private int handshakeMillis = 10_000;
    private int resumeMillis = 10_000;
    private int maxFrameBytes = 256 << 10;

    NetworkConfigurationBuilder() {}

    abstract BrokerConfigurationBuilder self();

    /** @see NetworkSettings#listen() */
    public BrokerConfigurationBuilder listen(List<URI> listen) {
        this.listen = List.copyOf(NetworkOptions.LISTEN.checked(listen));
        return self();
    }

    /** Replaces the addresses to listen at by this one, such as {@code tcp://127.0.0.1:7373}. */
    public BrokerConfigurationBuilder listen(String address) {
        NetworkOptions.LISTEN.apply(self(), address);
        return self();
    }

    /** @see NetworkSettings#maxConnections() */
    public BrokerConfigurationBuilder maxConnections(int maxConnections) {
        this.maxConnections = NetworkOptions.MAX_CONNECTIONS.checked(maxConnections);
        return self();
    }

    /** @see NetworkSettings#idleMillis() */
    public BrokerConfigurationBuilder idleMillis(int idleMillis) {
        this.idleMillis = NetworkOptions.IDLE_MILLIS.checked(idleMillis);
        return self();
    }

    /** @see NetworkSettings#handshakeMillis() */
    public BrokerConfigurationBuilder handshakeMillis(int handshakeMillis) {
        this.handshakeMillis = NetworkOptions.HANDSHAKE_MILLIS.checked(handshakeMillis);
        return self();
    }

    /** @see NetworkSettings#resumeMillis() */
    public BrokerConfigurationBuilder resumeMillis(int resumeMillis) {
        this.resumeMillis = NetworkOptions.RESUME_MILLIS.checked(resumeMillis);
        return self();
    }

    /** @see NetworkSettings#maxFrameBytes() */
    public BrokerConfigurationBuilder maxFrameBytes(int maxFrameBytes) {
        this.maxFrameBytes = NetworkOptions.MAX_FRAME_BYTES.checked(maxFrameBytes);
        return self();
    }

    final NetworkSettings network() {
        return new NetworkSettings(listen, maxConnections, idleMillis, handshakeMillis, resumeMillis, maxFrameBytes);
    }
}
