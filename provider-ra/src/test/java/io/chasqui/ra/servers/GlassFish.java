package io.chasqui.ra.servers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GlassFish or Payara: a domain that is configured by {@code glassfish/chasqui.asadmin}. */
final class GlassFish extends UnpackedServer {

    private static final Duration START = Duration.ofSeconds(180);
    private static final List<String> PORTS = List.of(
            "domain.adminPort",
            "domain.instancePort",
            "http.ssl.port",
            "jms.port",
            "orb.listener.port",
            "orb.ssl.port",
            "orb.mutualauth.port",
            "domain.jmxPort",
            "osgi.shell.telnet.port",
            "java.debugger.port");

    private final String zip;
    private final List<Integer> ports;

    GlassFish(String name, Jdk jdk, String zip) throws Exception {
        super(name, jdk);
        this.zip = zip;
        ports = Ports.free(PORTS.size());
    }

    @Override
    public void install() throws Exception {
        Archives.unpack(Archives.server(zip), home());
        asadmin("delete-domain", "domain1");
        List<String> properties = new ArrayList<>();
        for (int i = 0; i < PORTS.size(); i++) {
            properties.add(PORTS.get(i) + "=" + ports.get(i));
        }
        asadmin("create-domain", "--nopassword", "--domainproperties", String.join(":", properties), "domain1");
        listenOnLoopback(domain().resolve("config/domain.xml"));
        Archives.copyResource("glassfish/chasqui.asadmin", home().resolve("chasqui.asadmin"));
    }

    private Path domain() {
        return home().resolve("glassfish/domains/domain1");
    }

    /** By default everything listens on all addresses, and the server's own JMS broker runs, which nobody needs here. */
    private static void listenOnLoopback(Path domainXml) throws Exception {
        String text = Files.readString(domainXml)
                .replace("address=\"0.0.0.0\"", "address=\"127.0.0.1\"")
                .replaceAll("<network-listener (?![^>]*address=)", "<network-listener address=\"127.0.0.1\" ")
                .replace("type=\"EMBEDDED\"", "type=\"REMOTE\"")
                .replaceAll("(<jms-host [^>]*)lazy-init=\"true\"", "$1lazy-init=\"false\"");
        Files.writeString(domainXml, text);
    }

    @Override
    public void start(String brokerUrl) throws Exception {
        String plan = asadmin("start-domain", "--dry-run", "domain1");
        List<String> command = new ArrayList<>();
        for (String line : plan.lines().map(String::strip).toList()) {
            if (command.isEmpty() && !line.endsWith("/bin/java")) {
                continue;
            }
            if (line.isEmpty()) {
                break;
            }
            command.add(line);
            if (command.size() == 1) {
                command.add("-XX:+UseSerialGC");
                command.add("-Djava.net.preferIPv4Stack=true");
                command.add("-Dchasqui.url=" + brokerUrl);
                command.add("-Dchasqui.user=" + RemoteBroker.USER);
                command.add("-Dchasqui.password=" + RemoteBroker.PASSWORD);
            }
        }
        Path log = domain().resolve("logs/server.log");
        Files.deleteIfExists(log);
        ServerProcess started = started(ServerProcess.start(name(), home(), command, Map.of()));
        started.await(
                "the domain is started",
                START,
                () -> Files.exists(log) && Files.readString(log).contains("Startup: [")
                        || started.output().contains("startup time"));
    }

    private String asadmin(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(home().resolve("bin/asadmin").toString());
        command.addAll(List.of("--host", "127.0.0.1", "--port", ports.get(0).toString(), "--user", "admin"));
        command.addAll(List.of(arguments));
        String java = jdk().home().toString();
        return ServerProcess.run("asadmin", home(), command, Map.of("AS_JAVA", java, "JAVA_HOME", java));
    }

    @Override
    public void deployAdapter() throws Exception {
        Files.copy(Archives.adapter(), home().resolve("ra.rar"));
        String output =
                asadmin("multimode", "--file", home().resolve("chasqui.asadmin").toString());
        if (output.contains("failed.")) {
            throw new AssertionError("The configuration is refused: " + output);
        }
    }

    @Override
    public void redeployAdapter() throws Exception {
        asadmin(
                "deploy",
                "--force",
                "--name",
                "ra",
                "--type",
                "rar",
                Archives.adapter().toString());
    }

    @Override
    public void deployApplication() throws Exception {
        asadmin(
                "deploy",
                "--name",
                "shop",
                "--contextroot",
                "/shop",
                Archives.application().toString());
    }

    @Override
    public void undeployApplication() throws Exception {
        asadmin("undeploy", "shop");
    }

    @Override
    public URI application() {
        return URI.create("http://127.0.0.1:" + ports.get(1) + "/shop/");
    }
}
