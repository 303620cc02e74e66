package io.chasqui.transport.tcp;

/**
 * Where a broker listens.
 *
 * @param host a name or a numeric address
 * @param port 1 to 65535; for a listener 0 as well, which takes any that is free
 * @param tls whether it speaks TLS
 */
public record Endpoint(String host, int port, boolean tls) {

    /** As an address: {@code tcp://host:port} or {@code tls://host:port}. */
    @Override
    public String toString() {
        return (tls ? "tls://" : "tcp://") + (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host)
                + ":" + port;
    }
}
