package io.chasqui.ra.servers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** WildFly, standalone, configured by {@code wildfly/chasqui.cli}; what is in its folder of deployments is deployed. */
final class WildFly extends UnpackedServer {

    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration DEPLOYMENT = Duration.ofSeconds(90);

    private final Path deployments;
    private final List<Integer> ports;

    WildFly(String name, Jdk jdk) throws Exception {
        super(name, jdk);
        deployments = home().resolve("standalone/deployments");
        ports = Ports.free(3);
    }

    @Override
    public void install() throws Exception {
        Archives.unpack(Archives.server("wildfly.zip"), home());
        Path script = Archives.copyResource("wildfly/chasqui.cli", home().resolve("chasqui.cli"));
        List<String> command = jdk().java(
                        "-Djboss.home.dir=" + home(),
                        "-Djboss.modules.system.pkgs=com.sun.java.swing",
                        "-Dlogging.configuration=file:" + home().resolve("bin/jboss-cli-logging.properties"),
                        "-jar",
                        home().resolve("jboss-modules.jar").toString(),
                        "-mp",
                        home().resolve("modules").toString(),
                        "org.jboss.as.cli",
                        "--file=" + script);
        Path configuration = home().resolve("standalone/configuration/standalone.xml");
        Files.writeString(
                configuration,
                Files.readString(configuration).replace("scan-interval=\"5000\"", "scan-interval=\"500\""));
        ServerProcess.run("jboss-cli", home(), command, Map.of("JBOSS_HOME", home().toString()));
    }

    @Override
    public void start(String brokerUrl) throws Exception {
        List<String> command = jdk().java(
                        "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
                        "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
                        "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
                        "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
                        "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
                        "--add-opens=java.base/com.sun.net.ssl.internal.ssl=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/java.net=ALL-UNNAMED",
                        "--add-opens=java.base/java.security=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                        "--add-opens=java.management/javax.management=ALL-UNNAMED",
                        "--add-opens=java.naming/javax.naming=ALL-UNNAMED",
                        "-Djboss.modules.system.pkgs=org.jboss.byteman",
                        "-Djava.awt.headless=true",
                        "-Dlogging.configuration=file:" + home().resolve("standalone/configuration/logging.properties"),
                        "-jar",
                        home().resolve("jboss-modules.jar").toString(),
                        "-mp",
                        home().resolve("modules").toString(),
                        "org.jboss.as.standalone",
                        "-Djboss.home.dir=" + home(),
                        "-Djboss.server.base.dir=" + home().resolve("standalone"),
                        "-Djboss.bind.address=127.0.0.1",
                        "-Djboss.bind.address.management=127.0.0.1",
                        "-Djboss.http.port=" + ports.get(0),
                        "-Djboss.https.port=" + ports.get(1),
                        "-Djboss.management.http.port=" + ports.get(2),
                        // How often unfinished transactions are looked for, in seconds; every two minutes otherwise.
                        "-DRecoveryEnvironmentBean.periodicRecoveryPeriod=5",
                        "-DRecoveryEnvironmentBean.recoveryBackoffPeriod=1",
                        "-Dchasqui.url=" + brokerUrl,
                        "-Dchasqui.user=" + RemoteBroker.USER,
                        "-Dchasqui.password=" + RemoteBroker.PASSWORD);
        ServerProcess started = started(ServerProcess.start(name(), home(), command, Map.of()));
        started.await(
                "WildFly is started",
                START,
                () -> started.output().contains("WFLYSRV0025")
                        || started.output().contains("WFLYSRV0026"));
    }

    @Override
    public void deployAdapter() throws Exception {
        deploy(Archives.adapter(), "ra.rar");
    }

    @Override
    public void redeployAdapter() throws Exception {
        undeploy("ra.rar");
        deployAdapter();
    }

    @Override
    public void deployApplication() throws Exception {
        deploy(Archives.application(), "shop.war");
    }

    @Override
    public void undeployApplication() throws Exception {
        undeploy("shop.war");
    }

    private void deploy(Path archive, String as) throws Exception {
        Path deployed = deployments.resolve(as + ".deployed");
        Path failed = deployments.resolve(as + ".failed");
        Files.deleteIfExists(failed);
        Files.deleteIfExists(deployments.resolve(as + ".undeployed"));
        Files.copy(archive, deployments.resolve(as), StandardCopyOption.REPLACE_EXISTING);
        Files.createFile(deployments.resolve(as + ".dodeploy"));
        process().await(as + " is deployed", DEPLOYMENT, () -> Files.exists(deployed) || Files.exists(failed));
        if (Files.exists(failed)) {
            throw new AssertionError(as + " is refused: " + Files.readString(failed));
        }
    }

    private void undeploy(String name) throws Exception {
        Path undeployed = deployments.resolve(name + ".undeployed");
        Files.delete(deployments.resolve(name + ".deployed"));
        process().await(name + " is undeployed", DEPLOYMENT, () -> Files.exists(undeployed));
    }

    @Override
    public URI application() {
        return URI.create("http://127.0.0.1:" + ports.get(0) + "/shop/");
    }
}
