package io.chasqui.ra.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import jakarta.jms.XAJMSContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * What every server has to show, in order. First the adapter has a broker of its own in the server, with a data directory;
 * then it is started with the address of a broker in another process, which does not run yet.
 */
final class Contract {

    /** One line of the table. */
    @FunctionalInterface
    interface Step {

        /** Does it and says what was seen; anything thrown is a failure. */
        String run() throws Exception;
    }

    /** The checks that the application runs by itself. */
    static final List<String> ASKED = List.of(
            "send-commit",
            "send-rollback",
            "send-outside",
            "receive-rollback",
            "no-transaction",
            "created-context",
            "injected-context",
            "default-factory",
            "default-context",
            "definitions",
            "mdb-commit",
            "mdb-exception",
            "mdb-rollback-only",
            "selector",
            "durable",
            "shared");

    /** Without which nothing else can be tried. */
    static final Set<String> NEEDED = Set.of("install", "deploy");

    private static final int REDEPLOYMENTS = 10;
    private static final int HALTED = 77;
    private static final Duration RECOVERY = Duration.ofSeconds(120);
    private static final Duration RECONNECTION = Duration.ofSeconds(90);

    private final ApplicationServer server;
    private final Jdk jdk;
    private final Shop shop;
    private final Path data;
    private final String listenUrl;
    private final RemoteBroker broker;

    Contract(ApplicationServer server, Jdk jdk) throws Exception {
        this.server = server;
        this.jdk = jdk;
        Path folder = Archives.FOLDER.resolve("work").resolve(server.name());
        Archives.delete(folder);
        Files.createDirectories(folder);
        List<Integer> ports = Ports.free(2);
        data = folder.resolve("data");
        listenUrl = "tcp://127.0.0.1:" + ports.get(0);
        broker = new RemoteBroker(folder.resolve("broker"), ports.get(1));
        shop = new Shop(server.application());
    }

    /** Every step, in order. */
    Map<String, Step> whole() {
        Map<String, Step> steps = essential();
        steps.put("durable-while-away", this::durableWhileAway);
        steps.put("redeploy-10", this::redeploy);
        steps.put("in-doubt", this::inDoubt);
        steps.put("broker-down", this::brokerDown);
        steps.put("broker-restart", this::brokerRestart);
        steps.put("stop", this::stop);
        return steps;
    }

    /** What is quick, and shows that the adapter works: all but redeployment, crashes and remote brokers. */
    Map<String, Step> essential() {
        Map<String, Step> steps = new LinkedHashMap<>();
        steps.put("install", this::install);
        steps.put("deploy", this::deploy);
        steps.put("shop", shop::order);
        for (String check : ASKED) {
            steps.put(check, () -> shop.check(check));
        }
        return steps;
    }

    /** Leaves nothing running, whatever has happened. */
    void end() {
        broker.kill();
        server.kill();
    }

    String stop() throws Exception {
        server.stop();
        return "ended when asked";
    }

    private String embedded() {
        return "vm://chasqui?broker.dataDirectory=" + data + "&broker.listen=" + listenUrl + "&broker.users="
                + RemoteBroker.USER + ":" + RemoteBroker.PASSWORD;
    }

    private String install() throws Exception {
        server.install();
        server.start(embedded());
        return "JDK " + jdk.home().getFileName();
    }

    private String deploy() throws Exception {
        server.deployAdapter();
        server.deployApplication();
        server.process().await("the application answers", Duration.ofSeconds(60), shop::answers);
        return "adapter and application";
    }

    private String durableWhileAway() throws Exception {
        server.undeployApplication();
        String answers = RemoteBroker.publishForDurableBean(listenUrl, "answers.durable");
        server.deployApplication();
        assertEquals("DurableBean delivery 1", RemoteBroker.take(listenUrl, answers));
        return "published while the application was away";
    }

    private String redeploy() throws Exception {
        Leaks before = Leaks.of(jdk, server.process(), data);
        assertTrue(before.classLoaders() > 0 && before.threads() > 0, "sees nothing of the adapter: " + before);
        List<Leaks> seen = new ArrayList<>();
        for (int i = 0; i < REDEPLOYMENTS; i++) {
            server.undeployApplication();
            server.redeployAdapter();
            server.deployApplication();
            server.process().await("the application answers", Duration.ofSeconds(60), shop::answers);
            shop.check("mdb-commit");
            seen.add(Leaks.of(jdk, server.process(), data));
        }
        Leaks after = seen.get(seen.size() - 1);
        // One older copy may wait for whoever used it last; ten may not.
        assertTrue(after.classLoaders() <= before.classLoaders() + 1, "before " + before + ", then " + seen);
        assertTrue(after.threads() <= before.threads() + 2, "before " + before + ", then " + seen);
        assertTrue(after.files() <= before.files() + 2, "before " + before + ", then " + seen);
        return "before " + before + ", after " + after;
    }

    private String inDoubt() throws Exception {
        shop.halt();
        assertEquals(HALTED, server.process().awaitExit(Duration.ofSeconds(30)));
        assertEquals(1, inDoubtBranches(), "branches that are prepared and not decided, while the server is down");
        server.start(embedded());
        server.process().await("the application answers", RECONNECTION, shop::answers);
        Waiting.until("recovery has committed the message", RECOVERY, () -> {
            try {
                shop.check("after-halt");
                return true;
            } catch (AssertionError e) {
                if (e.getMessage() != null && e.getMessage().contains("saw null")) {
                    return false;
                }
                throw e;
            }
        });
        return "prepared, killed, committed by the recovery";
    }

    /** Opens the data directory of the dead server and asks its broker. */
    private int inDoubtBranches() throws Exception {
        String name = "in-doubt-" + server.name();
        BrokerConfiguration configuration = BrokerConfiguration.builder()
                .name(name)
                .dataDirectory(data.toString())
                .build();
        try (Broker opened = Broker.start(configuration);
                XAJMSContext context = new ChasquiConnectionFactory("vm://" + opened.name()).createXAContext()) {
            Xid[] branches = context.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
            return branches.length;
        }
    }

    private String brokerDown() throws Exception {
        server.stop();
        server.start(broker.url());
        server.process().await("the application answers with no broker", RECONNECTION, shop::answers);
        broker.start();
        assertEquals("QueueBean delivery 1", RemoteBroker.askQueueBean(broker.url()));
        String seen = shop.check("mdb-commit");
        assertTrue(seen.contains("once"), seen);
        return "deployed without a broker, which was started then";
    }

    private String brokerRestart() throws Exception {
        broker.kill();
        broker.start();
        assertEquals("QueueBean delivery 1", RemoteBroker.askQueueBean(broker.url()));
        Waiting.until("the pool has connections that work", RECONNECTION, () -> {
            try {
                return shop.check("send-commit").contains("message");
            } catch (AssertionError e) {
                return false;
            }
        });
        shop.check("mdb-exception");
        return "killed and started again";
    }
}
