package io.chasqui.benchmarks.compare.providers;

import jakarta.jms.ConnectionFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * ActiveMQ Artemis, set up as {@code artemis create} does: a journal on ASYNCIO where its native library loads and on NIO
 * otherwise, a journal-buffer-timeout measured on this disk, paging when global-max-size is reached. Both kinds of sync
 * are on (its default), so that what is durable is forced before a send or commit returns.
 */
final class ArtemisProvider implements Provider {

    private static final String CLIENT = "org.apache.activemq.artemis.jms.client.";

    @Override
    public String name() {
        return "artemis";
    }

    @Override
    public String title() {
        return "Artemis";
    }

    @Override
    public String version() {
        return Jars.versionOf("artemis-server");
    }

    @Override
    public RunningBroker start(BrokerPlan plan) throws Exception {
        boolean asyncIo = Boolean.TRUE.equals(
                Bean.callStatic("org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory", "isSupported"));
        Files.createDirectories(plan.directory());
        String address = plan.transport() == Transport.VM ? "vm://0" : "tcp://127.0.0.1:" + FreePort.find();
        List<String> elements = elements(plan, asyncIo);
        Path file = plan.directory().resolve("broker.xml");
        Files.writeString(file, xml(elements, acceptor(address)));
        List<String> settings = new ArrayList<>(elements.stream()
                .map(element -> element.replace(plan.directory().toString(), "(a new directory)"))
                .toList());
        settings.add(
                0,
                "broker.xml, where journal-type is "
                        + (asyncIo
                                ? "ASYNCIO since its native library loads"
                                : "NIO since its native library does not load"));
        settings.add("acceptor = " + acceptor(address));
        Bean server = Bean.create(settings, "org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ");
        server.call("setConfigResourcePath", file.toUri().toString());
        server.call("start");
        return new StartedBroker(address, settings, () -> server.call("stop"));
    }

    private static List<String> elements(BrokerPlan plan, boolean asyncIo) throws Exception {
        Path directory = plan.directory();
        List<String> elements = new ArrayList<>();
        for (String kind : List.of("paging", "bindings", "journal", "large-messages")) {
            elements.add(element(kind + "-directory", directory.resolve(kind)));
        }
        elements.add(element("persistence-enabled", true));
        elements.add(element("security-enabled", false));
        elements.add(element("jmx-management-enabled", false));
        elements.add(element("journal-type", asyncIo ? "ASYNCIO" : "NIO"));
        elements.add(element("journal-sync-transactional", true));
        elements.add(element("journal-sync-non-transactional", true));
        elements.add(element("journal-datasync", true));
        elements.add(element("journal-min-files", 2));
        elements.add(element("journal-pool-files", 10));
        elements.add(element("journal-device-block-size", 4096));
        elements.add(element("journal-file-size", "10M"));
        elements.add(element("journal-buffer-timeout", bufferTimeout(directory)));
        elements.add(element("journal-max-io", asyncIo ? 4096 : 1));
        elements.add(element("disk-scan-period", 5000));
        elements.add(element("max-disk-usage", 98));
        return elements;
    }

    /** Measured once for each directory, so that a restarted broker is set as before. */
    private static long bufferTimeout(Path directory) throws Exception {
        Path known = directory.resolve("journal-buffer-timeout");
        if (!Files.exists(known)) {
            Files.writeString(known, Long.toString(DiskTiming.forcedWriteNanos(directory)));
        }
        return Long.parseLong(Files.readString(known));
    }

    private static String element(String name, Object value) {
        return String.format(Locale.ROOT, "<%s>%s</%s>", name, value, name);
    }

    private static String acceptor(String address) {
        return address.startsWith("vm")
                ? "vm://0"
                : address + "?tcpSendBufferSize=1048576;tcpReceiveBufferSize=1048576;useEpoll=true;protocols=CORE";
    }

    private static String xml(List<String> elements, String acceptor) {
        return """
                <configuration xmlns="urn:activemq">
                  <core xmlns="urn:activemq:core">
                    <name>compared</name>
                    %s
                    <acceptors>
                      <acceptor name="artemis">%s</acceptor>
                    </acceptors>
                    <address-settings>
                      <address-setting match="#">
                        <dead-letter-address>DLQ</dead-letter-address>
                        <expiry-address>ExpiryQueue</expiry-address>
                        <max-size-bytes>-1</max-size-bytes>
                        <max-size-messages>-1</max-size-messages>
                        <address-full-policy>PAGE</address-full-policy>
                        <auto-create-queues>true</auto-create-queues>
                        <auto-create-addresses>true</auto-create-addresses>
                        <auto-delete-queues>false</auto-delete-queues>
                        <auto-delete-addresses>false</auto-delete-addresses>
                      </address-setting>
                    </address-settings>
                    <addresses>
                      <address name="DLQ"><anycast><queue name="DLQ"/></anycast></address>
                      <address name="ExpiryQueue"><anycast><queue name="ExpiryQueue"/></anycast></address>
                    </addresses>
                  </core>
                </configuration>
                """.formatted(String.join("\n    ", elements), acceptor);
    }

    @Override
    public ConnectionFactory connect(String address, Use use) throws Exception {
        // Its documentation: acknowledgements of asynchronous sends need a confirmation window.
        String client = use == Use.COMPLETION ? address + "?confirmationWindowSize=1048576" : address;
        String type = use == Use.XA ? "ActiveMQXAConnectionFactory" : "ActiveMQConnectionFactory";
        return Bean.create(new ArrayList<>(), CLIENT + type, client).as(ConnectionFactory.class);
    }
}
