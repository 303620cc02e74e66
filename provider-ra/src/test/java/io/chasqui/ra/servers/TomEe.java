package io.chasqui.ra.servers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** TomEE Plus: the jar of the archive is in {@code lib}, the application in {@code webapps}. */
final class TomEe extends UnpackedServer {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Pattern READY = Pattern.compile("Server startup in");

    private static final String FIXED =
            "what is in TomEE's lib is there as long as the server; an archive in its folder apps"
                    + " can be redeployed, but has one pool and is invisible to applications";

    private static final String NO_DEFAULT = "TomEE 9 has no java:comp/DefaultJMSConnectionFactory: 'Name"
            + " [DefaultJMSConnectionFactory] is not bound in this Context'";

    private static final String ACTIVEMQ =
            "TomEE makes every @JMSConnectionFactoryDefinition an ActiveMQManagedConnectionFactory"
                    + " and refuses the application: 'ResourceAdapter is not of type: org.apache.activemq.ra.MessageResourceAdapter'";

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
        Archives.copyResource("tomee/system.properties", home().resolve("conf/system.properties"));
        Archives.extract(Archives.adapter(), "chasqui-ra.jar", home().resolve("lib/chasqui-ra.jar"));
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
                        "-Dchasqui.url=" + brokerUrl,
                        "-Dchasqui.user=" + RemoteBroker.USER,
                        "-Dchasqui.password=" + RemoteBroker.PASSWORD,
                        "-cp",
                        home().resolve("bin/bootstrap.jar") + ":" + home().resolve("bin/tomcat-juli.jar"),
                        "org.apache.catalina.startup.Bootstrap",
                        "start");
        ServerProcess started = started(ServerProcess.start(name(), home(), command, Map.of()));
        started.await("TomEE is started", START, () -> started.count(READY) > 0);
    }

    /** It is in {@code lib}, and has started with the server. */
    @Override
    public void deployAdapter() {
        if (process().output().contains("SEVERE")) {
            throw new AssertionError(
                    "The configuration is refused: " + process().tail());
        }
    }

    @Override
    public void redeployAdapter() {
        throw new AssertionError(FIXED);
    }

    @Override
    public void deployApplication() throws Exception {
        Archives.copyApplicationWithout("DefinedResources", home().resolve("webapps/shop.war"));
    }

    @Override
    public void undeployApplication() throws Exception {
        Path unpacked = home().resolve("webapps/shop");
        Files.delete(home().resolve("webapps/shop.war"));
        process().await("the application is undeployed", START, () -> !Files.exists(unpacked));
    }

    @Override
    public Map<String, String> limits() {
        return Map.of("redeploy-10", FIXED, "definitions", ACTIVEMQ, "default-factory", NO_DEFAULT);
    }

    @Override
    public URI application() {
        return URI.create("http://127.0.0.1:" + port + "/shop/");
    }
}
