package io.chasqui.benchmarks.compare.providers;

import io.chasqui.benchmarks.compare.measure.Usage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A broker in a process of its own, which runs {@link BrokerMain}; for one thread. */
public final class BrokerProcess implements RunningBroker {

    private static final long STOP_SECONDS = 60;

    private final Process process;
    private final BufferedReader from;
    private final Writer to;
    private final List<String> settings = new ArrayList<>();
    private String address = "";

    private BrokerProcess(Process process) {
        this.process = process;
        from = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        to = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param command the command line
     * @throws IOException when it ends or fails before that
     */
    public static BrokerProcess start(List<String> command) throws IOException {
        BrokerProcess broker = new BrokerProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        String line = broker.line();
        while (!line.equals(BrokerMain.READY)) {
            if (line.startsWith(BrokerMain.ADDRESS)) {
                broker.address = line.substring(BrokerMain.ADDRESS.length());
            } else if (line.startsWith(BrokerMain.SETTING)) {
                broker.settings.add(line.substring(BrokerMain.SETTING.length()));
            } else {
                broker.process.destroyForcibly();
                throw new IOException("the broker did not start: " + line);
            }
            line = broker.line();
        }
        return broker;
    }

    private String line() throws IOException {
        String line = from.readLine();
        if (line == null) {
            throw new IOException("the broker's process has ended");
        }
        return line;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public List<String> settings() {
        return List.copyOf(settings);
    }

    /** What the process has used until now. */
    public Usage usage() throws IOException {
        say(BrokerMain.USAGE);
        return Usage.parse(line());
    }

    private void say(String word) throws IOException {
        to.write(word + "\n");
        to.flush();
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        try {
            say(BrokerMain.STOP);
        } finally {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
