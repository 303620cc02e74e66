package io.chasqui.ra.servers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** GlassFish Embedded, configured by the same commands as {@link GlassFish}; {@code glassfish/EmbeddedDomain.java} runs it. */
final class EmbeddedGlassFish extends UnpackedServer {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration COMMAND = Duration.ofSeconds(90);
    private static final Pattern ANSWER = Pattern.compile("(?m)^EMBEDDED (DONE|FAILED)$");
    private static final Pattern FAILURE = Pattern.compile("(?m)^EMBEDDED FAILED$");

    private final int port;

    EmbeddedGlassFish(String name, Jdk jdk) throws Exception {
        super(name, jdk);
        port = Ports.free(1).get(0);
    }

    @Override
    public void install() throws Exception {
        Archives.delete(home());
        Files.createDirectories(home());
        for (String file : List.of("chasqui.asadmin", "EmbeddedDomain.java")) {
            Archives.copyResource("glassfish/" + file, home().resolve(file));
        }
    }

    @Override
    public void start(String brokerUrl) throws Exception {
        List<String> command = jdk().java(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "--add-opens=java.naming/javax.naming.spi=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + home(),
                        "-Dchasqui.url=" + brokerUrl,
                        "-Dchasqui.user=" + RemoteBroker.USER,
                        "-Dchasqui.password=" + RemoteBroker.PASSWORD,
                        "-cp",
                        Archives.server("glassfish-embedded.jar").toString(),
                        home().resolve("EmbeddedDomain.java").toString(),
                        Integer.toString(port));
        ServerProcess started = started(ServerProcess.startWithInput(name(), home(), command, Map.of()));
        started.await("the domain is started", START, () -> started.output().contains("EMBEDDED READY"));
    }

    private void asadmin(String line) throws Exception {
        int answers = process().count(ANSWER);
        int failures = process().count(FAILURE);
        process().send(line);
        process().await(line, COMMAND, () -> process().count(ANSWER) > answers);
        if (process().count(FAILURE) > failures) {
            throw new AssertionError(line + " is refused: " + process().tail());
        }
    }

    @Override
    public void deployAdapter() throws Exception {
        Path archive = home().resolve("ra.rar");
        Files.copy(Archives.adapter(), archive);
        for (String line : Files.readAllLines(home().resolve("chasqui.asadmin"))) {
            // An embedded domain has no default factory of its own to point elsewhere.
            if (!line.isBlank() && !line.startsWith("#") && !line.contains("__defaultConnectionFactory")) {
                asadmin(line.replace(" ra.rar", " " + archive));
            }
        }
        asadmin("create-connector-resource --poolname chasqui jms/__defaultConnectionFactory");
    }

    @Override
    public void redeployAdapter() throws Exception {
        asadmin("deploy --force --name ra --type rar " + home().resolve("ra.rar"));
    }

    @Override
    public void deployApplication() throws Exception {
        asadmin("deploy --name shop --contextroot /shop " + Archives.application());
    }

    @Override
    public void undeployApplication() throws Exception {
        asadmin("undeploy shop");
    }

    @Override
    public URI application() {
        return URI.create("http://127.0.0.1:" + port + "/shop/");
    }
}
