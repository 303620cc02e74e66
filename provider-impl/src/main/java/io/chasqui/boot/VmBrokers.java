package io.chasqui.boot;

import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.disk.FileDirectory;
import io.chasqui.jms.message.FailureCodes;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The brokers that run in this JVM, by name. The address {@code vm://NAME} starts one on first use and shares it from then
 * on; it runs until the JVM ends or somebody closes it. May be used by any thread.
 */
final class VmBrokers {

    /** One for the whole JVM (more exactly: for each class loader that loads this class). */
    static final VmBrokers INSTANCE = new VmBrokers();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, EmbeddedBroker> running = new HashMap<>();

    /** Names of brokers that somebody configured in code: an address alone must not bring such a one back. */
    private final Set<String> startedInCode = new HashSet<>();

    /** The broker of an address, started if need be. */
    EmbeddedBroker findOrStart(URI address) throws JMSException {
        BrokerConfiguration wanted = configuration(address);
        lock.lock();
        try {
            EmbeddedBroker broker = running.get(wanted.name());
            if (broker == null) {
                refuseIfStartedInCode(wanted.name());
                return launch(wanted, FileDirectory::new);
            }
            boolean asks = !wanted.equals(
                    BrokerConfiguration.builder().name(wanted.name()).build());
            if (asks && !wanted.equals(broker.configuration())) {
                throw new JMSException(
                        "broker " + wanted.name() + " runs in this JVM already as "
                                + broker.configuration() + ", and the address asks for " + wanted
                                + "; give the broker options once, or the same ones everywhere",
                        FailureCodes.ILLEGAL_STATE);
            }
            return broker;
        } finally {
            lock.unlock();
        }
    }

    /** A client that reconnects must not get a broker without the users and limits of the one that was closed. */
    private void refuseIfStartedInCode(String name) throws JMSException {
        if (startedInCode.contains(name)) {
            throw new JMSException(
                    "broker " + name + " was closed, and because it was started in code an address does not start it"
                            + " again; start it with Broker.start, or use another name",
                    FailureCodes.ILLEGAL_STATE);
        }
    }

    private static BrokerConfiguration configuration(URI address) throws JMSException {
        try {
            return BrokerConfiguration.fromAddress(address);
        } catch (IllegalArgumentException invalid) {
            JMSException failure = new JMSException(invalid.getMessage(), FailureCodes.INVALID_ARGUMENT);
            failure.initCause(invalid);
            throw failure;
        }
    }

    EmbeddedBroker start(BrokerConfiguration configuration) throws JMSException {
        return start(configuration, FileDirectory::new);
    }

    /** @param directories opens what the broker keeps its store in */
    EmbeddedBroker start(BrokerConfiguration configuration, Directories directories) throws JMSException {
        lock.lock();
        try {
            if (running.containsKey(configuration.name())) {
                throw new JMSException(
                        "a broker named " + configuration.name()
                                + " runs in this JVM already; close it first, or choose another name",
                        FailureCodes.ILLEGAL_STATE);
            }
            startedInCode.add(configuration.name());
            return launch(configuration, directories);
        } finally {
            lock.unlock();
        }
    }

    private EmbeddedBroker launch(BrokerConfiguration configuration, Directories directories) throws JMSException {
        try {
            EmbeddedBroker broker = new EmbeddedBroker(this, configuration, directories);
            running.put(configuration.name(), broker);
            return broker;
        } catch (IOException unusable) {
            JMSException failure = new JMSException(
                    "broker " + configuration.name() + " cannot start: " + FileFailures.explain(unusable),
                    FailureCodes.ILLEGAL_STATE);
            failure.initCause(unusable);
            failure.setLinkedException(unusable);
            throw failure;
        }
    }

    void forget(EmbeddedBroker broker) {
        lock.lock();
        try {
            running.remove(broker.name(), broker);
        } finally {
            lock.unlock();
        }
    }
}
