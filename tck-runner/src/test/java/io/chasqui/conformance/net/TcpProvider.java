package io.chasqui.conformance.net;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.conformance.vm.VmProvider;

/** The broker behind a socket on loopback, reached through {@code tcp://}. */
public final class TcpProvider extends VmProvider {

    @Override
    public String name() {
        return "tcp";
    }

    @Override
    protected void configure(BrokerConfigurationBuilder configuration) {
        configuration.listen("tcp://127.0.0.1:0");
    }

    @Override
    protected String address(Broker started) {
        return started.addresses().get(0).toString();
    }
}
