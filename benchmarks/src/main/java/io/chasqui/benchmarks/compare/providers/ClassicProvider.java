package io.chasqui.benchmarks.compare.providers;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * ActiveMQ Classic with KahaDB, which forces its journal before a persistent send returns (its default, said here all the
 * same). Its own default {@code concurrentStoreAndDispatchQueues} stays: a message that was acknowledged before it was
 * written need not be written.
 */
final class ClassicProvider implements Provider {

    private static final String BROKER = "org.apache.activemq.broker.BrokerService";
    private static final String STORE = "org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter";
    private static final String NAME = "compared";

    @Override
    public String name() {
        return "classic";
    }

    @Override
    public String title() {
        return "ActiveMQ Classic";
    }

    @Override
    public String version() {
        return Jars.versionOf("activemq-broker");
    }

    @Override
    public RunningBroker start(BrokerPlan plan) throws Exception {
        Files.createDirectories(plan.directory());
        List<String> settings = new ArrayList<>();
        Bean store = Bean.create(settings, STORE);
        store.call("setDirectory", plan.directory().resolve("kahadb").toFile());
        store.set("enableJournalDiskSyncs", true);
        Bean broker = Bean.create(settings, BROKER);
        broker.call("setBrokerName", NAME);
        broker.call("setDataDirectory", plan.directory().toString());
        broker.set("persistent", true);
        broker.set("useJmx", false);
        broker.set("useShutdownHook", false);
        broker.call("setPersistenceAdapter", store.object());
        String address = "vm://" + NAME + "?create=false";
        if (plan.transport() == Transport.TCP) {
            // Its documentation: nio for many connections, tcp otherwise.
            String listen = (plan.manyConnections() ? "nio" : "tcp") + "://127.0.0.1:" + FreePort.find();
            String limits = plan.manyConnections() ? "?maximumConnections=" + 10 * plan.connections() : "";
            broker.call("addConnector", listen + limits);
            settings.add("connector = " + listen.replaceAll("\\d+$", "(a free port)") + limits);
            address = listen.replace("nio://", "tcp://");
        }
        broker.call("start");
        broker.call("waitUntilStarted");
        return new StartedBroker(address, settings, () -> {
            broker.call("stop");
            return broker.call("waitUntilStopped");
        });
    }

    @Override
    public ConnectionFactory connect(String address, Use use) throws Exception {
        String type = use == Use.XA ? "ActiveMQXAConnectionFactory" : "ActiveMQConnectionFactory";
        return Bean.create(new ArrayList<>(), "org.apache.activemq." + type, address)
                .as(ConnectionFactory.class);
    }
}
