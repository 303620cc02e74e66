package io.chasqui.benchmarks.compare.providers;

import jakarta.jms.ConnectionFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Open MQ, from its distribution: the embedded broker in direct mode inside one JVM, the same broker behind its port in a
 * process of its own. Its file store does not force by default; here it does, for each write, so that what is durable is
 * on the disk before a send returns.
 */
final class OpenMqProvider implements Provider {

    private static final String RUNTIME = "com.sun.messaging.jmq.jmsclient.runtime.ClientRuntime";
    private static final String LISTENER = "com.sun.messaging.jmq.jmsservice.BrokerEventListener";

    /** Where the distribution is unpacked; its {@code lib} is on the class path. */
    private static final String HOME_PROPERTY = "compare.provider.home";

    @Override
    public String name() {
        return "openmq";
    }

    @Override
    public String title() {
        return "Open MQ";
    }

    @Override
    public String version() {
        try {
            Bean version = Bean.create(new ArrayList<>(), "com.sun.messaging.jmq.Version");
            return String.valueOf(version.call("getProductVersion"));
        } catch (Exception e) {
            return "(unknown: " + e + ")";
        }
    }

    @Override
    public RunningBroker start(BrokerPlan plan) throws Exception {
        Path home = Path.of(System.getProperty(HOME_PROPERTY, "."));
        Files.createDirectories(plan.directory());
        int port = FreePort.find();
        List<String> settings = settings(plan);
        List<String> arguments = new ArrayList<>(List.of(
                "-imqhome", home.toString(), "-libhome", home.resolve("lib").toString()));
        arguments.addAll(List.of("-varhome", plan.directory().toString(), "-name", "compared", "-silent"));
        arguments.addAll(List.of("-port", Integer.toString(port)));
        for (String setting : settings) {
            arguments.add("-D" + setting.replace(" = ", "="));
        }
        Bean runtime = Bean.of(Bean.callStatic(RUNTIME, "getRuntime"), settings);
        Bean broker = Bean.of(runtime.call("createBrokerInstance"), settings);
        Properties properties = (Properties) broker.call("parseArgs", (Object) arguments.toArray(new String[0]));
        broker.call("init", properties, listener());
        broker.call("start");
        String address = plan.transport() == Transport.VM ? "mq://localhost/direct" : "mq://127.0.0.1:" + port + "/jms";
        return new StartedBroker(address, settings, () -> {
            broker.call("stop");
            return broker.call("shutdown");
        });
    }

    private static List<String> settings(BrokerPlan plan) {
        List<String> settings = new ArrayList<>();
        settings.add("imq.persist.store = file");
        settings.add("imq.persist.file.sync.enabled = true");
        settings.add("imq.hostname = 127.0.0.1");
        // Its default of 100,000 messages a queue would refuse the backlog, and 100 producers the many connections.
        settings.add("imq.autocreate.destination.maxNumMsgs = -1");
        settings.add("imq.autocreate.destination.maxTotalMsgBytes = -1");
        settings.add("imq.autocreate.destination.maxNumProducers = -1");
        settings.add("imq.autocreate.queue.maxNumActiveConsumers = -1");
        if (plan.manyConnections()) {
            settings.add("imq.jms.max_threads = " + 4 * plan.connections());
        }
        return settings;
    }

    private static Object listener() throws ClassNotFoundException {
        Class<?> type = Class.forName(LISTENER);
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getReturnType() == boolean.class ? Boolean.TRUE : null);
    }

    @Override
    public ConnectionFactory connect(String address, Use use) throws Exception {
        String type = use == Use.XA ? "com.sun.messaging.XAConnectionFactory" : "com.sun.messaging.ConnectionFactory";
        Bean factory = Bean.create(new ArrayList<>(), type);
        factory.call("setProperty", "imqAddressList", address);
        return factory.as(ConnectionFactory.class);
    }
}
