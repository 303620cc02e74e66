package io.chasqui.conformance.net;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.conformance.vm.TemporaryDirectory;
import io.chasqui.conformance.vm.VmProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker behind a socket on loopback, reached through {@code tls://}, with a certificate made for the run. */
public final class TlsProvider extends VmProvider {

    private static final String PASSWORD = "conformance";

    private final TemporaryDirectory directory = new TemporaryDirectory();

    @Override
    public String name() {
        return "tls";
    }

    @Override
    protected void configure(BrokerConfigurationBuilder configuration) {
        configuration.listen("tls://localhost:0").tlsKeyStoreFile(keyStore()).tlsKeyStorePassword(PASSWORD);
    }

    @Override
    protected String address(Broker started) {
        return started.addresses().get(0) + "?tlsTrustFile=" + keyStore() + "&tlsTrustPassword=" + PASSWORD;
    }

    private synchronized String keyStore() {
        Path file = Path.of(directory.path(), "broker.p12");
        if (!file.toFile().exists()) {
            make(file);
        }
        return file.toString();
    }

    /** By the tool that every JDK has. */
    private static void make(Path file) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        try {
            Process keytool = new ProcessBuilder(command).inheritIO().start();
            if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool has made no certificate");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("keytool did not run", e);
        }
    }

    @Override
    public synchronized void close() {
        super.close();
        directory.close();
    }
}
