package io.chasqui.api;

import io.chasqui.api.spi.ClientNetwork;

/**
 * The properties of a connection factory that say how it connects over a network, and connects again. Meanings, ranges and
 * defaults stand in {@link FactoryOptions}.
 */
public abstract sealed class FactoryNetwork extends FactorySecurity permits FactorySettings {

    private static final long serialVersionUID = 1L;

    private int connectTimeoutMillis = ClientNetwork.DEFAULT.connectTimeoutMillis();
    private int initialConnectMillis = ClientNetwork.DEFAULT.initialConnectMillis();
    private int reconnectAttempts = ClientNetwork.DEFAULT.reconnectAttempts();
    private int reconnectDelayMillis = ClientNetwork.DEFAULT.reconnectDelayMillis();
    private int reconnectMaxDelayMillis = ClientNetwork.DEFAULT.reconnectMaxDelayMillis();
    private int idleMillis = ClientNetwork.DEFAULT.idleMillis();
    private int compressAboveBytes = ClientNetwork.DEFAULT.compressAboveBytes();

    FactoryNetwork() {}

    public final int getConnectTimeoutMillis() {
        return connectTimeoutMillis;
    }

    public final void setConnectTimeoutMillis(int connectTimeoutMillis) {
        this.connectTimeoutMillis = FactoryNetworkOptions.CONNECT_TIMEOUT_MILLIS.checked(connectTimeoutMillis);
    }

    public final int getInitialConnectMillis() {
        return initialConnectMillis;
    }

    public final void setInitialConnectMillis(int initialConnectMillis) {
        this.initialConnectMillis = FactoryNetworkOptions.INITIAL_CONNECT_MILLIS.checked(initialConnectMillis);
    }

    public final int getReconnectAttempts() {
        return reconnectAttempts;
    }

    public final void setReconnectAttempts(int reconnectAttempts) {
        this.reconnectAttempts = FactoryNetworkOptions.RECONNECT_ATTEMPTS.checked(reconnectAttempts);
    }

    public final int getReconnectDelayMillis() {
        return reconnectDelayMillis;
    }

    public final void setReconnectDelayMillis(int reconnectDelayMillis) {
        this.reconnectDelayMillis = FactoryNetworkOptions.RECONNECT_DELAY_MILLIS.checked(reconnectDelayMillis);
    }

    public final int getReconnectMaxDelayMillis() {
        return reconnectMaxDelayMillis;
    }

    public final void setReconnectMaxDelayMillis(int reconnectMaxDelayMillis) {
        this.reconnectMaxDelayMillis =
                FactoryNetworkOptions.RECONNECT_MAX_DELAY_MILLIS.checked(reconnectMaxDelayMillis);
    }

    public final int getIdleMillis() {
        return idleMillis;
    }

    public final void setIdleMillis(int idleMillis) {
        this.idleMillis = FactoryNetworkOptions.IDLE_MILLIS.checked(idleMillis);
    }

    public final int getCompressAboveBytes() {
        return compressAboveBytes;
    }

    public final void setCompressAboveBytes(int compressAboveBytes) {
        this.compressAboveBytes = FactoryNetworkOptions.COMPRESS_ABOVE_BYTES.checked(compressAboveBytes);
    }

    final ClientNetwork network() {
        return new ClientNetwork(
                connectTimeoutMillis,
                initialConnectMillis,
                reconnectAttempts,
                reconnectDelayMillis,
                reconnectMaxDelayMillis,
                idleMillis,
                compressAboveBytes);
    }
}
