package io.chasqui.ra.servers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Open Liberty: {@code liberty/server.xml} and {@code liberty/chasqui.xml}, which is there while the adapter is deployed. */
final class Liberty extends UnpackedServer {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Pattern READY = Pattern.compile("CWWKF0011I");
    private static final Pattern ADAPTER_IN = Pattern.compile("J2CA7001I");
    private static final Pattern ADAPTER_OUT = Pattern.compile("J2CA7009I");
    private static final Pattern APPLICATION_IN = Pattern.compile("CWWKZ000[13]I");
    private static final Pattern APPLICATION_OUT = Pattern.compile("CWWKZ0009I");

    private final int port;
    private final Path folder;

    Liberty(String name, Jdk jdk) throws Exception {
        super(name, jdk);
        port = Ports.free(1).get(0);
        folder = home().resolve("usr/servers/defaultServer");
    }

    @Override
    public void install() throws Exception {
        Archives.unpack(Archives.server("liberty.zip"), home());
        Archives.copyResource("liberty/server.xml", folder.resolve("server.xml"));
        Files.createDirectories(folder.resolve("dropins"));
        Archives.copyDrivers(folder.resolve("drivers"));
    }

    @Override
    public void start(String brokerUrl) throws Exception {
        Files.writeString(
                folder.resolve("bootstrap.properties"),
                String.join(
                        "\n",
                        "http.port=" + port,
                        "chasqui.url=" + brokerUrl,
                        "chasqui.user=" + RemoteBroker.USER,
                        "chasqui.password=" + RemoteBroker.PASSWORD,
                        "com.ibm.ws.logging.message.format=simple",
                        ""));
        List<String> command = jdk().java("-javaagent:" + home().resolve("bin/tools/ws-javaagent.jar"));
        for (String line : Files.readAllLines(home().resolve("lib/platform/java/java9.options"))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                command.add(line.strip());
            }
        }
        command.addAll(List.of("-jar", home().resolve("bin/tools/ws-server.jar").toString(), "defaultServer"));
        ServerProcess started = started(ServerProcess.start(name(), home(), new ArrayList<>(command), Map.of()));
        started.await("Liberty is started", START, () -> started.count(READY) > 0);
    }

    @Override
    public void deployAdapter() throws Exception {
        int before = process().count(ADAPTER_IN);
        Files.copy(Archives.adapter(), folder.resolve("ra.rar"), StandardCopyOption.REPLACE_EXISTING);
        Archives.copyResource("liberty/chasqui.xml", dropIn());
        process().await("the adapter is installed", START, () -> process().count(ADAPTER_IN) > before);
    }

    private Path dropIn() {
        return folder.resolve("configDropins/overrides/chasqui.xml");
    }

    @Override
    public void redeployAdapter() throws Exception {
        int before = process().count(ADAPTER_OUT);
        Files.delete(dropIn());
        process().await("the adapter is uninstalled", START, () -> process().count(ADAPTER_OUT) > before);
        deployAdapter();
    }

    @Override
    public void deployApplication() throws Exception {
        int before = process().count(APPLICATION_IN);
        Files.copy(Archives.application(), folder.resolve("dropins/shop.war"), StandardCopyOption.REPLACE_EXISTING);
        process().await("the application is started", START, () -> process().count(APPLICATION_IN) > before);
    }

    @Override
    public void undeployApplication() throws Exception {
        int before = process().count(APPLICATION_OUT);
        Files.delete(folder.resolve("dropins/shop.war"));
        process().await("the application is stopped", START, () -> process().count(APPLICATION_OUT) > before);
    }

    @Override
    public URI application() {
        return URI.create("http://127.0.0.1:" + port + "/shop/");
    }
}
