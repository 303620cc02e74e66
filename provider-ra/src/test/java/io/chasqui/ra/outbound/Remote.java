package io.chasqui.ra.outbound;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.JMSException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A broker that the adapter reaches over the network, and that can be stopped and started again at the same place. */
final class Remote implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final Path directory;
    private Broker broker;
    private final URI address;

    Remote(Path directory) throws JMSException {
        this.directory = directory;
        broker = start("tcp://127.0.0.1:0");
        address = broker.addresses().get(0);
    }

    private Broker start(String listen) throws JMSException {
        return Broker.start(BrokerConfiguration.builder()
                .name("remote-" + COUNT.incrementAndGet())
                .dataDirectory(directory.toString())
                .listen(List.of(URI.create(listen)))
                .user("alice", "secret")
                .user("bob", "hidden")
                .build());
    }

    String url() {
        return address.toString();
    }

    void stop() {
        broker.close();
    }

    void restart() throws JMSException {
        broker.close();
        broker = start(url());
    }

    /** Waits until something is so. */
    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 20 s: " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        broker.close();
    }
}
