package io.chasqui.ra.servers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** TomEE Plus: the archive is in its folder {@code apps}, the application in {@code webapps}. */
final class TomEe extends UnpackedServer {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Pattern READY = Pattern.compile("Server startup in");

    private final int port;

    TomEe(String name, Jdk jdk) throws Exception {
        super(name, jdk);
        port = Ports.free(1).get(0);
    }

    @Override
    public void install() throws Exception {
        Archives.unpack(Archives.server("tomee9.zip"), home());
        Path serverXml = home().resolve("conf/server.xml");
        String text = Files.readString(serverXml)
                .replace("port=\"8005\"", "port=\"-1\"")
                .replace("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"" + port + "\"");
        Files.writeString(serverXml, text);
        Archives.copyResource("tomee/tomee.xml", home().resolve("conf/tomee.xml"));
        Files.createDirectories(home().resolve("apps"));
    }

    @Override
    public void start(String brokerUrl) throws Exception {
        List<String> command = jdk().java(
                        "-javaagent:" + home().resolve("lib/openejb-javaagent.jar"),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED",
                        "-Djava.util.logging.config.file=" + home().resolve("conf/logging.properties"),
                        "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
                        "-Djava.io.tmpdir=" + home().resolve("temp"),
                        "-Dcatalina.home=" + home(),
                        "-Dcatalina.base=" + home(),
                        "-DraRA.url=" + brokerUrl,
                        "-DraRA.user=" + RemoteBroker.USER,
                        "-DraRA.password=" + RemoteBroker.PASSWORD,
                        "-cp",
                        home().resolve("bin/bootstrap.jar") + ":" + home().resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start");
        ServerProcess started = started(ServerProcess.start(name(), home(), command, Map.of()));
        started.await("TomEE is started", START, () -> started.count(READY) > 0);
    }

    @Override
    public void deployAdapter() throws Exception {
        int before = process().count(Pattern.compile("Deployed Application.*ra"));
        Files.copy(Archives.adapter(), home().resolve("apps/ra.rar"), StandardCopyOption.REPLACE_EXISTING);
        process()
                .await(
                        "the adapter is deployed",
                        START,
                        () -> process().count(Pattern.compile("Deployed Application.*ra")) > before);
    }

    @Override
    public void redeployAdapter() throws Exception {
        Files.delete(home().resolve("apps/ra.rar"));
        deployAdapter();
    }

    @Override
    public void deployApplication() throws Exception {
        Files.copy(Archives.application(), home().resolve("webapps/shop.war"), StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void undeployApplication() throws Exception {
        Files.delete(home().resolve("webapps/shop.war"));
    }

    @Override
    public URI application() {
        return URI.create("http://127.0.0.1:" + port + "/shop/");
    }
}
