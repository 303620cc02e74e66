package io.chasqui.conformance.vm;

import io.chasqui.api.broker.BrokerConfigurationBuilder;

/** The same broker with a data directory, so that everything that would survive it goes through its journal. */
public final class DurableVmProvider extends VmProvider {

    private final TemporaryDirectory directory = new TemporaryDirectory();

    @Override
    public String name() {
        return "vm-durable";
    }

    @Override
    protected void configure(BrokerConfigurationBuilder configuration) {
        configuration.dataDirectory(directory.path());
    }

    @Override
    public synchronized void close() {
        super.close();
        directory.close();
    }
}
