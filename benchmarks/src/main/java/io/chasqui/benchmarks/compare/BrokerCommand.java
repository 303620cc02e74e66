package io.chasqui.benchmarks.compare;

import io.chasqui.benchmarks.compare.providers.BrokerMain;
import io.chasqui.benchmarks.compare.providers.BrokerPlan;
import io.chasqui.benchmarks.compare.providers.Provider;
import io.chasqui.benchmarks.compare.providers.Transport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a broker for a worker; started by {@link Worker}, not by people. */
@Command(name = "broker", hidden = true)
final class BrokerCommand implements Callable<Integer> {

    @Option(names = "--provider", required = true)
    private String provider = "";

    @Option(names = "--directory", required = true)
    private Path directory = Path.of("");

    @Option(names = "--connections", required = true)
    private int connections;

    @Override
    public Integer call() throws Exception {
        BrokerMain.run(Provider.of(provider), new BrokerPlan(Transport.TCP, directory, connections));
        return 0;
    }
}
