package io.chasqui.benchmarks.compare.providers;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import jakarta.jms.ConnectionFactory;
import java.util.ArrayList;
import java.util.List;

/** Chasqui: everything at its default, with a data directory, in which durable is forced before a send returns. */
final class ChasquiProvider implements Provider {

    private static final String NAME = "compared";

    @Override
    public String name() {
        return "chasqui";
    }

    @Override
    public String title() {
        return "Chasqui";
    }

    @Override
    public String version() {
        return Jars.versionOf("chasqui-api");
    }

    @Override
    public RunningBroker start(BrokerPlan plan) throws Exception {
        List<String> settings = new ArrayList<>();
        BrokerConfigurationBuilder builder = BrokerConfiguration.builder().name(NAME);
        builder.dataDirectory(plan.directory().toString());
        settings.add("broker.dataDirectory = (a new one)");
        settings.add("broker.durability = forced (default)");
        if (plan.transport() == Transport.TCP) {
            builder.listen("tcp://127.0.0.1:0").remoteAnonymousAllowed(true);
            settings.add("broker.listen = tcp://127.0.0.1:0");
            settings.add("broker.remoteAnonymousAllowed = true");
        }
        Broker broker = Broker.start(builder.build());
        String address = plan.transport() == Transport.VM
                ? "vm://" + NAME
                : broker.addresses().get(0).toString();
        return new StartedBroker(address, settings, () -> {
            broker.close();
            return broker;
        });
    }

    @Override
    public ConnectionFactory connect(String address, Use use) {
        return new ChasquiConnectionFactory(address);
    }
}
