package io.chasqui.conformance.net;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import io.chasqui.conformance.vm.TemporaryDirectory;
import io.chasqui.conformance.vm.VmProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker behind a socket on loopback, reached through {@code tls://}, with a certificate made for the run. */
public final class TlsProvider extends VmProvider {

    private static final String PASSWORD = "conformance";
    private static final String CERTIFICATE = "broker.pem";

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
        return started.addresses().get(0) + "?tlsTrustFile=" + Path.of(directory.path(), CERTIFICATE);
    }

    private synchronized String keyStore() {
        Path file = Path.of(directory.path(), "broker.p12");
        if (!file.toFile().exists()) {
            keytool(
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
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "broker",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD,
                    "-file",
                    Path.of(directory.path(), CERTIFICATE).toString());
        }
        return file.toString();
    }

    /** By the tool that every JDK has. */
    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        try {
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
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
