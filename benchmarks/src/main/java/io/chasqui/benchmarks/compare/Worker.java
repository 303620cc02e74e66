package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.measure.JvmMeter;
import io.chasqui.benchmarks.compare.measure.RunResult;
import io.chasqui.benchmarks.compare.measure.Usage;
import io.chasqui.benchmarks.compare.providers.BrokerPlan;
import io.chasqui.benchmarks.compare.providers.BrokerProcess;
import io.chasqui.benchmarks.compare.providers.Provider;
import io.chasqui.benchmarks.compare.providers.RunningBroker;
import io.chasqui.benchmarks.compare.providers.Transport;
import io.chasqui.benchmarks.compare.providers.Use;
import io.chasqui.benchmarks.compare.scenarios.Environment;
import io.chasqui.benchmarks.compare.scenarios.Outcome;
import io.chasqui.benchmarks.compare.scenarios.Scenario;
import io.chasqui.benchmarks.compare.scenarios.Timing;
import jakarta.jms.Connection;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Does one run: starts the broker, here or in a process of its own, and lets the scenario work against it. */
final class Worker implements Environment {

    private static final int COMPLAINTS = 5;

    private final Provider provider;
    private final Transport transport;
    private final Scenario scenario;
    private final int heapMebibytes;
    private final Path directory;
    private final JvmMeter meter = JvmMeter.start();
    private RunningBroker broker;

    Worker(Provider provider, Transport transport, Scenario scenario, int heapMebibytes, Path directory)
            throws Exception {
        this.provider = provider;
        this.transport = transport;
        this.scenario = scenario;
        this.heapMebibytes = heapMebibytes;
        this.directory = directory;
        broker = startBroker();
    }

    private RunningBroker startBroker() throws Exception {
        BrokerPlan plan = new BrokerPlan(transport, directory, scenario.connections());
        if (transport == Transport.VM) {
            return provider.start(plan);
        }
        List<String> command = new ArrayList<>(ClassPaths.command(provider, heapMebibytes));
        command.addAll(List.of("broker", "--provider", provider.name(), "--directory", directory.toString()));
        command.addAll(List.of("--connections", Integer.toString(scenario.connections())));
        return BrokerProcess.start(command);
    }

    /** Runs the scenario; what goes wrong in it is in the result. */
    RunResult run(Timing timing, int repeat) {
        List<String> settings = new ArrayList<>(broker.settings());
        settings.add(0, "version = " + provider.version());
        settings.add("JVM = -Xms" + heapMebibytes + "m -Xmx" + heapMebibytes + "m -XX:+UseG1GC");
        try {
            Outcome outcome = scenario.run(this, timing);
            broker.stop();
            boolean good = outcome.complaints().isEmpty();
            return new RunResult(
                    provider.name(),
                    transport.text(),
                    scenario.name(),
                    timing.bodyBytes(),
                    repeat,
                    good ? RunResult.Status.OK : RunResult.Status.FAILED,
                    reason(outcome.complaints()),
                    outcome.metrics(),
                    settings);
        } catch (Exception e) {
            e.printStackTrace();
            stopAfterFailure();
            return new RunResult(
                    provider.name(),
                    transport.text(),
                    scenario.name(),
                    timing.bodyBytes(),
                    repeat,
                    isUnsupported(e) ? RunResult.Status.UNSUPPORTED : RunResult.Status.FAILED,
                    e.toString(),
                    Map.of(),
                    settings);
        }
    }

    /** So that no broker's process goes on beside the next run. */
    private void stopAfterFailure() {
        try {
            broker.stop();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private static String reason(List<String> complaints) {
        String first = String.join("; ", complaints.subList(0, Math.min(COMPLAINTS, complaints.size())));
        return complaints.size() <= COMPLAINTS ? first : first + "; and " + (complaints.size() - COMPLAINTS) + " more";
    }

    private static boolean isUnsupported(Exception e) {
        return e instanceof UnsupportedOperationException || e.getCause() instanceof UnsupportedOperationException;
    }

    @Override
    public Connection connect(Use use) throws Exception {
        return provider.connect(broker.address(), use).createConnection();
    }

    @Override
    public XAConnection connectXa() throws Exception {
        if (provider.connect(broker.address(), Use.XA) instanceof XAConnectionFactory factory) {
            return factory.createXAConnection();
        }
        throw new UnsupportedOperationException("no connection factory for distributed transactions");
    }

    @Override
    public Usage client() {
        return meter.usage();
    }

    @Override
    public Usage broker() throws Exception {
        return broker instanceof BrokerProcess process ? process.usage() : Usage.NONE;
    }

    @Override
    public long restart() throws Exception {
        broker.stop();
        long begin = System.nanoTime();
        broker = startBroker();
        return begin;
    }
}
