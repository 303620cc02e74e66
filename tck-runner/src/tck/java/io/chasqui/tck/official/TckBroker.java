package io.chasqui.tck.official;

import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.api.broker.BrokerConfigurationBuilder;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts the broker of a run over the network, before the first test of each JVM: it listens at a port of its own, which the
 * system property {@code tck.address} tells to jndi.properties. Does nothing for a run over {@code vm}. Registered for all
 * tests; the broker ends with its JVM.
 */
public final class TckBroker implements BeforeAllCallback {

    private static final String TRANSPORT = System.getProperty("tck.transport", "vm");
    private static final String PASSWORD = "official";

    static {
        if (!TRANSPORT.equals("vm")) {
            try {
                System.setProperty("tck.address", start());
            } catch (IOException | InterruptedException | JMSException e) {
                throw new ExceptionInInitializerError(e);
            }
        }
    }

    private static String start() throws IOException, InterruptedException, JMSException {
        BrokerConfigurationBuilder configuration = BrokerConfiguration.builder()
                .name("tck")
                .user("j2ee", "j2ee")
                .remoteAnonymousAllowed(true)
                .dataDirectory(System.getProperty("tck.dataDirectory", ""))
                .listen(TRANSPORT + "://localhost:0");
        String options = "?user=j2ee&password=j2ee&";
        if (TRANSPORT.equals("tls")) {
            Path directory = Files.createTempDirectory("chasqui-tck-");
            Path store = directory.resolve("broker.p12");
            Path certificate = directory.resolve("broker.pem");
            keytool(store, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
            keytool(store, "-exportcert", "-rfc", "-file", certificate.toString());
            configuration.tlsKeyStoreFile(store.toString()).tlsKeyStorePassword(PASSWORD);
            options += "tlsTrustFile=" + certificate + "&";
        }
        return Broker.start(configuration.build()).addresses().get(0) + options;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "broker", "-storetype", "PKCS12"));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("keytool has made no certificate");
        }
    }

    /** The work is done when this class is loaded, which is before any test looks something up. */
    @Override
    public void beforeAll(ExtensionContext context) {
        // Nothing more.
    }
}
