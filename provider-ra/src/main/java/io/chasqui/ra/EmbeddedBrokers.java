package io.chasqui.ra;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.JMSException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The brokers that adapters of this class loader run in the server. Used by any thread.
 *
 * <p>Design note: a server may start one archive several times, as WildFly does to give it pools of different kinds, and all
 * of these mean the one broker of that name. So a broker runs until the last adapter that took it gives it back.
 */
final class EmbeddedBrokers {

    static final EmbeddedBrokers INSTANCE = new EmbeddedBrokers();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Running> running = new HashMap<>();

    private EmbeddedBrokers() {}

    private static final class Running {
        private final Broker broker;
        private int takers;

        Running(Broker broker) {
            this.broker = broker;
        }
    }

    /**
     * Starts the broker, or takes a share in the one that another adapter started.
     *
     * @throws JMSException when it cannot start, or runs with other options than those wanted here
     */
    void take(BrokerConfiguration wanted) throws JMSException {
        lock.lock();
        try {
            Running there = running.get(wanted.name());
            if (there == null) {
                there = new Running(Broker.start(wanted));
                running.put(wanted.name(), there);
            } else {
                requireSame(wanted, there.broker.configuration());
            }
            there.takers++;
        } finally {
            lock.unlock();
        }
    }

    /** Who asks for no options takes the broker as it is. */
    private static void requireSame(BrokerConfiguration wanted, BrokerConfiguration there) throws JMSException {
        BrokerConfiguration plain =
                BrokerConfiguration.builder().name(wanted.name()).build();
        if (!wanted.equals(there) && !wanted.equals(plain)) {
            throw new JMSException(
                    "broker " + wanted.name() + " was started by another configuration of this adapter as "
                            + there + ", and this one asks for " + wanted
                            + "; give all of them the same url, dataDirectory and listen, or another name in vm://NAME");
        }
    }

    /** Gives back what was taken once; the last one stops the broker, and returns when it has stopped. */
    void giveBack(String name) {
        lock.lock();
        try {
            Running there = running.get(name);
            if (there != null && --there.takers == 0) {
                running.remove(name);
                there.broker.close(); // With the lock: whoever starts it anew needs its files and its port.
            }
        } finally {
            lock.unlock();
        }
    }
}
