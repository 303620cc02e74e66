package io.chasqui.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.chasqui.api.ChasquiConnectionFactory;
import io.chasqui.api.broker.Broker;
import io.chasqui.api.broker.BrokerConfiguration;
import io.chasqui.security.TestCertificates;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker whose certificate is replaced while it runs. */
class CertificateRenewalTest {

    @TempDir
    private Path directory;

    @Test
    void newConnectionsSeeTheNewCertificateWithoutARestart() throws Exception {
        TestCertificates certificates = new TestCertificates(directory);
        certificates.make("before", "-ext", "san=ip:127.0.0.1");
        certificates.make("after", "-ext", "san=ip:127.0.0.1");
        certificates.trust("trust-before.p12", "before");
        certificates.trust("trust-after.p12", "after");
        certificates.pkcs12("store-before.p12", "before");
        certificates.pkcs12("store-after.p12", "after");
        Path store = directory.resolve("broker.p12");
        Files.copy(directory.resolve("store-before.p12"), store);
        try (Broker broker = Broker.start(BrokerConfiguration.builder()
                .name("certificates")
                .user("till", "secret")
                .listen("tls://127.0.0.1:0")
                .tlsKeyStoreFile(store.toString())
                .tlsKeyStorePassword(TestCertificates.PASSWORD)
                .build())) {
            try (Connection open = factory(broker, "before").createConnection()) {
                assertThrows(JMSSecurityException.class, () -> factory(broker, "after")
                        .createConnection());
                Files.copy(directory.resolve("store-after.p12"), store, StandardCopyOption.REPLACE_EXISTING);
                awaitAdmission(factory(broker, "after"));
                assertThrows(JMSSecurityException.class, () -> factory(broker, "before")
                        .createConnection());
                assertEquals("q", open.createSession().createQueue("q").getQueueName(), "the open one goes on");
            }
        }
    }

    private ChasquiConnectionFactory factory(Broker broker, String trusted) {
        ChasquiConnectionFactory factory =
                new ChasquiConnectionFactory(broker.addresses().get(0).toString(), "till", "secret");
        factory.setTlsTrustFile(directory.resolve("trust-" + trusted + ".p12").toString());
        factory.setTlsTrustPassword(TestCertificates.PASSWORD);
        return factory;
    }

    private static void awaitAdmission(ChasquiConnectionFactory factory) throws JMSException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Connection admitted = factory.createConnection()) {
                admitted.start();
                return;
            } catch (JMSSecurityException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }
}
