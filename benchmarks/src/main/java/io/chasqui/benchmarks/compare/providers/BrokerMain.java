package io.chasqui.benchmarks.compare.providers;

import io.chasqui.benchmarks.compare.measure.JvmMeter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Runs a broker in this process for a {@link BrokerProcess} in another one, which talks to it over standard input and
 * output: it is told the address and the settings, asks for the {@link #USAGE}, and ends it with {@link #STOP} or by ending
 * itself. What the provider prints goes to standard error.
 */
public final class BrokerMain {

    static final String ADDRESS = "address ";
    static final String SETTING = "setting ";
    static final String READY = "ready";
    static final String FAILED = "failed ";
    static final String USAGE = "usage";
    static final String STOP = "stop";

    private BrokerMain() {}

    /** Serves until it is told to stop; then ends the JVM. */
    public static void run(Provider provider, BrokerPlan plan) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err);
        JvmMeter meter = JvmMeter.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try {
            RunningBroker broker = provider.start(plan);
            out.println(ADDRESS + broker.address());
            broker.settings().forEach(setting -> out.println(SETTING + setting));
            out.println(READY);
            String line = in.readLine();
            while (line != null && !line.equals(STOP)) {
                out.println(meter.usage().text());
                line = in.readLine();
            }
            broker.stop();
        } catch (Exception e) {
            e.printStackTrace();
            out.println(FAILED + e);
            Runtime.getRuntime().halt(1);
        }
        // Not every provider ends all its threads.
        Runtime.getRuntime().halt(0);
    }
}
